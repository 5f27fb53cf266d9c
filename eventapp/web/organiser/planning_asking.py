"""Answers to the timetable's script before anything is moved: what would conflict, and where.

Both are GETs that change nothing and that nobody keeps.
"""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import NamedTuple

from flask import Response, jsonify, request
from flask_babel import gettext as _

from eventapp.events.models import Stop
from eventapp.foundation.timezones import (
    InstantMalformed,
    TimeOutOfRange,
    WallTimeMalformed,
    WallTimeMissing,
    WallTimeTwice,
    instant_text,
    local,
    offset_label,
)
from eventapp.foundation.zone_names import city
from eventapp.planning.asking import Aim, of_slot, put, session_of, slot_map
from eventapp.planning.conflicts import Conflict, Severity
from eventapp.planning.nights import Night, night_between
from eventapp.planning.plans import Planning, planning_of
from eventapp.planning.timetable import tracks_of_stops
from eventapp.programme.queries import LineUpPerson, ProgrammeSession
from eventapp.programme.rules import SessionOutsideStop
from eventapp.web.day_band import minute_of_day, part_of_day
from eventapp.web.day_words import short_day_words
from eventapp.web.errors import found
from eventapp.web.locale import reader_language
from eventapp.web.organiser.conflict_words import SEVERITY_MEANINGS, ConflictWords
from eventapp.web.organiser.timetable_cards import days_words, stop_of
from eventapp.web.organiser.timetable_wishes import (
    Home,
    Impossible,
    Wish,
    minutes_of,
    refusal_words,
    wish_of,
)

Answer = Response | tuple[Response, int]

UNREADABLE = (Impossible, InstantMalformed, WallTimeMalformed, TimeOutOfRange)
"""What is no question; all else that is refused answers one."""

KINDS = {Severity.NOTE: "good", Severity.WARNING: "care", Severity.SEVERE: "wrong"}
"""How a notice looks that tells of something so bad."""


class Asked(NamedTuple):
    """A session of an event's plan that is asked about."""

    planning: Planning
    session: ProgrammeSession


def show_slot_asked(slug: str, code: str) -> Answer:
    """Tell what would conflict were a session at another slot, and its people's hours there."""
    asked = _asked(slug, code)
    try:
        home = Home(asked.session.stop_code, asked.session.zone)
        wish = wish_of(_fields(asked.session), asked.planning.stops, home)
    except UNREADABLE as refusal:
        return _unreadable(refusal)
    except (WallTimeMissing, WallTimeTwice) as refusal:
        return jsonify(_impossible(refusal_words(refusal)))
    told = _when(wish) | {"people": _people(asked.session, wish)}
    refused = _refused(asked.planning, wish)
    return jsonify(told | (_impossible(refused) if refused else _possible(asked, wish)))


def show_slot_map(slug: str, code: str) -> Answer:
    """Tell of every start and track of a stop how bad it would be for a session."""
    asked = _asked(slug, code)
    try:
        fields = _fields(asked.session)
        minutes, stop = minutes_of(fields["minutes"]), _stop(asked.planning, fields["stop"])
    except UNREADABLE as refusal:
        return _unreadable(refusal)
    tracks = _tracks(asked.planning, stop)
    mapped = slot_map(asked.planning, asked.session, stop, tracks, minutes)
    rows = {track: "".join(f"{int(bad)}" for bad in row) for track, row in mapped.tracks.items()}
    return jsonify({"opens": instant_text(mapped.opens), "step": mapped.step, "tracks": rows})


def _asked(slug: str, code: str) -> Asked:
    planning = found(planning_of(slug))
    return Asked(planning, found(session_of(planning, code)))


def _fields(session: ProgrammeSession) -> dict[str, str]:
    """Give what is asked; where the address says nothing, the slot that the session has."""
    asked = request.args.to_dict()
    own = {
        "minutes": str((session.ends_at - session.starts_at) // timedelta(minutes=1)),
        "track": session.track or "",
        "stop": session.stop_code,
    }
    when = {} if "starts" in asked else {"at": instant_text(session.starts_at)}
    return own | when | asked


def _unreadable(refusal: Exception) -> Answer:
    return jsonify({"message": refusal_words(refusal)}), HTTPStatus.BAD_REQUEST


def _stop(planning: Planning, code: str) -> Stop:
    stop = stop_of(planning.stops, code)
    if stop is None:
        raise Impossible(_("This event has no stop with that code."))
    return stop


def _tracks(planning: Planning, stop: Stop) -> list[str]:
    """Give the columns that the timetable of the stop has."""
    used = {one.track or "" for one in planning.sessions if one.stop_code == stop.code}
    named = tracks_of_stops(planning.event.id).get(stop.code, [])
    return [*named, *sorted(used - set(named))] or [""]


def _refused(planning: Planning, wish: Wish) -> str:
    """Say why a session cannot be moved there at all; nothing where it can."""
    stop, span = wish.stop, wish.span
    if span.starts_at < stop.starts_at or span.ends_at > stop.ends_at:
        # By the clock of the stop, which is that of the grid under the pointer.
        opens, closes = (local(one, stop.zone) for one in (stop.starts_at, stop.ends_at))
        return refusal_words(SessionOutsideStop(opens, closes, stop.zone))
    if wish.track and wish.track not in tracks_of_stops(planning.event.id).get(stop.code, []):
        return _("That stop has no such track. Choose one from the list.")
    return ""


def _impossible(words: str) -> dict[str, object]:
    problem = {"severity": "impossible", "words": words}
    return {"kind": "wrong", "verdict": _("It cannot be moved here."), "problems": [problem]}


def _possible(asked: Asked, wish: Wish) -> dict[str, object]:
    aimed = put(asked.planning, asked.session, Aim(wish.stop.code, wish.track, wish.span))
    code = asked.session.code
    conflicts = [one.seen_from(code) for one in of_slot(aimed.conflicts_with(code))]
    words = ConflictWords(aimed, reader_language())
    worst = max((conflict.severity for conflict in conflicts), default=None)
    return {
        "kind": KINDS[worst] if worst else "good",
        "verdict": str(SEVERITY_MEANINGS[worst]) if worst else _("Nothing conflicts here."),
        "problems": [_problem(conflict, words) for conflict in conflicts],
    }


def _problem(conflict: Conflict, words: ConflictWords) -> dict[str, str]:
    return {"severity": conflict.severity.name.lower(), "words": words.words(conflict)}


def _when(wish: Wish) -> dict[str, object]:
    """Say the time by the clock of the stop, with its day where the stop has several."""
    language, stop, span = reader_language(), wish.stop, wish.span
    starts = local(span.starts_at, stop.zone)
    days = {local(one, stop.zone).date() for one in (stop.starts_at, stop.ends_at)}
    return {
        "day": short_day_words(starts.date(), language) if len(days) > 1 else "",
        "when": _clocks(span.starts_at, span.ends_at, stop.zone),
        "where": f"{city(stop.zone, language)} {offset_label(span.starts_at, stop.zone)}",
        "track": wish.track,
    }


def _people(session: ProgrammeSession, wish: Wish) -> list[dict[str, str]]:
    named = {person.code: person for person in session.people}
    return [_hours(person, wish) for person in named.values()]


def _hours(person: LineUpPerson, wish: Wish) -> dict[str, str]:
    """Say what somebody's own clock shows, and whether it is night there."""
    span, zone = wish.span, person.zone
    there, here = local(span.starts_at, zone), local(span.starts_at, wish.stop.zone)
    return {
        "name": person.name or person.code,
        "clock": _clocks(span.starts_at, span.ends_at, zone),
        "days": days_words((there.date() - here.date()).days),
        "place": city(zone, reader_language()),
        "part": part_of_day(minute_of_day(there)).value,
        "night": _night(night_between(span.starts_at, span.ends_at, zone, local)),
    }


def _night(night: Night) -> str:
    if night is Night.DEEP:
        return _("night")
    return _("late or early") if night is Night.EDGE else ""


def _clocks(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    return f"{local(starts_at, zone):%H:%M}–{local(ends_at, zone):%H:%M}"
