"""Whose clocks come nearer to a tour's own or go farther, from stop to stop and until the first."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from operator import ne
from typing import NamedTuple
from zoneinfo import ZoneInfo

from eventapp.planning.groups import Places

NO_TIME = timedelta(0)
A_SECOND = timedelta(seconds=1)


class ClockShift(NamedTuple):
    """How far a zone is ahead of the tour's: now, and at the start of each stop in turn.

    `within` tells of each stop whether that changes while it lasts.
    """

    zone: str
    people: int
    ahead_now: timedelta
    ahead: tuple[timedelta, ...]
    within: tuple[bool, ...]

    @property
    def until_then(self) -> timedelta:
        """How much later its clocks show the first stop than they would today."""
        return self.ahead[0] - self.ahead_now if self.ahead else NO_TIME

    @property
    def inside(self) -> bool:
        """Tell whether equal times of the tour are different ones there, from some moment on."""
        return len(set(self.ahead)) > 1 or any(self.within)

    @property
    def steps(self) -> tuple[timedelta, ...]:
        """How much later its clocks show each stop than they would have the one before."""
        before = (self.ahead[:1] or (NO_TIME,)) + self.ahead[:-1]
        return tuple(later - earlier for later, earlier in zip(self.ahead, before, strict=False))


def clock_shifts(
    stops: Sequence[tuple[datetime, datetime]],
    own_zone: str,
    people: Mapping[str, int],
    places: Places,
    *,
    now: datetime,
) -> list[ClockShift]:
    """Give a row for each zone of the people, those with the most of them first, then by zone.

    `stops` are the instants at which each starts and ends, in order.
    """
    own = places.zone_of(own_zone)
    shifts = []
    for name, number in people.items():
        there = places.zone_of(name)
        ahead = tuple(_ahead(there, own, start) for start, _end in stops)
        last = (_ahead(there, own, end - A_SECOND) for _start, end in stops)
        within = tuple(map(ne, ahead, last))
        shifts.append(ClockShift(name, number, _ahead(there, own, now), ahead, within))
    return sorted(shifts, key=lambda shift: (-shift.people, shift.zone))


def _ahead(there: ZoneInfo, own: ZoneInfo, at: datetime) -> timedelta:
    return _offset(there, at) - _offset(own, at)


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or NO_TIME
