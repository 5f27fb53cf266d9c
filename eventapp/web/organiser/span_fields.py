"""Wall times on the clocks of a city that are asked about where they happen twice."""

from datetime import datetime
from typing import Any, NamedTuple

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form

from eventapp.foundation.timezones import (
    WallTimeMissing,
    WallTimeTwice,
    is_zone,
    offset_label,
    to_instant,
)
from eventapp.foundation.wall_spans import WallSpan
from eventapp.foundation.zone_names import city
from eventapp.web.day_words import day_words
from eventapp.web.locale import reader_language
from eventapp.web.organiser.edit_fields import CityField, WallTimeField

SPAN_COLUMNS = {
    "wall_starts": ("wall_starts", "starts_at"),
    "wall_ends": ("wall_ends", "ends_at"),
}


class Twice(NamedTuple):
    """The two instants of a time that happens twice: value and words of each, and the chosen."""

    options: tuple[tuple[str, str], tuple[str, str]]
    chosen: str


class ClockFields(Form):  # type: ignore[misc]  # wtforms is untyped
    """Fields of wall times by the clock of one city; a form of them tells which by `clock`."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.twice: dict[str, Twice] = {}

    @property
    def clock(self) -> str:
        """The zone whose clock shows the times."""
        raise NotImplementedError

    def offer_fold(self, field: WallTimeField, instant: datetime | None) -> None:
        """Show which instant is meant where the stored time of a field happens twice."""
        wall = field.object_data
        if not isinstance(wall, datetime) or instant is None or not is_zone(self.clock):
            return
        try:
            to_instant(wall, self.clock)
        except WallTimeTwice as twice:
            self._offer(field.name, twice, str(int(instant == twice.second)))
        except WallTimeMissing:
            return

    def instant_of(self, field: WallTimeField, wall: datetime) -> datetime | None:
        """Give the instant of a time in the field; None, and words beside it, without one."""
        chosen = request.form.get(f"{field.name}_fold", "")
        try:
            return to_instant(wall, self.clock)
        except WallTimeMissing as missing:
            words = _(
                "The clocks of %(city)s skip this time. %(time)s is as much later as they skip.",
                city=city(self.clock, reader_language()),
                time=_time_words(missing.suggestion),
            )
        except WallTimeTwice as twice:
            self._offer(field.name, twice, chosen)
            if chosen in {"0", "1"}:
                return twice.second if chosen == "1" else twice.first
            words = _("The clocks show this time twice. Say which one is meant.")
        field.errors = [*field.errors, words]
        return None

    def _offer(self, name: str, twice: WallTimeTwice, chosen: str) -> None:
        first, second = (
            f"{twice.wall:%H:%M} {offset_label(at, twice.zone_name)}"
            for at in (twice.first, twice.second)
        )
        options = (
            ("0", _("the first time: %(time)s", time=first)),
            ("1", _("the second time: %(time)s", time=second)),
        )
        self.twice[name] = Twice(options, chosen)


class SpanFields(ClockFields):
    """Where the clock hangs, and from when to when; `span` is it once the form is valid."""

    zone = CityField(_l("City whose clock counts"))
    wall_starts = WallTimeField(_l("Starts"))
    wall_ends = WallTimeField(_l("Ends"))

    span: WallSpan | None = None

    @property
    def clock(self) -> str:
        """The zone whose clock shows the times."""
        return str(self.zone.data or "")

    def read_span(self) -> bool:
        """Read the times by the clocks of the city, after the fields were found valid."""
        wall_starts, wall_ends = self.wall_starts.wall, self.wall_ends.wall
        if wall_starts is None or wall_ends is None:
            return False
        starts_at = self.instant_of(self.wall_starts, wall_starts)
        ends_at = self.instant_of(self.wall_ends, wall_ends)
        if starts_at is None or ends_at is None:
            return False
        if ends_at <= starts_at:
            self.wall_ends.errors = [*self.wall_ends.errors, _("This is not after the start.")]
            return False
        self.span = WallSpan(self.clock, wall_starts, wall_ends, starts_at, ends_at)
        return True

    def offer_folds(self, starts_at: datetime | None, ends_at: datetime | None) -> None:
        """Show which instants are meant where stored times happen twice."""
        self.offer_fold(self.wall_starts, starts_at)
        self.offer_fold(self.wall_ends, ends_at)


def _time_words(wall: datetime) -> str:
    return f"{day_words(wall.date(), reader_language())} {wall:%H:%M}"
