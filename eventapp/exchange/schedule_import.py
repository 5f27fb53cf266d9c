"""A programme taken in from frab's exchange format; first it is known what it will change."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from babel.dates import format_date

from eventapp.events.models import Stop
from eventapp.events.rules import StopDetails
from eventapp.exchange.lineup import Part
from eventapp.exchange.plans import (
    Before,
    Plan,
    hints_of,
    name_of,
    stored_sessions,
    thing_of_session,
    thing_of_speaker,
    zones_of,
)
from eventapp.exchange.preview import STOP, Compared, Hint, Item, Preview, Thing, Values, compare
from eventapp.exchange.problems import Problems, quoted
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
from eventapp.exchange.sources import Source
from eventapp.foundation.timezones import to_wall
from eventapp.programme.queries import ProgrammeSession
from eventapp.programme.rules import SessionDetails
from eventapp.speakers.models import Speaker
from eventapp.speakers.rules import SpeakerDetails

NEW_ROLE = "presenter"
KEPT = frozenset({"capacity"})
"""What the format does not say of a session."""


def plan_schedule(source: Source, before: Before) -> Plan:
    """Give what a file would change. Raises FileRefused.

    Sessions that it does not name stay, as do people of a line-up.
    """
    event = before.event
    programme = read_schedule(source, Problems(source), zone=event.zone)
    known = known_sessions(event, before.sessions)
    _check_distinct(programme, known, Problems(source))
    people = people_of(programme.talks, event, before.speakers, programme.zone)
    homes = _homes(programme, known, before.stops)
    sessions = list(_sessions(programme, known, homes, before))
    line_up = [_parts(talk, known, people) for talk in programme.talks]
    compared = _compared(sessions, line_up, homes, before, people)
    items = (
        *homes.items(),
        *compared.items,
        *(Item(thing_of_speaker(one), None) for one in people.new),
    )
    preview = Preview(
        kind="schedule",
        rows=len(sessions),
        items=items,
        unchanged=compared.unchanged,
        omitted=compared.omitted,
        hints=(
            *hints_of(before, (one.code for _stop, one in sessions)),
            *_people_hints(programme, people),
        ),
        waits=before.waits,
    )
    parts = [part for one in line_up for part in one]
    return Plan(preview, people.new, homes.wanted, sessions, parts, KEPT)


def _check_distinct(programme: Programme, known: Known, problems: Problems) -> None:
    """Tell of sessions of a file that mean one stored session, by its guid and by its code."""
    first: dict[str, Talk] = {}
    for talk in programme.talks:
        session = known.session_of(talk)
        other = first.setdefault(session.code, talk) if session else talk
        if session and other is not talk:
            where = f"line {other.line}" if other.line else other.place
            problems.add(
                f"{quoted(session.code)} is meant at {where} already — give this one another id",
                line=talk.line,
                column=f"{talk.place}.guid" if talk.place else "guid",
            )
    problems.check()


class Homes(NamedTuple):
    """The stops of a file's sessions: those stored, those wanted, and which is whose by code."""

    stored: Mapping[str, Stop]
    wanted: Sequence[StopDetails]
    by_talk: Mapping[str, str]

    def of(self, talk: Talk) -> Stop | StopDetails:
        """Give the stop of a session."""
        code = self.by_talk[talk.code]
        return self.stored.get(code) or next(stop for stop in self.wanted if stop.code == code)

    def items(self) -> Iterator[Item]:
        """Give the stops that are made or widened."""
        for stop in self.wanted:
            stored = self.stored.get(stop.code)
            yield Item(_thing_of_stop(stop), _values_of_stop(stored) if stored else None)


def _thing_of_stop(stop: StopDetails) -> Thing:
    return Thing(STOP, stop.code, stop.title_en or stop.title_sv, stop.zone, _values_of_stop(stop))


def _values_of_stop(stop: Stop | StopDetails) -> Values:
    names = ("starts_at", "ends_at", "zone", "title_en", "title_sv")
    return {name: getattr(stop, name) for name in names}


def _sessions(
    programme: Programme, known: Known, homes: Homes, before: Before
) -> Iterator[tuple[str, SessionDetails]]:
    for talk in programme.talks:
        session, home = known.session_of(talk), homes.of(talk)
        times = times_of(talk, session, programme.zone)
        yield home.code, details_of(talk, session, home, times, before.event)


def _homes(programme: Programme, known: Known, stops: Sequence[Stop]) -> Homes:
    """Give the stop of each session; days without one that holds their sessions make one."""
    homeless: dict[date, list[tuple[Talk, Times]]] = defaultdict(list)
    found: dict[str, str] = {}
    for talk in programme.talks:
        session = known.session_of(talk)
        times = times_of(talk, session, programme.zone)
        stop = _holding(stops, talk, session, times)
        if stop:
            found[talk.code] = stop.code
        else:
            homeless[talk.day].append((talk, times))
    by_code = {stop.code: stop for stop in stops}
    wanted = [
        _stop_of_day(day, [times for _talk, times in talks], programme.zone, by_code)
        for day, talks in sorted(homeless.items())
    ]
    for day, talks in homeless.items():
        found.update({talk.code: _code_of_day(day) for talk, _times in talks})
    return Homes(by_code, wanted, found)


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


def _compared(
    sessions: Sequence[tuple[str, SessionDetails]],
    line_up: Sequence[Sequence[Part]],
    homes: Homes,
    before: Before,
    people: People,
) -> Compared:
    """Compare the sessions of a file, and who joins them, with those that are stored."""
    zones = zones_of([*before.stops, *homes.wanted])
    everybody: list[Speaker | SpeakerDetails] = [*before.speakers, *people.new]
    names = {one.code: name_of(one) or one.code for one in everybody}
    there = {one.code: _names(names, (part.code for part in one.people)) for one in before.sessions}
    stored = {
        code: {**values, "line_up": there[code]} for code, values in stored_sessions(before).items()
    }
    things = []
    for (stop, details), parts in zip(sessions, line_up, strict=True):
        thing = thing_of_session(stop, details, zones)
        all_names = _names(names, (part.speaker for part in parts)) or there.get(thing.code, "")
        things.append(thing._replace(values={**thing.values, "line_up": all_names}))
    return compare(stored, things, KEPT)


def _names(names: Mapping[str, str], codes: Iterable[str]) -> str:
    return ", ".join(names[code] for code in dict.fromkeys(codes))


def _people_hints(programme: Programme, people: People) -> Iterator[Hint]:
    keys = {person.key for talk in programme.talks for person in talk.persons}
    if people.new:
        yield Hint("people_of_here", len(people.new))
    if nowhere := len(keys - people.codes.keys()):
        yield Hint("people_left_out", nowhere)


def _parts(talk: Talk, known: Known, people: People) -> list[Part]:
    """Give the line-up of a session that somebody joins, those who were there first."""
    session = known.session_of(talk)
    code = session.code if session else talk.code
    there = [(person.code, person.role) for person in session.people] if session else []
    codes = (people.codes[one.key] for one in talk.persons if one.key in people.codes)
    present = {speaker for speaker, _role in there}
    new = [(one, NEW_ROLE) for one in dict.fromkeys(codes) if one not in present]
    return [Part(code, speaker, role) for speaker, role in [*there, *new]] if new else []
