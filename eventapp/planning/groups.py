"""People grouped by what a time of day depends on for them: their zone and their country."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from zoneinfo import ZoneInfo

from eventapp.planning.cost import LocalMark, Weights, local_marks, mark_weights


class Whereabouts(NamedTuple):
    """An IANA zone, as the people gave it, and the alpha-2 code of their country."""

    zone: str
    country: str


People = Mapping[Whereabouts, int]
"""How many people are where; a Counter of (zone, country) pairs does."""


@dataclass(frozen=True)
class Places:
    """How zones are looked up, and which weekdays (Monday is 0) a country rests on."""

    zone_of: Callable[[str], ZoneInfo]
    weekend_days: Callable[[str], frozenset[int]]


class Group(NamedTuple):
    """People who share zone and country, with the clocks and the weights of every mark."""

    zone: str
    country: str
    people: int
    local: Mapping[int, LocalMark]
    weights: Mapping[int, int]


def groups_of(
    people: People, instants: Iterable[int], places: Places, weights: Weights
) -> list[Group]:
    """Give the groups in the order of the alphabet; each zone's clocks are read only once."""
    instants = list(instants)
    local: dict[str, Mapping[int, LocalMark]] = {}
    weighed: dict[tuple[str, frozenset[int]], Mapping[int, int]] = {}
    groups: list[Group] = []
    for (zone, country), number in sorted(people.items()):
        weekend = places.weekend_days(country)
        if zone not in local:
            local[zone] = local_marks(instants, places.zone_of(zone))
        if (zone, weekend) not in weighed:
            weighed[zone, weekend] = mark_weights(local[zone], weekend, weights)
        groups.append(Group(zone, country, number, local[zone], weighed[zone, weekend]))
    return groups
