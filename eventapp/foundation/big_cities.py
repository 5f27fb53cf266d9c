"""Big cities that give their name to no zone, from `cities.json`.

The file has them by zone, each as its English name, the Swedish one where that differs or more
names follow, and other names under which it is looked for.
"""

import json
from functools import cache
from importlib import resources
from typing import NamedTuple


class BigCity(NamedTuple):
    """A city, and the zone whose clocks it has."""

    zone_name: str
    in_english: str
    in_swedish: str
    other_names: tuple[str, ...]

    def in_language(self, language: str) -> str:
        """Return the city's name in a language of the site."""
        return self.in_swedish if language == "sv" else self.in_english


@cache
def big_cities() -> tuple[BigCity, ...]:
    """Return all of them, by zone."""
    file = resources.files("eventapp.foundation") / "cities.json"
    by_zone: dict[str, list[list[str]]] = json.loads(file.read_text(encoding="utf-8"))
    return tuple(
        BigCity(zone_name, names[0], names[min(1, len(names) - 1)], tuple(names[2:]))
        for zone_name, cities in by_zone.items()
        for names in cities
    )
