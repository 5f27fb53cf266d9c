"""People grouped by what a time of day depends on for them: their zone and their weekend."""

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


@dataclass(frozen=True)
class Group:
    """People for whom every mark weighs the same, with their number in each country."""

    zone: str
    local: Mapping[int, LocalMark]
    weights: Mapping[int, int]
    by_country: Mapping[str, int]

    @property
    def people(self) -> int:
        """The number of all of them."""
        return sum(self.by_country.values())


def groups_of(
    people: People, instants: Iterable[int], places: Places, weights: Weights
) -> list[Group]:
    """Give the groups, the zones in the order of the alphabet; each clock is read only once."""
    by_rest: dict[tuple[str, frozenset[int]], dict[str, int]] = {}
    for (zone, country), number in sorted(people.items()):
        if number:
            rest = (zone, places.weekend_days(country))
            by_rest.setdefault(rest, {})[country] = number
    at = list(instants)
    local = {zone: local_marks(at, places.zone_of(zone)) for zone, _ in by_rest}
    return [
        Group(zone, local[zone], mark_weights(local[zone], weekend, weights), by_country)
        for (zone, weekend), by_country in by_rest.items()
    ]
