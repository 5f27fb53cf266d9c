"""Times that moved with new zone data, in words."""

from typing import NamedTuple

from flask_babel import gettext as _

from eventapp.foundation.bilingual import Text
from eventapp.foundation.timezones import wall_text
from eventapp.foundation.zone_names import city
from eventapp.planning.wall_tables import CALL, HOURS, REGISTRATION, SHIFT, WAITING
from eventapp.planning.zone_data import MovedTime
from eventapp.web.moments import Moment, moment


class MovedRow(NamedTuple):
    """A time that moved with the zone data; `meant` is None where the clocks skip it now.

    `what` says what it is of, blank for stops and sessions as everybody sees them.
    """

    title: str
    what: str
    clock: str
    stored: Moment
    meant: Moment | None
    is_past: bool


def moved_row(moved: MovedTime, language: str) -> MovedRow:
    """Say what moved, on which clock, and which moments are stored and meant."""
    title = Text(*moved.title).in_language(language) or moved.code
    of_the_event = {REGISTRATION: _("Registration"), CALL: _("The call for sessions")}
    of_a_part = {
        WAITING: _("waits for a release"),
        SHIFT: _("Shift %(code)s", code=moved.code),
        HOURS: _("Hours in which the speaker can be there"),
    }
    return MovedRow(
        title=of_the_event.get(moved.kind, title),
        what=of_a_part.get(moved.kind, ""),
        clock=_clock_words(moved, language),
        stored=moment(moved.stored, moved.zone, language),
        meant=moment(moved.derived, moved.zone, language) if moved.derived else None,
        is_past=moved.is_past,
    )


def _clock_words(moved: MovedTime, language: str) -> str:
    values = {
        "wall": wall_text(moved.wall).replace("T", " "),
        "city": city(moved.zone, language),
    }
    return {
        "starts": _("Starts %(wall)s in %(city)s", **values),
        "ends": _("Ends %(wall)s in %(city)s", **values),
        "opens": _("Opens %(wall)s in %(city)s", **values),
        "closes": _("Closes %(wall)s in %(city)s", **values),
    }[moved.end]
