"""What would conflict were a session held at another slot: worked out of a plan, never stored.

The rules are those of the plan as it is (`conflicts.py`), so that what is told before a move and
what is told after it cannot differ.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from eventapp.events.models import Stop
from eventapp.foundation.wall_spans import WallSpan, span_between
from eventapp.planning.conflicts import (
    DEFAULT_GAP,
    Conflict,
    Plan,
    PlannedSession,
    Severity,
    clashes_of,
    conflicts_of,
)
from eventapp.planning.plans import CLOCKS, Planning
from eventapp.programme.queries import ProgrammeSession

OF_SLOTS = frozenset(
    {
        "person_overlap",
        "track_overlap",
        "outside_stop",
        "unavailable",
        "wall_missing",
        "wall_twice",
        "moved",
        "deep_night",
        "night",
        "person_gap",
        "track_gap",
        "weekend",
        "holiday",
    }
)
"""The conflicts that another slot can make or end; the others stay wherever a session goes."""

STEPS = (5, 10, 15, 30, 60, 120, 240, 480, 1440)
"""Minutes between the starts that are asked about together."""
MOST_ASKED = 1200
"""How many slots are asked about together, where a step keeps it: the answer is waited for."""


class Aim(NamedTuple):
    """A slot that somebody considers; `track` is blank for none."""

    stop_code: str
    track: str
    span: WallSpan


class SlotMap(NamedTuple):
    """How bad each start on each track would be: 0 for nothing, else a severity."""

    opens: datetime
    step: int
    tracks: dict[str, tuple[int, ...]]


def session_of(planning: Planning, code: str) -> ProgrammeSession | None:
    """Give a session that has a slot or may be given one; None for others, cancelled ones too."""
    return next((one for one in (*planning.sessions, *planning.parked) if one.code == code), None)


def put(planning: Planning, session: ProgrammeSession, aim: Aim) -> Planning:
    """Give the plan as it would be with one of its sessions, or a parked one, at another slot."""
    moved = _at(session, aim)
    return planning._replace(
        sessions=(*(one for one in planning.sessions if one.code != session.code), moved),
        parked=tuple(one for one in planning.parked if one.code != session.code),
    )


def of_slot(conflicts: Sequence[Conflict]) -> list[Conflict]:
    """Give those of the conflicts that depend on when and where a session is, in their order."""
    return [conflict for conflict in conflicts if conflict.code in OF_SLOTS]


def slot_map(
    planning: Planning, session: ProgrammeSession, stop: Stop, tracks: Sequence[str], minutes: int
) -> SlotMap:
    """Give how bad each start within the stop would be for a session of so many minutes."""
    step = _step(stop.ends_at - stop.starts_at, len(tracks))
    neighbours = _Neighbours(planning, session, stop.code)
    rows: dict[str, list[int]] = {track: [] for track in tracks}
    for starts_at in _starts(stop, step):
        span = span_between(starts_at, starts_at + timedelta(minutes=minutes), session.zone)
        alone = neighbours.alone(Aim(stop.code, "", span))
        for track, row in rows.items():
            # What is as bad as can be is not looked at again on every track.
            clash = 0 if alone == Severity.SEVERE else neighbours.clash(Aim(stop.code, track, span))
            row.append(max(alone, clash))
    return SlotMap(stop.starts_at, step, {track: tuple(row) for track, row in rows.items()})


def _at(session: ProgrammeSession, aim: Aim) -> ProgrammeSession:
    return session._replace(stop_code=aim.stop_code, track=aim.track or None, **aim.span._asdict())


def _starts(stop: Stop, step: int) -> Iterator[datetime]:
    starts_at = stop.starts_at
    while starts_at < stop.ends_at:
        yield starts_at
        starts_at += timedelta(minutes=step)


def _step(length: timedelta, tracks: int) -> int:
    """Give the smallest step that does not ask too much, else the longest."""
    minutes = length // timedelta(minutes=1)
    fitting = (step for step in STEPS if minutes // step * tracks <= MOST_ASKED)
    return next(fitting, STEPS[-1])


class _Neighbours:
    """A session, and the others that could clash with it at a stop: found once for many slots."""

    def __init__(self, planning: Planning, session: ProgrammeSession, stop_code: str) -> None:
        people = {person.code for person in session.people}
        others = [
            one
            for one in planning.sessions
            if one.code != session.code
            and (
                one.stop_code == stop_code
                or not people.isdisjoint(person.code for person in one.people)
            )
        ]
        self._plan = planning.plan([session, *others])
        self._session, *planned = self._plan.sessions
        self._of_people = [
            one for one in planned if not people.isdisjoint(part.person for part in one.parts)
        ]
        self._on_track: dict[tuple[str, str], list[PlannedSession]] = {}
        for one in planned:
            self._on_track.setdefault((one.stop, one.track), []).append(one)

    def alone(self, aim: Aim) -> int:
        """Give how bad a slot is whatever else there is: its hours, its stop, its clocks."""
        found = of_slot(conflicts_of(self._with([self._moved(aim)]), CLOCKS))
        return max((conflict.severity for conflict in found), default=0)

    def clash(self, aim: Aim) -> int:
        """Give how bad what other sessions do to it there is."""
        opens, closes = aim.span.starts_at - DEFAULT_GAP, aim.span.ends_at + DEFAULT_GAP
        on_track = self._on_track.get((aim.stop_code, aim.track), [])
        near = {
            one.code: one
            for one in (*self._of_people, *on_track)
            if one.starts_at < closes and one.ends_at > opens
        }
        if not near:
            return 0
        moved = self._moved(aim)
        return max(
            (
                conflict.severity
                for conflict in clashes_of(self._with([moved, *near.values()]))
                if moved.code in {conflict.session, conflict.other}
            ),
            default=0,
        )

    def _moved(self, aim: Aim) -> PlannedSession:
        return self._session._replace(stop=aim.stop_code, track=aim.track, **aim.span._asdict())

    def _with(self, sessions: Sequence[PlannedSession]) -> Plan:
        return self._plan._replace(sessions=sessions)
