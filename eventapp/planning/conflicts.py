"""What cannot or should not stay as it is in a plan: pure rules over its sessions and people.

Each conflict tells how bad it is, what it is, of whom, and when; the words that people read stand
in `web`. Overlaps are found by going through each person's and each track's sessions in order, so
that the work grows with the sessions and what is found, not with their pairs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import NamedTuple

from eventapp.foundation.timezones import WallTimeMissing, WallTimeTwice, to_instant
from eventapp.planning.nights import Night, night_between
from eventapp.planning.speaker_hours import Hours, can_be_there

DEFAULT_GAP = timedelta(minutes=5)

LED_BY = {
    "panel": frozenset({"moderator"}),
    "workshop": frozenset({"moderator", "host"}),
    "codesigned": frozenset({"moderator", "host"}),
}
"""Who may lead a session of these kinds."""

HANDS_OVER_BY_ITSELF = frozenset({"break", "opening", "closing"})
"""Before and after these a track needs no minutes to change speakers."""


class Severity(IntEnum):
    """How bad a conflict is."""

    NOTE = 1
    WARNING = 2
    SEVERE = 3


class PlannedStop(NamedTuple):
    """The window of a stop."""

    code: str
    starts_at: datetime
    ends_at: datetime


class Part(NamedTuple):
    """Somebody's part in a session; `answer` is how it stands, blank where nobody was asked."""

    person: str
    role: str
    answer: str = ""


class PlannedSession(NamedTuple):
    """A session as far as conflicts depend on it; `track` is blank for none.

    `host_zone` is blank where the host's zone is that of the session; `untranslated` are the names
    of its texts that one language has and another lacks, `outdated` of those that were translated
    before they were last changed.
    """

    code: str
    stop: str
    track: str
    kind: str
    zone: str
    wall_starts: datetime
    wall_ends: datetime
    starts_at: datetime
    ends_at: datetime
    host_country: str = ""
    host_zone: str = ""
    untranslated: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


class Plan(NamedTuple):
    """All that is planned: stops by code, sessions, and the zone of each person by code.

    `hours` are the stretches, in order and apart, in which a person can be there, of those who
    told some.
    """

    stops: Mapping[str, PlannedStop]
    sessions: Sequence[PlannedSession]
    zones: Mapping[str, str]
    hours: Mapping[str, Hours] = {}


class Conflict(NamedTuple):
    """What is wrong with a session between two instants.

    `other` is a second session, `person` somebody's code, `detail` what else there is to say.
    """

    severity: Severity
    code: str
    session: str
    starts_at: datetime
    ends_at: datetime
    other: str = ""
    person: str = ""
    detail: str = ""

    def seen_from(self, code: str) -> "Conflict":
        """Give it as that of the session with the code, where that is the second of the two."""
        return self._replace(session=code, other=self.session) if code == self.other else self


WeekendDays = Callable[[str], frozenset[int]]
Local = Callable[[datetime, str], datetime]
HolidayOn = Callable[[str, date], str]


class Clocks(NamedTuple):
    """How moments are read in a zone, and when a country rests.

    Its weekdays are counted from Monday as 0; of a day that is no holiday the name is blank.
    """

    local: Local
    weekend_days: WeekendDays
    holiday_on: HolidayOn


def conflicts_of(plan: Plan, clocks: Clocks, *, gap: timedelta = DEFAULT_GAP) -> list[Conflict]:
    """Give every conflict, the worst first, then by start; no `gap` asks for no hand-over."""
    found = [
        *clashes_of(plan, gap),
        *_of_nights(plan, clocks.local),
        *_of_answers(plan),
    ]
    for session in plan.sessions:
        found += _of_stop(session, plan.stops.get(session.stop))
        found += _of_wall_times(session)
        found += _of_days_of_rest(session, clocks)
        found += _of_contents(session)
    return sorted(found, key=_order)


def clashes_of(plan: Plan, gap: timedelta = DEFAULT_GAP) -> Iterator[Conflict]:
    """Give what sessions do to each other, by their people and on their track; in no order."""
    yield from _of_people(plan, gap)
    yield from _of_tracks(plan, gap)


def _order(conflict: Conflict) -> tuple[int, datetime, str, str, str, str, str]:
    return (
        -conflict.severity,
        conflict.starts_at,
        conflict.session,
        conflict.code,
        conflict.other,
        conflict.person,
        conflict.detail,
    )


def _in_order(sessions: Iterable[PlannedSession]) -> list[PlannedSession]:
    return sorted(sessions, key=lambda one: (one.starts_at, one.ends_at, one.code))


def overlapping(
    in_order: Iterable[PlannedSession],
) -> Iterator[tuple[PlannedSession, PlannedSession]]:
    """Give the pairs that share time, of sessions in the order they start."""
    running: list[PlannedSession] = []
    for session in in_order:
        running = [one for one in running if one.ends_at > session.starts_at]
        for one in running:
            yield one, session
        running.append(session)


def following(
    in_order: Sequence[PlannedSession],
) -> Iterator[tuple[PlannedSession, PlannedSession]]:
    """Give each session that starts when all before it are over, with the last of those."""
    last: PlannedSession | None = None
    for session in in_order:
        if last is not None and last.ends_at <= session.starts_at:
            yield last, session
        if last is None or session.ends_at > last.ends_at:
            last = session


def _of_people(plan: Plan, gap: timedelta) -> Iterator[Conflict]:
    """Give who is in two places at once, or has no time to change place."""
    by_person: dict[str, list[PlannedSession]] = defaultdict(list)
    for session in plan.sessions:
        for person in {part.person for part in session.parts}:
            by_person[person].append(session)
    for person, sessions in by_person.items():
        if len(sessions) > 1:
            in_order = _in_order(sessions)
            yield from _shared(in_order, "person_overlap", person)
            for one, next_one in following(in_order):
                elsewhere = (one.stop, one.track) != (next_one.stop, next_one.track)
                if elsewhere and next_one.starts_at - one.ends_at < gap:
                    yield _too_close(Severity.WARNING, "person_gap", one, next_one, person)


def _of_tracks(plan: Plan, gap: timedelta) -> Iterator[Conflict]:
    """Give what overlaps on a track, or follows too closely; no track is a line of its own."""
    by_track: dict[tuple[str, str], list[PlannedSession]] = defaultdict(list)
    for session in plan.sessions:
        by_track[session.stop, session.track].append(session)
    for sessions in by_track.values():
        in_order = _in_order(sessions)
        yield from _shared(in_order, "track_overlap", "")
        for one, next_one in following(in_order):
            flows = {one.kind, next_one.kind} & HANDS_OVER_BY_ITSELF
            if not flows and next_one.starts_at - one.ends_at < gap:
                yield _too_close(Severity.NOTE, "track_gap", one, next_one, "")


def _shared(in_order: list[PlannedSession], code: str, person: str) -> Iterator[Conflict]:
    for one, other in overlapping(in_order):
        until = min(one.ends_at, other.ends_at)
        yield Conflict(Severity.SEVERE, code, other.code, other.starts_at, until, one.code, person)


def _too_close(
    severity: Severity, code: str, one: PlannedSession, next_one: PlannedSession, person: str
) -> Conflict:
    return Conflict(
        severity, code, next_one.code, one.ends_at, next_one.starts_at, one.code, person
    )


def _of_nights(plan: Plan, local: Local) -> Iterator[Conflict]:
    """Give whose night a session falls into; a span and a zone are looked at once."""
    known: dict[tuple[datetime, datetime, str], Night] = {}
    for session in plan.sessions:
        for person in dict.fromkeys(part.person for part in session.parts):
            key = (session.starts_at, session.ends_at, plan.zones[person])
            night = known.get(key)
            if night is None:
                night = known[key] = night_between(*key, local)
            if night is not Night.NONE:
                deep = night is Night.DEEP
                yield Conflict(
                    Severity.SEVERE if deep else Severity.WARNING,
                    "deep_night" if deep else "night",
                    session.code,
                    session.starts_at,
                    session.ends_at,
                    person=person,
                )


_ANSWERS = {
    "declined": (Severity.SEVERE, "declined"),
    "open": (Severity.NOTE, "unconfirmed"),
    "moved": (Severity.NOTE, "unconfirmed"),
}


def _of_answers(plan: Plan) -> Iterator[Conflict]:
    """Give who declined, has not confirmed, or said that they cannot be there then."""
    for session in plan.sessions:
        answers = {part.person: part.answer for part in session.parts}
        for person, answer in answers.items():
            if answer in _ANSWERS:
                severity, code = _ANSWERS[answer]
                yield _whole(severity, code, session, answer)._replace(person=person)
            hours = plan.hours.get(person)
            if (
                hours is not None
                and answer != "declined"
                and not can_be_there(session.starts_at, session.ends_at, hours)
            ):
                yield _whole(Severity.SEVERE, "unavailable", session)._replace(person=person)


def _of_stop(session: PlannedSession, stop: PlannedStop | None) -> Iterator[Conflict]:
    """Give whether a session reaches beyond its stop."""
    if stop and (session.starts_at < stop.starts_at or session.ends_at > stop.ends_at):
        yield _whole(Severity.SEVERE, "outside_stop", session)


def _of_wall_times(session: PlannedSession) -> Iterator[Conflict]:
    """Give wall times that are skipped or come twice, and instants that are no longer theirs."""
    for wall, instant in (
        (session.wall_starts, session.starts_at),
        (session.wall_ends, session.ends_at),
    ):
        meant: tuple[datetime, ...]
        try:
            meant = (to_instant(wall, session.zone),)
        except WallTimeMissing:
            yield _whole(Severity.SEVERE, "wall_missing", session, wall.isoformat("T", "minutes"))
            continue
        except WallTimeTwice as twice:
            yield _whole(Severity.WARNING, "wall_twice", session, wall.isoformat("T", "minutes"))
            meant = (twice.first, twice.second)
        if instant not in meant:
            yield _whole(Severity.SEVERE, "moved", session, wall.isoformat("T", "minutes"))


def _of_days_of_rest(session: PlannedSession, clocks: Clocks) -> Iterator[Conflict]:
    """Give a session that falls on a weekend or a public holiday at its host's."""
    if not session.host_country:
        return
    zone = session.host_zone or session.zone
    first = clocks.local(session.starts_at, zone)
    last = clocks.local(session.ends_at - timedelta(microseconds=1), zone)
    if {first.weekday(), last.weekday()} & clocks.weekend_days(session.host_country):
        yield _whole(Severity.WARNING, "weekend", session, session.host_country)
    for day in dict.fromkeys((first.date(), last.date())):
        if clocks.holiday_on(session.host_country, day):
            yield _whole(Severity.WARNING, "holiday", session, day.isoformat())


def _of_contents(session: PlannedSession) -> Iterator[Conflict]:
    """Give what is missing of a session: people, somebody who leads it, a translation."""
    if session.kind != "break":
        leaders = LED_BY.get(session.kind)
        if not session.parts:
            yield _whole(Severity.NOTE, "nobody", session)
        elif leaders and not any(part.role in leaders for part in session.parts):
            yield _whole(Severity.NOTE, "no_moderator", session)
    for text in session.untranslated:
        severity = Severity.WARNING if text == "title" else Severity.NOTE
        yield _whole(severity, "untranslated", session, text)
    for text in session.outdated:
        yield _whole(Severity.NOTE, "translation_older", session, text)


def _whole(severity: Severity, code: str, session: PlannedSession, detail: str = "") -> Conflict:
    return Conflict(severity, code, session.code, session.starts_at, session.ends_at, detail=detail)
