"""The timetable room: a stop as a grid of tracks and times, each session with its move form."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import unquote

from flask import abort, request
from flask_babel import gettext as _
from wtforms import Form

from eventapp.events.models import Stop
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import instant_text, is_zone, local, offset_label
from eventapp.foundation.zone_names import city
from eventapp.planning.conflicts import Conflict
from eventapp.planning.grid import Grid, Placed, grid_of
from eventapp.planning.plans import Planning, planning_of
from eventapp.planning.timetable import slots_of, tracks_of_stops
from eventapp.programme.rules import PARKED
from eventapp.web.choices import LongSelectField, city_options
from eventapp.web.day_words import heading_words
from eventapp.web.errors import found
from eventapp.web.locale import reader_language
from eventapp.web.moments import span_in
from eventapp.web.organiser.planning_frame import planning_page
from eventapp.web.organiser.timetable_cards import Card, CardMaker, days_words, stop_of

STEPS = (5, 10, 15, 30)


class RulerForm(Form):  # type: ignore[misc]  # wtforms is untyped
    """Asks for the zone of the second ruler."""

    ruler = LongSelectField(validate_choice=False)


class Refused(NamedTuple):
    """A move that was refused: whose, why, and the two offsets to choose from where it is twice.

    `typed` is what the form asked for, so that nobody types it again.
    """

    code: str
    words: str
    typed: Mapping[str, str]
    folds: tuple[str, ...] = ()


class Undo(NamedTuple):
    """What takes the last move of a session back: the fields of the form that does it."""

    code: str
    title: str
    fields: dict[str, str]


class RulerMark(NamedTuple):
    """What the clocks show when a row begins: at the stop, and in the second zone."""

    at: str
    own: str
    other: str
    days: str
    height: int


def show_timetable(slug: str) -> str:
    """Show a stop of the event, the first that is to come unless the address names one."""
    planning = found(planning_of(slug))
    code = request.args.get("stop", "")
    if code and not stop_of(planning.stops, code):
        abort(400, _("This event has no stop with that code."))
    return timetable_page(planning, code)


def timetable_page(planning: Planning, stop_code: str, refused: Refused | None = None) -> str:
    """Write the timetable of a stop, with a move that was refused."""
    conflicts = planning.conflicts()
    stop = stop_of(planning.stops, stop_code) or _coming(planning.stops, utc_now())
    if stop is None:
        context: dict[str, object] = {"stop": None, "stops": ()}
    else:
        context = _of_stop(planning, stop, conflicts) | {"refused": refused}
    return planning_page("organiser/timetable.html", planning, context, conflicts=conflicts)


def _coming(stops: Sequence[Stop], now: datetime) -> Stop | None:
    """Give the first stop that is not over, else the first."""
    return next((stop for stop in stops if stop.ends_at > now), next(iter(stops), None))


def _of_stop(planning: Planning, stop: Stop, conflicts: Sequence[Conflict]) -> dict[str, object]:
    language = reader_language()
    tracks = tracks_of_stops(planning.event.id)
    slots = slots_of(planning.event.id)
    maker = CardMaker(planning, slots, conflicts, language)
    here = [session for session in planning.sessions if session.stop_code == stop.code]
    cards = {session.code: maker.card(session) for session in here}
    parked = [maker.card(session) for session in planning.parked]
    placed = [
        Placed(session.code, session.track or "", session.starts_at, session.ends_at)
        for session in here
    ]
    ahead = local(stop.starts_at, stop.zone).utcoffset() or timedelta(0)
    grid = grid_of(placed, tracks[stop.code], stop.starts_at, stop.ends_at, ahead=ahead)
    ruler = _ruler(planning, stop)
    form = RulerForm(data={"ruler": ruler})
    form.ruler.options = city_options(language, now=stop.starts_at)
    return {
        "stop": stop,
        "stops": _stops(planning.stops),
        "day": heading_words(local(stop.starts_at, stop.zone).date(), language),
        "span": span_in(stop.starts_at, stop.ends_at, stop.zone, language),
        "ruler": ruler,
        "ruler_city": city(ruler, language),
        "ruler_offset": offset_label(stop.starts_at, ruler),
        "ruler_form": form,
        "grid": grid,
        "marks": _marks(grid, stop, ruler),
        "cards": cards,
        "parked": parked,
        "tracks": tracks[stop.code],
        "stop_codes": [one.code for one in planning.stops],
        "undo": _undo({**cards, **{card.code: card for card in parked}}),
    }


def _ruler(planning: Planning, stop: Stop) -> str:
    """Give the zone of the second ruler: the one asked for, else that of the first guest."""
    asked = request.args.get("ruler", "")
    if asked:
        if not is_zone(asked):
            abort(400, _("There is no time zone of that name. Search for your city instead."))
        return asked
    zones = (
        person.zone
        for session in planning.sessions
        if session.stop_code == stop.code
        for person in session.people
        if person.zone != stop.zone
    )
    return next(zones, planning.event.zone)


def _stops(stops: Sequence[Stop]) -> list[tuple[str, str]]:
    language = reader_language()
    return [
        (stop.code, Text(stop.title_en, stop.title_sv).in_language(language) or stop.code)
        for stop in stops
    ]


def _marks(grid: Grid, stop: Stop, ruler: str) -> list[RulerMark]:
    """Give what both clocks show at the beginning of each row."""
    marks = []
    for row in grid.rows:
        own, other = local(row.at, stop.zone), local(row.at, ruler)
        height = max((step for step in STEPS if step <= row.minutes), default=STEPS[0])
        marks.append(
            RulerMark(
                instant_text(row.at),
                f"{own:%H:%M}",
                f"{other:%H:%M}",
                days_words((other.date() - own.date()).days),
                height,
            )
        )
    return marks


def _undo(cards: dict[str, Card]) -> Undo | None:
    """Give what takes the move back that the address tells of."""
    moved, was = cards.get(request.args.get("moved", "")), request.args.get("was", "")
    if moved is None:
        return None
    if was == PARKED:
        return Undo(moved.code, moved.title, {"park": "1"})
    names, values = ("at", "minutes", "track", "stop"), [unquote(one) for one in was.split(";")]
    if len(values) != len(names):
        return None
    fields = dict(zip(names, values, strict=True)) | {"seen": moved.seen}
    return Undo(moved.code, moved.title, fields)
