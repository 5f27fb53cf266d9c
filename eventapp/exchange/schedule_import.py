"""A programme taken in from frab's exchange format; first it is known what it will change."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from babel.dates import format_date

from eventapp.events.actions import lock_event, save_stops
from eventapp.events.models import Event, Stop
from eventapp.events.queries import stops_of
from eventapp.events.rules import StopDetails
from eventapp.exchange.incoming import EventFile
from eventapp.exchange.problems import Problems
from eventapp.exchange.schedule_match import (
    Known,
    Times,
    details_of,
    known_sessions,
    rooms_of_stop,
    times_of,
)
from eventapp.exchange.schedule_people import People, people_of
from eventapp.exchange.schedule_talks import Programme, Talk, read_schedule
from eventapp.foundation.timezones import to_wall, wall_text
from eventapp.programme.actions import save_line_up, save_sessions
from eventapp.programme.queries import ProgrammeSession, programme_of, session_ids
from eventapp.programme.rules import KNOWN_STATES, AppearanceDetails, SessionDetails
from eventapp.speakers.actions import save_speakers
from eventapp.speakers.queries import speaker_ids, speakers_of

NEW_ROLE = "presenter"
_TIMES = ("zone", "wall_starts", "wall_ends", "starts_at", "ends_at")


class Change(NamedTuple):
    """One thing that the file changes, in words: "new", "moved" or "changed", and what."""

    how: str
    kind: str
    code: str
    detail: str


class ScheduleStored(NamedTuple):
    """How many sessions a file has, and everything it changed."""

    rows: int
    changes: tuple[Change, ...]


def import_schedule(file: EventFile, event: Event) -> ScheduleStored:
    """Store the programme of a file. Raises FileRefused.

    Sessions that it does not name stay, as do people of a line-up.
    """
    lock_event(event.id)
    programme = read_schedule(file.path, Problems(Path(file.path)), zone=event.zone)
    known = known_sessions(event, programme_of(event.id, states=KNOWN_STATES))
    people = people_of(programme.talks, event, speakers_of(event.id), programme.zone)
    stops, changes = _stops(event.id, programme, known)
    sessions = [
        details_of(
            talk,
            session := known.session_of(talk),
            stops[talk.code],
            times_of(talk, session, programme.zone),
            event,
        )
        for talk in programme.talks
    ]
    changes += _changes_of_sessions(sessions, known, people, programme.talks)
    changes += [
        Change("new", "person", new.code, f"{new.given_name} {new.family_name}".strip())
        for new in people.new
    ]
    save_speakers(event.id, people.new)
    save_sessions(event.id, sessions, kept=("capacity",), now=file.now)
    save_line_up(event.id, _line_up(event.id, programme.talks, known, people), now=file.now)
    return ScheduleStored(len(sessions), tuple(changes))


def _stops(
    event_id: int, programme: Programme, known: Known
) -> tuple[dict[str, Stop], list[Change]]:
    """Give the stop of each session; days without one that holds their sessions make one."""
    stored = list(stops_of(event_id))
    homeless: dict[date, list[tuple[Talk, Times]]] = defaultdict(list)
    found: dict[str, Stop] = {}
    for talk in programme.talks:
        session = known.session_of(talk)
        times = times_of(talk, session, programme.zone)
        stop = _holding(stored, talk, session, times)
        if stop:
            found[talk.code] = stop
        else:
            homeless[talk.day].append((talk, times))
    by_code = {stop.code: stop for stop in stored}
    wanted = [
        _stop_of_day(day, [times for _talk, times in talks], programme.zone, by_code)
        for day, talks in sorted(homeless.items())
    ]
    save_stops(event_id, wanted)
    made = {stop.code: stop for stop in stops_of(event_id)} if wanted else by_code
    for day, talks in homeless.items():
        found.update({talk.code: made[_code_of_day(day)] for talk, _times in talks})
    changes = [_change_of_stop(stop, stop.code in by_code) for stop in wanted]
    return found, changes


def _holding(
    stops: Sequence[Stop], talk: Talk, session: ProgrammeSession | None, times: Times
) -> Stop | None:
    """Give the stop within whose times a session lies: its own, that of its room, the first."""
    holding = [
        stop
        for stop in stops
        if stop.starts_at <= times.starts_at and times.ends_at <= stop.ends_at
    ]
    own = [stop for stop in stops if session and stop.code == session.stop_code]
    unmoved = session and (times.starts_at, times.ends_at) == (session.starts_at, session.ends_at)
    if own and (unmoved or own[0] in holding):
        return own[0]
    named = [stop for stop in holding if talk.room in rooms_of_stop(stop)]
    return next(iter([*named, *holding]), None)


def _code_of_day(day: date) -> str:
    return f"day-{day.isoformat()}"


def _stop_of_day(
    day: date, times: Sequence[Times], zone: str, stored: Mapping[str, Stop]
) -> StopDetails:
    """Give the stop of a day, wide enough for its sessions and for what it held before."""
    code = _code_of_day(day)
    before = stored.get(code)
    starts = [one.starts_at for one in times]
    ends = [one.ends_at for one in times]
    if before:
        starts, ends, zone = [*starts, before.starts_at], [*ends, before.ends_at], before.zone
    starts_at, ends_at = min(starts), max(ends)
    return StopDetails(
        code=code,
        title_en=before.title_en if before else _day_title(day, "en"),
        title_sv=before.title_sv if before else _day_title(day, "sv"),
        zone=zone,
        wall_starts=to_wall(starts_at, zone).replace(fold=0),
        wall_ends=to_wall(ends_at, zone).replace(fold=0),
        starts_at=starts_at,
        ends_at=ends_at,
    )


def _day_title(day: date, language: str) -> str:
    words = format_date(day, "EEEE d MMMM y", locale=language)
    return words[:1].upper() + words[1:]


def _change_of_stop(stop: StopDetails, was_known: bool) -> Change:  # noqa: FBT001 -- read once
    span = f"{wall_text(stop.wall_starts)} to {wall_text(stop.wall_ends)} {stop.zone}"
    return Change("changed" if was_known else "new", "stop", stop.code, span)


def _changes_of_sessions(
    sessions: Iterable[SessionDetails], known: Known, people: People, talks: Sequence[Talk]
) -> Iterator[Change]:
    for details, talk in zip(sessions, talks, strict=True):
        session = known.sessions.get(details.code)
        when = f"{wall_text(details.wall_starts)} {details.zone}"
        title = details.title_en or details.title_sv
        if session is None:
            yield Change("new", "session", details.code, f"{when}, {details.track}: {title}")
            continue
        differing = _differing(details, session)
        if {"starts_at", "ends_at"} & differing:
            before = f"{wall_text(session.wall_starts)} to {wall_text(session.wall_ends)}"
            after = f"{wall_text(details.wall_starts)} to {wall_text(details.wall_ends)}"
            yield Change("moved", "session", details.code, f"{before} → {after} {details.zone}")
        fields = sorted(differing - set(_TIMES))
        if _newcomers(talk, session, people):
            fields.append("line-up")
        if fields:
            yield Change("changed", "session", details.code, ", ".join(fields))


def _differing(details: SessionDetails, session: ProgrammeSession) -> set[str]:
    """Give the fields that are stored otherwise, the stop left out: it follows the times."""
    told = details._asdict() | {"track": details.track or None}
    stored = session._asdict()
    return {name for name in told.keys() & stored.keys() if told[name] != stored[name]}


def _newcomers(talk: Talk, session: ProgrammeSession | None, people: People) -> list[str]:
    """Give the codes of those who have no part in a session yet."""
    there = {person.code for person in session.people} if session else set()
    codes = (people.codes[one.key] for one in talk.persons if one.key in people.codes)
    return [code for code in dict.fromkeys(codes) if code not in there]


def _line_up(
    event_id: int, talks: Iterable[Talk], known: Known, people: People
) -> Iterator[AppearanceDetails]:
    """Give the line-up of the sessions that somebody joins, those who were there first."""
    sessions, speakers = session_ids(event_id), speaker_ids(event_id)
    for talk in talks:
        session = known.session_of(talk)
        newcomers = _newcomers(talk, session, people)
        if newcomers:
            number = sessions[session.code if session else talk.code]
            for person in session.people if session else ():
                yield AppearanceDetails(number, speakers[person.code], person.role)
            for code in newcomers:
                yield AppearanceDetails(number, speakers[code], NEW_ROLE)
