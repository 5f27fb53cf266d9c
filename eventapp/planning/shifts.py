"""What cannot or should not stay as it is in a roster: pure rules over shifts and sessions."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from typing import NamedTuple

from eventapp.foundation.wall_spans import instants_of
from eventapp.planning.conflicts import PlannedStop, Severity
from eventapp.planning.nights import Night, night_between
from eventapp.roster.rules import INTERPRETER, MODERATOR, TECHNICIAN

REST = timedelta(hours=11)
"""The rest between two working days (Directive 2003/88/EC, article 3)."""
LONGEST_BREAK = timedelta(hours=4)
"""Up to so long between two shifts is a break of one working day."""
ALWAYS_THERE = (MODERATOR, TECHNICIAN)
"""The roles that somebody has at every hour of a stop."""

OVERLAP, SPEAKS, RESTLESS = "overlap", "speaks", "restless"
NIGHT, DEEP_NIGHT = "night", "deep_night"
UNCOVERED, HAND_OVER, AWAY, MOVED = "uncovered", "hand_over", "away", "moved"
OPEN = "open"


class PlannedShift(NamedTuple):
    """A shift as far as the rules depend on it; `person` tells one from another, blank is nobody.

    `zone` is where the person is; the wall times are those of `clock`, the zone of the shift.
    """

    code: str
    person: str
    zone: str
    role: str
    languages: str
    stop: str
    clock: str
    wall_starts: datetime
    wall_ends: datetime
    starts_at: datetime
    ends_at: datetime


class Speech(NamedTuple):
    """A session in which a person has a part."""

    person: str
    role: str
    session: str
    stop: str
    starts_at: datetime
    ends_at: datetime


class Finding(NamedTuple):
    """What is wrong between two instants.

    `shift` is the code of the later shift, blank where the stop lacks somebody; `other` is the
    code of another shift, or of a session.
    """

    severity: Severity
    code: str
    stop: str
    starts_at: datetime
    ends_at: datetime
    shift: str = ""
    other: str = ""
    role: str = ""


Local = Callable[[datetime, str], datetime]


class Roster(NamedTuple):
    """All that the rules look at."""

    stops: Sequence[PlannedStop]
    shifts: Sequence[PlannedShift]
    speeches: Sequence[Speech]


def findings_of(roster: Roster, local: Local) -> list[Finding]:
    """Give all that is found, the worst first, then by start."""
    worked = [shift for shift in roster.shifts if shift.person]
    found = [
        *_of_people(worked, roster.speeches),
        *_of_nights(worked, local),
        *_of_stops(roster),
        *_of_open(roster.shifts),
        *_of_hand_overs(worked),
        *_of_wall_times(roster.shifts),
    ]
    return sorted(found, key=lambda one: (-one.severity, one.starts_at, one[1:3], one[5:]))


def _of_people(worked: Iterable[PlannedShift], speeches: Iterable[Speech]) -> Iterator[Finding]:
    """Give who works twice at once, while they speak, or without a night's rest."""
    by_person: dict[str, list[PlannedShift]] = defaultdict(list)
    for shift in worked:
        by_person[shift.person].append(shift)
    for shifts in by_person.values():
        in_order = sorted(shifts, key=lambda one: (one.starts_at, one.ends_at, one.code))
        for one, other in combinations(in_order, 2):
            if other.starts_at < one.ends_at:
                ends_at = min(one.ends_at, other.ends_at)
                yield _of_shift(
                    Severity.SEVERE, OVERLAP, other, (other.starts_at, ends_at), one.code
                )
        yield from _without_rest(in_order)
    for speech in speeches:
        for shift in by_person.get(speech.person, ()):
            starts_at = max(shift.starts_at, speech.starts_at)
            ends_at = min(shift.ends_at, speech.ends_at)
            if starts_at < ends_at and not _is_same_work(shift, speech):
                yield _of_shift(
                    Severity.SEVERE, SPEAKS, shift, (starts_at, ends_at), speech.session
                )


def _is_same_work(shift: PlannedShift, speech: Speech) -> bool:
    """Tell whether somebody moderates a session of the stop that they moderate."""
    return (shift.stop, shift.role) == (speech.stop, MODERATOR) and speech.role == MODERATOR


def _without_rest(in_order: Sequence[PlannedShift]) -> Iterator[Finding]:
    last: PlannedShift | None = None
    for shift in in_order:
        if last is not None and LONGEST_BREAK < shift.starts_at - last.ends_at < REST:
            times = (last.ends_at, shift.starts_at)
            yield _of_shift(Severity.WARNING, RESTLESS, shift, times, last.code)
        if last is None or shift.ends_at > last.ends_at:
            last = shift


def _of_nights(shifts: Iterable[PlannedShift], local: Local) -> Iterator[Finding]:
    """Give whose night a shift falls into, on the clock of their own zone."""
    for shift in shifts:
        night = night_between(shift.starts_at, shift.ends_at, shift.zone, local)
        times = (shift.starts_at, shift.ends_at)
        if night is Night.DEEP:
            yield _of_shift(Severity.SEVERE, DEEP_NIGHT, shift, times)
        elif night is Night.EDGE:
            yield _of_shift(Severity.WARNING, NIGHT, shift, times)


def _of_stops(roster: Roster) -> Iterator[Finding]:
    """Give the hours of a stop without somebody, and shifts that lie wholly outside it."""
    for stop in roster.stops:
        here = [shift for shift in roster.shifts if shift.stop == stop.code]
        for role in ALWAYS_THERE:
            held = [(one.starts_at, one.ends_at) for one in here if one.role == role]
            for starts_at, ends_at in gaps_between(stop.starts_at, stop.ends_at, held):
                yield Finding(Severity.WARNING, UNCOVERED, stop.code, starts_at, ends_at, role=role)
        for shift in here:
            if shift.ends_at <= stop.starts_at or shift.starts_at >= stop.ends_at:
                yield _of_shift(Severity.SEVERE, AWAY, shift, (shift.starts_at, shift.ends_at))


def _of_open(shifts: Iterable[PlannedShift]) -> Iterator[Finding]:
    """Give the shifts that nobody works yet; the hours of their stop count as planned for."""
    for shift in shifts:
        if not shift.person:
            yield _of_shift(Severity.WARNING, OPEN, shift, (shift.starts_at, shift.ends_at))


def gaps_between(
    starts_at: datetime, ends_at: datetime, held: Iterable[tuple[datetime, datetime]]
) -> Iterator[tuple[datetime, datetime]]:
    """Give the parts of a stretch that none of the others cover."""
    reached = starts_at
    for begins, stops in sorted(held):
        if begins >= ends_at:
            break
        if begins > reached:
            yield reached, begins
        reached = max(reached, stops)
    if reached < ends_at:
        yield reached, ends_at


def _of_hand_overs(shifts: Iterable[PlannedShift]) -> Iterator[Finding]:
    """Give where one leaves at the moment in which the next one comes."""
    lines: dict[tuple[str, str, str], list[PlannedShift]] = defaultdict(list)
    for shift in shifts:
        languages = shift.languages if shift.role == INTERPRETER else ""
        lines[shift.stop, shift.role, languages].append(shift)
    for line in lines.values():
        last: PlannedShift | None = None
        for shift in sorted(line, key=lambda one: (one.starts_at, -one.ends_at.timestamp())):
            if last and shift.starts_at == last.ends_at and shift.person != last.person:
                times = (shift.starts_at, shift.starts_at)
                yield _of_shift(Severity.NOTE, HAND_OVER, shift, times, last.code)
            if last is None or shift.ends_at > last.ends_at:
                last = shift


def _of_wall_times(shifts: Iterable[PlannedShift]) -> Iterator[Finding]:
    """Give the shifts whose instants are no longer those of their wall times."""
    for shift in shifts:
        starts_at, ends_at = shift.starts_at, shift.ends_at
        if not (
            starts_at in instants_of(shift.wall_starts, shift.clock)
            and ends_at in instants_of(shift.wall_ends, shift.clock)
        ):
            yield _of_shift(Severity.SEVERE, MOVED, shift, (starts_at, ends_at))


def _of_shift(
    severity: Severity,
    code: str,
    shift: PlannedShift,
    times: tuple[datetime, datetime],
    other: str = "",
) -> Finding:
    return Finding(severity, code, shift.stop, *times, shift.code, other, shift.role)
