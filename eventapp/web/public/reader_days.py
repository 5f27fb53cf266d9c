"""The programme by the days of the reader: what is on which day, what is on now, what is next.

Pure. A session belongs to the day on which it starts for the reader and stands there once, also
where it goes on past midnight.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from eventapp.foundation.timezones import ClockChange, clock_changes, zone
from eventapp.programme.queries import ProgrammeSession


class ReaderDay(NamedTuple):
    """A day in the reader's zone with the sessions that start on it, by stop."""

    day: date
    stops: tuple["StopOfDay", ...]


class StopOfDay(NamedTuple):
    """What a reader's day has of a stop, by start."""

    stop_code: str
    sessions: tuple[ProgrammeSession, ...]


class NowAndNext(NamedTuple):
    """What is on, what comes next, and until when this holds; None when it holds for ever."""

    running: tuple[ProgrammeSession, ...]
    coming: tuple[ProgrammeSession, ...]
    until: datetime | None


def days_of(sessions: Iterable[ProgrammeSession], zone_name: str) -> tuple[ReaderDay, ...]:
    """Give the days of a zone on which sessions start, each with its stops in order of start."""
    there = zone(zone_name)
    days: dict[date, dict[str, list[ProgrammeSession]]] = {}
    for session in sorted(sessions, key=lambda one: one.starts_at):
        day = days.setdefault(session.starts_at.astimezone(there).date(), {})
        day.setdefault(session.stop_code, []).append(session)
    return tuple(
        ReaderDay(day, tuple(StopOfDay(code, tuple(rows)) for code, rows in stops.items()))
        for day, stops in sorted(days.items())
    )


def now_and_next(sessions: Sequence[ProgrammeSession], now: datetime) -> NowAndNext:
    """Give what is on at `now` and what starts next, while the event runs; else neither.

    The event runs from its first start to its last end; cancelled sessions do not count.
    """
    held = [session for session in sessions if session.state != "cancelled"]
    until = next_moment((moment for one in held for moment in (one.starts_at, one.ends_at)), now)
    if not held or until is None or now < min(one.starts_at for one in held):
        return NowAndNext((), (), until)
    running = tuple(one for one in held if one.starts_at <= now < one.ends_at)
    upcoming = [one for one in held if one.starts_at > now]
    first = min((one.starts_at for one in upcoming), default=None)
    coming = tuple(one for one in upcoming if one.starts_at == first)
    return NowAndNext(running, coming, until)


def next_moment(moments: Iterable[datetime | None], now: datetime) -> datetime | None:
    """Give the first moment after `now`, None when there is none."""
    return min((moment for moment in moments if moment is not None and moment > now), default=None)


def in_parallel(sessions: Iterable[ProgrammeSession]) -> frozenset[int]:
    """Give the ids of the sessions during which another one of their stop is held."""
    found: set[int] = set()
    going_on: dict[str, list[ProgrammeSession]] = {}
    for session in sorted(sessions, key=lambda one: one.starts_at):
        if session.kind == "break" or session.state == "cancelled":
            continue
        others = going_on.setdefault(session.stop_code, [])
        others[:] = [other for other in others if other.ends_at > session.starts_at]
        if others:
            found.update(other.id for other in others)
            found.add(session.id)
        others.append(session)
    return frozenset(found)


def changes_during(sessions: Sequence[ProgrammeSession], zone_name: str) -> list[ClockChange]:
    """Give the clock changes of a zone between the first start and the last end."""
    if not sessions:
        return []
    first = min(session.starts_at for session in sessions)
    last = max(session.ends_at for session in sessions)
    return clock_changes(zone_name, first, last)
