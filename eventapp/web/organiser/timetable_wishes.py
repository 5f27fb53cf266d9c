"""What somebody wishes of a session on the timetable, and words for why it cannot be."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _

from eventapp.events.models import Stop
from eventapp.events.rules import FieldRefused, StateImpossible
from eventapp.foundation.refusals import StaleEdit
from eventapp.foundation.timezones import (
    InstantMalformed,
    TimeOutOfRange,
    WallTimeMalformed,
    WallTimeMissing,
    WallTimeTwice,
    offset_label,
    parse_instant,
    parse_wall,
)
from eventapp.foundation.wall_spans import WallSpan
from eventapp.foundation.zone_names import city
from eventapp.planning.moving import LONGEST_MINUTES, dropped, typed
from eventapp.programme.rules import SessionOutsideStop
from eventapp.web.locale import reader_language
from eventapp.web.organiser.timetable_cards import stop_of

LONGEST_TEXT = 200


class Impossible(Exception):
    """What was sent is no move; the text says what to send."""


class Home(NamedTuple):
    """The stop that a session is at, by its code, and the zone of the session."""

    stop: str
    zone: str


class Wish(NamedTuple):
    """Where somebody wishes a session to be."""

    stop: Stop
    track: str
    span: WallSpan


def wish_of(fields: Mapping[str, str], stops: Sequence[Stop], home: Home) -> Wish:
    """Read the fields of a move of a session. Raises a refusal that has words.

    A session by the clock of its stop goes by that of the stop to which it goes.
    """
    stop = stop_of(stops, fields.get("stop", ""))
    if stop is None:
        raise Impossible(_("This event has no stop with that code."))
    minutes = minutes_of(fields.get("minutes", "").strip())
    track = fields.get("track", "").strip()[:LONGEST_TEXT]
    left = stop_of(stops, home.stop)
    zone = stop.zone if left is not None and left.zone == home.zone else home.zone
    return Wish(stop, track, _span(fields, stop.zone, zone, minutes))


def minutes_of(written: str) -> int:
    """Read a length. Raises Impossible."""
    if not (written.isascii() and written.isdecimal() and len(written) < 6):
        written = "0"
    if not 1 <= int(written) <= LONGEST_MINUTES:
        raise Impossible(
            _("Write a whole number from %(least)s to %(most)s.", least=1, most=LONGEST_MINUTES)
        )
    return int(written)


def _span(fields: Mapping[str, str], shown_in: str, zone: str, minutes: int) -> WallSpan:
    at = fields.get("at", "")
    if at:
        return dropped(parse_instant(at), minutes, zone)
    fold = {"0": 0, "1": 1}.get(fields.get("fold", ""))
    wall = parse_wall(fields.get("starts", "").strip())
    return typed(wall, minutes, shown_in=shown_in, zone=zone, fold=fold)


TOLD = (
    Impossible,
    StaleEdit,
    SessionOutsideStop,
    StateImpossible,
    FieldRefused,
    InstantMalformed,
    WallTimeMalformed,
    WallTimeMissing,
    WallTimeTwice,
    TimeOutOfRange,
)


def refusal_words(refusal: Exception) -> str:
    """Say why a session stays where it is, and what to do."""
    for kind, say in _SAID.items():
        if isinstance(refusal, kind):
            return say(refusal)
    return _("Write day and time like 2021-05-01T00:00.")


_SAID: dict[type[Exception], Callable[[Any], str]] = {
    Impossible: str,
    StaleEdit: lambda _refusal: _(
        "Somebody else moved it meanwhile. Here is where it is now: move it again."
    ),
    SessionOutsideStop: lambda refusal: _(
        "The stop is open from %(opens)s to %(closes)s in %(city)s. "
        "Choose a time within it, or make the stop longer.",
        opens=_clock(refusal.opens),
        closes=_clock(refusal.closes),
        city=city(refusal.zone, reader_language()),
    ),
    StateImpossible: lambda _refusal: _(
        "Only drafts can be parked, and this one is public. Move it, or cancel it."
    ),
    FieldRefused: lambda _refusal: _("That stop has no such track. Choose one from the list."),
    WallTimeMissing: lambda refusal: _(
        "The clocks skip %(time)s there. %(suggestion)s is as much later as they skip.",
        time=_clock(refusal.wall),
        suggestion=_clock(refusal.suggestion),
    ),
    WallTimeTwice: lambda refusal: _(
        "The clocks show %(time)s twice there. Say which is meant.", time=_clock(refusal.wall)
    ),
}


def _clock(wall: datetime) -> str:
    return f"{wall:%Y-%m-%d %H:%M}"


def folds_of(refusal: Exception) -> tuple[str, ...]:
    """Give the offsets between which somebody has to choose."""
    if not isinstance(refusal, WallTimeTwice):
        return ()
    zone = refusal.zone_name
    return (offset_label(refusal.first, zone), offset_label(refusal.second, zone))
