"""The best slot of a day: every start tried, and four rankings of them side by side."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import NamedTuple
from zoneinfo import ZoneInfo

from eventapp.planning.cost import (
    DAY_HOURS,
    DEFAULT_WEIGHTS,
    NIGHT_HOURS,
    Weights,
    marks,
    rounded_cost,
)
from eventapp.planning.groups import Group, People, Places, groups_of

FIRST_START = time(6, 0)
LAST_START = time(19, 30)
NEAR_EQUAL = 1.05
"""How many times the cost of the best start another may have to count as good."""


class Day(NamedTuple):
    """The day whose starts are tried: in the event's zone, slots this long, starts so far apart.

    The first and the last start are clock times of that zone.
    """

    zone: str
    on: date
    minutes: int
    step: int = 30
    first: time = FIRST_START
    last: time = LAST_START


class Crowd(NamedTuple):
    """Who is to be suited: registrants, and the speakers from outside the event's country."""

    registrants: People
    guests: People


class Start(NamedTuple):
    """A start that is tried: the wall time of the event's zone and the instant."""

    wall: time
    at: int


class SlotEntry(NamedTuple):
    """What a slot means for the people of one ranking, rounded; None where there are none."""

    starts: str
    starts_at: str
    mean_cost: float | None
    worst_zone: str | None
    worst_cost: float | None
    share_in_day: float | None
    people_at_night: int


@dataclass(frozen=True)
class BestSlots:
    """The four rankings of one day, the cheapest start first."""

    day: Day
    weights: Weights
    by_registrants: Sequence[SlotEntry]
    by_country: Sequence[SlotEntry]
    by_speakers: Sequence[SlotEntry]
    by_worst_zone: Sequence[SlotEntry]


def guests_of(speakers: People, event_country: str | None) -> People:
    """Give the speakers from outside the event's country; all where it has none."""
    return {where: number for where, number in speakers.items() if where[1] != event_country}


def starts_of(day: Day, zone: ZoneInfo) -> list[Start]:
    """Give the starts from the first to the last, `step` minutes apart on the clocks of the zone.

    A wall time that is skipped on that day is left out; of one that comes twice the first is
    meant.
    """
    first, last = (datetime.combine(day.on, wall) for wall in (day.first, day.last))
    tried = range(0, int((last - first).total_seconds()) // 60 + 1, day.step)
    walls = (first + timedelta(minutes=minutes) for minutes in tried)
    found = ((wall, int(wall.replace(tzinfo=zone).timestamp())) for wall in walls)
    return [
        Start(wall.time(), at)
        for wall, at in found
        if datetime.fromtimestamp(at, zone).replace(tzinfo=None) == wall
    ]


def best_slots(
    day: Day, crowd: Crowd, places: Places, *, weights: Weights = DEFAULT_WEIGHTS
) -> BestSlots:
    """Rank every start of the day; raises ValueError when slots or steps have no length."""
    if day.minutes < 1 or day.step < 1:
        message = "a slot and a step must be at least a minute long"
        raise ValueError(message)
    starts = starts_of(day, places.zone_of(day.zone))
    slots = {start: marks(start.at, start.at + 60 * day.minutes, weights) for start in starts}
    instants = sorted({mark for slot in slots.values() for mark in slot})
    registrants = groups_of(crowd.registrants, instants, places, weights)
    guests = groups_of(crowd.guests, instants, places, weights)
    by_registrants = _entries(slots, registrants)
    return BestSlots(
        day=day,
        weights=weights,
        by_registrants=sorted(by_registrants, key=_by_mean),
        by_country=sorted(_averaging_countries(by_registrants, slots, registrants), key=_by_mean),
        by_speakers=sorted(_entries(slots, guests), key=_by_mean),
        by_worst_zone=sorted(by_registrants, key=_by_worst),
    )


def near_equal(entries: Sequence[SlotEntry], *, by_worst: bool = False) -> frozenset[str]:
    """Give the starts of a ranking that are within 5 % of its best: nobody could tell them apart.

    Costs are compared as printed; `by_worst` compares those of the worst zone.
    """
    costs = {
        entry.starts: (entry.worst_cost if by_worst else entry.mean_cost) or 0 for entry in entries
    }
    limit = min(costs.values(), default=0) * NEAR_EQUAL
    return frozenset(start for start, cost in costs.items() if cost <= limit)


def _entries(slots: Mapping[Start, Sequence[int]], groups: Sequence[Group]) -> list[SlotEntry]:
    sizes = [group.people for group in groups]
    return [
        _entry(start, slot, list(zip(groups, sizes, strict=True))) for start, slot in slots.items()
    ]


def _entry(start: Start, slot: Sequence[int], crowd: Sequence[tuple[Group, int]]) -> SlotEntry:
    """Weigh one slot for all groups; sums are whole numbers until they are divided once."""
    people = total = in_day = at_night = 0
    worst: tuple[int, str | None] = (-1, None)
    for group, size in crowd:
        weight = _weight(group, slot)
        people += size
        total += size * weight
        # Groups come in the order of the alphabet, so of equal zones the first stays.
        if weight > worst[0]:
            worst = (weight, group.zone)
        hours = {group.local[mark].hour for mark in slot}
        in_day += size * hours.issubset(DAY_HOURS)
        at_night += size * (not hours.isdisjoint(NIGHT_HOURS))
    return SlotEntry(
        starts=start.wall.isoformat("minutes"),
        starts_at=datetime.fromtimestamp(start.at, UTC).isoformat().replace("+00:00", "Z"),
        mean_cost=rounded_cost(Fraction(total, people * len(slot))) if people else None,
        worst_zone=worst[1],
        worst_cost=rounded_cost(Fraction(worst[0], len(slot))) if people else None,
        share_in_day=round(in_day / people, 4) if people else None,
        people_at_night=at_night,
    )


def _averaging_countries(
    entries: Iterable[SlotEntry],
    slots: Mapping[Start, Sequence[int]],
    groups: Sequence[Group],
) -> list[SlotEntry]:
    """Give the same entries with the mean of the countries' means, one country one vote."""
    if not groups:
        return list(entries)
    return [
        entry._replace(mean_cost=rounded_cost(_mean_of_countries(groups, slot)))
        for entry, slot in zip(entries, slots.values(), strict=True)
    ]


def _mean_of_countries(groups: Sequence[Group], slot: Sequence[int]) -> Fraction:
    people: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for group in groups:
        weight = _weight(group, slot)
        for country, number in group.by_country.items():
            people[country] += number
            totals[country] += number * weight
    means = (Fraction(totals[country], number) for country, number in people.items())
    return sum(means, Fraction(0)) / (len(people) * len(slot))


def _weight(group: Group, slot: Sequence[int]) -> int:
    return sum(group.weights[mark] for mark in slot)


def _by_mean(entry: SlotEntry) -> tuple[float, str]:
    return entry.mean_cost or 0, entry.starts


def _by_worst(entry: SlotEntry) -> tuple[float, float, str]:
    return entry.worst_cost or 0, entry.mean_cost or 0, entry.starts
