"""What one slot means in each zone: who is there, what it costs them, whether they would sleep."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from eventapp.planning.cost import NIGHT_HOURS, Weights, marks, rounded_cost
from eventapp.planning.groups import Group, Places, groups_of
from eventapp.planning.slots import Crowd


class SlotZone(NamedTuple):
    """A zone during a slot, with its offsets from UTC now and then.

    `cost` is that of its most expensive person; `asleep`, whether a mark lies in [22:00, 06:00).
    """

    zone: str
    registrants: int
    guests: int
    cost: float
    asleep: bool
    offset_now: timedelta
    offset_then: timedelta

    @property
    def clock_changes(self) -> bool:
        """Tell whether the clocks show another offset then."""
        return self.offset_now != self.offset_then


class Slot(NamedTuple):
    """A slot `[starts_at, ends_at)`."""

    starts_at: datetime
    ends_at: datetime


def slot_zones(
    slot: Slot, crowd: Crowd, places: Places, *, weights: Weights, now: datetime
) -> list[SlotZone]:
    """Give a row for each zone, those with the most people first, then by zone."""
    at = marks(int(slot.starts_at.timestamp()), int(slot.ends_at.timestamp()), weights)
    registrants = groups_of(crowd.registrants, at, places, weights)
    guests = groups_of(crowd.guests, at, places, weights)
    rows = []
    for name in {group.zone for group in (*registrants, *guests)}:
        here = [group for group in (*registrants, *guests) if group.zone == name]
        there = places.zone_of(name)
        rows.append(
            SlotZone(
                zone=name,
                registrants=_people(registrants, name),
                guests=_people(guests, name),
                cost=rounded_cost(max(_cost(group, at) for group in here)),
                asleep=any(here[0].local[mark].hour in NIGHT_HOURS for mark in at),
                offset_now=now.astimezone(there).utcoffset() or timedelta(0),
                offset_then=slot.starts_at.astimezone(there).utcoffset() or timedelta(0),
            )
        )
    return sorted(rows, key=lambda row: (-row.registrants - row.guests, row.zone))


def _people(groups: Iterable[Group], zone: str) -> int:
    return sum(group.people for group in groups if group.zone == zone)


def _cost(group: Group, at: Sequence[int]) -> Fraction:
    return Fraction(sum(group.weights[mark] for mark in at), len(at))
