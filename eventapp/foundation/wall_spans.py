"""Spans between two wall times of a zone, with the instants they mean, and moving them.

A span that is moved keeps its clock times, not its instants: 14:00 stays 14:00 on the other day,
whatever the clocks do in between.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from eventapp.foundation.refusals import Refusal
from eventapp.foundation.timezones import (
    WallTimeMissing,
    WallTimeTwice,
    to_instant,
    to_wall,
)

MISSING, TWICE, LENGTH = "missing", "twice", "length"


class EndsBeforeStart(Refusal):
    """The end is not after the start."""


class WallSpan(NamedTuple):
    """From one wall time of a zone to another, and the instants they mean, `[from, to)`."""

    zone: str
    wall_starts: datetime
    wall_ends: datetime
    starts_at: datetime
    ends_at: datetime

    def holds(self, other: "WallSpan") -> bool:
        """Tell whether the other span lies inside this one."""
        return self.starts_at <= other.starts_at and other.ends_at <= self.ends_at


def rederived(span: WallSpan) -> WallSpan:
    """Return the span with the instants that its wall times mean by the zone data in use."""
    return moved(span, timedelta(0)).span


class ClockNote(NamedTuple):
    """Why a moved time is not the clock time it had: which end, what was wished, what is taken.

    `reason`: the clocks skip the wish (missing), show it at two instants of which the first is
    taken unless it was said otherwise (twice), or it would end before it starts (length).
    """

    end: str
    reason: str
    wished: datetime
    taken: datetime


class Moved(NamedTuple):
    """A span at its new place, and what became of its clock times."""

    span: WallSpan
    notes: tuple[ClockNote, ...]


class MovedMoment(NamedTuple):
    """A wall time at its new place, the instant it means, and what became of it."""

    wall: datetime
    at: datetime
    notes: tuple[ClockNote, ...]


def wall_span(
    zone_name: str,
    wall_starts: datetime,
    wall_ends: datetime,
    *,
    start_fold: int | None = None,
    end_fold: int | None = None,
) -> WallSpan:
    """Return the span of two wall times. Raises EndsBeforeStart and what `to_instant` raises."""
    starts_at = to_instant(wall_starts, zone_name, fold=start_fold)
    ends_at = to_instant(wall_ends, zone_name, fold=end_fold)
    if ends_at <= starts_at:
        raise EndsBeforeStart
    return WallSpan(zone_name, wall_starts, wall_ends, starts_at, ends_at)


def span_between(starts_at: datetime, ends_at: datetime, zone_name: str) -> WallSpan:
    """Return the span between two instants, with the clock times a zone shows then."""
    wall_starts = to_wall(starts_at, zone_name).replace(fold=0)
    wall_ends = to_wall(ends_at, zone_name).replace(fold=0)
    return WallSpan(zone_name, wall_starts, wall_ends, starts_at, ends_at)


def instants_of(wall: datetime, zone_name: str) -> tuple[datetime, ...]:
    """Return the instants at which a zone shows a wall time: one, none in a gap, two in a fold."""
    try:
        return (to_instant(wall, zone_name),)
    except WallTimeMissing:
        return ()
    except WallTimeTwice as twice:
        return (twice.first, twice.second)


def moved(span: WallSpan, by: timedelta, *, fold: int = 0) -> Moved:
    """Return the span with its clock times moved; of a start that happens twice `fold` is meant.

    A time that the clocks skip moves on by as much as they skip.
    """
    notes: list[ClockNote] = []
    wall_starts, starts_at = _start(span, by, fold, notes)
    wall_ends, ends_at = _end(span, by, starts_at, notes)
    return Moved(WallSpan(span.zone, wall_starts, wall_ends, starts_at, ends_at), tuple(notes))


def moved_moment(wall: datetime, zone_name: str, by: timedelta, end: str = "ends") -> MovedMoment:
    """Return a clock time of a zone moved, read as `moved` reads a start; `end` names it."""
    wished = wall + by
    taken, instants = _read(wished, zone_name)
    notes: tuple[ClockNote, ...] = ()
    if taken != wished:
        notes = (ClockNote(end, MISSING, wished, taken),)
    elif len(instants) > 1:
        notes = (ClockNote(end, TWICE, wished, taken),)
    return MovedMoment(taken, instants[0], notes)


def _start(
    span: WallSpan, by: timedelta, fold: int, notes: list[ClockNote]
) -> tuple[datetime, datetime]:
    wished = span.wall_starts + by
    wall, instants = _read(wished, span.zone)
    if wall != wished:
        notes.append(ClockNote("starts", MISSING, wished, wall))
    elif len(instants) > 1:
        notes.append(ClockNote("starts", TWICE, wished, wall))
    return wall, instants[fold if len(instants) > 1 else 0]


def _end(
    span: WallSpan, by: timedelta, starts_at: datetime, notes: list[ClockNote]
) -> tuple[datetime, datetime]:
    """Give the end; of two instants the one that leaves the length nearest to what it was."""
    wished, length = span.wall_ends + by, span.ends_at - span.starts_at
    wall, instants = _read(wished, span.zone)
    after = [instant for instant in instants if instant > starts_at]
    if not after:
        taken = to_wall(starts_at + length, span.zone).replace(fold=0)
        notes.append(ClockNote("ends", LENGTH, wished, taken))
        return taken, starts_at + length
    if wall != wished:
        notes.append(ClockNote("ends", MISSING, wished, wall))
    return wall, min(after, key=lambda instant: abs(instant - starts_at - length))


def _read(wall: datetime, zone_name: str) -> tuple[datetime, tuple[datetime, ...]]:
    """Give the wall time that the clocks show, and the instants at which they do."""
    try:
        to_instant(wall, zone_name, fold=0)
    except WallTimeMissing as missing:
        wall = missing.suggestion
    return wall, instants_of(wall, zone_name)
