"""The form of a stop."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from eventapp.events.models import Event, Stop
from eventapp.events.rules import StopDetails
from eventapp.foundation.edits import Seen, seen_of
from eventapp.foundation.timezones import to_wall
from eventapp.programme.stops import EDITED
from eventapp.roster.stops import Along
from eventapp.web.organiser.edit_fields import line
from eventapp.web.organiser.edit_form import EditForm
from eventapp.web.organiser.span_fields import SPAN_COLUMNS, SpanFields


class StopForm(EditForm, SpanFields):
    """Asks for what a stop is called, and when it is by the clock of which city."""

    PARTS = (
        ("", (("title_en", "title_sv"),)),
        (
            _l("When"),
            (("wall_starts", "wall_ends"), "zone", "with_sessions", "with_shifts", "code"),
        ),
    )
    COLUMNS = SPAN_COLUMNS

    title_en = line(_l("Name in English"), 200)
    title_sv = line(_l("Name in Swedish"), 200)
    with_sessions = BooleanField(
        _l("Let its sessions move along"),
        description=_l("When the start or the city changes, they keep their places in the stop."),
        default=True,
    )
    with_shifts = BooleanField(
        _l("Let its shifts move along"),
        description=_l("Those of the roster keep their places in the stop too."),
        default=True,
    )
    code = line(
        _l("Code"), 40, hint=_l("Stands in addresses and files, and stays. Blank: the next free.")
    )

    def __init__(
        self,
        event: Event,
        last: Stop | None,
        stop: Stop | None,
        *,
        has_shifts: bool = False,
        now: datetime,
    ) -> None:
        """Begin with a stop; for a new one with the day after the last."""
        stored = stored_stop(stop) if stop else _new(event, last, now)
        super().__init__(stored, seen_stop(stop) if stop else None)
        if stop is None:
            del self.with_sessions
        if not has_shifts:
            del self.with_shifts
        if stop is not None:
            del self.code
            self.offer_folds(stop.starts_at, stop.ends_at)

    def validate(self, **more: Any) -> bool:
        """Tell whether the form can be stored, times by the clock of their city."""
        return bool(super().validate(**more)) and self.read_span()

    def along(self) -> Along:
        """Give what moves along; shifts that came while the form was open do."""
        with_shifts = bool(self.with_shifts.data) if "with_shifts" in self else True
        return Along(bool(self.with_sessions.data), with_shifts)

    def details(self) -> StopDetails:
        """Give the stop, after the form was found valid."""
        assert self.span is not None  # noqa: S101 -- `validate` has read it
        code = self.code.data if "code" in self else ""
        return StopDetails(code, self.title_en.data, self.title_sv.data, *self.span)


def stored_stop(stop: Stop) -> dict[str, Any]:
    """Give a stop as its form shows it."""
    names = ("title_en", "title_sv", "zone", "wall_starts", "wall_ends")
    return {name: getattr(stop, name) for name in names} | {
        "with_sessions": True,
        "with_shifts": True,
    }


def seen_stop(stop: Stop) -> Seen:
    """Give what a form shows of a stop, to come back with the edit."""
    return seen_of(stop, EDITED)


def _new(event: Event, last: Stop | None, now: datetime) -> dict[str, Any]:
    names = {"title_en": "", "title_sv": ""}
    if last is not None:
        day = timedelta(days=1)
        times = {"wall_starts": last.wall_starts + day, "wall_ends": last.wall_ends + day}
        return {**names, **times, "zone": last.zone}
    noon = to_wall(now, event.zone).replace(hour=13, minute=0, second=0, microsecond=0, fold=0)
    starts = noon + timedelta(days=28)
    return {
        **names,
        "zone": event.zone,
        "wall_starts": starts,
        "wall_ends": starts + timedelta(hours=1),
    }
