"""The tables that come with the zone data: where a zone lies, and what its old names are.

`zone.tab` has a row for each place that people may choose; every other name is an old name of
one of them, or no place at all ("Etc/UTC", "CET").
"""

import re
from functools import cache
from importlib import resources
from typing import NamedTuple

from eventapp.foundation.timezones import UnknownZone, is_zone

# Old names whose link goes to another country, because the clocks there agree today. What is
# meant is the place itself.
_OWN_PLACES = {
    "Africa/Asmera": "Africa/Asmara",
    "Africa/Timbuktu": "Africa/Bamako",
    "America/Coral_Harbour": "America/Atikokan",
    "America/Virgin": "America/St_Thomas",
    "Antarctica/South_Pole": "Antarctica/McMurdo",
    "Atlantic/Jan_Mayen": "Arctic/Longyearbyen",
    "Iceland": "Atlantic/Reykjavik",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
    "Pacific/Yap": "Pacific/Chuuk",
}

# Names of a kind of clock: the links that some of them are would give them a country.
_NO_PLACES = frozenset(
    {"CET", "CST6CDT", "EET", "EST", "EST5EDT", "HST", "MET", "MST", "MST7MDT", "PST8PDT", "WET"}
)

_COORDINATES = re.compile(r"([+-]\d{2})(\d{2})(\d{2})?([+-]\d{3})(\d{2})(\d{2})?")


class ZonePlace(NamedTuple):
    """A row of `zone.tab`: the country and the position of a zone's main city, in degrees."""

    country_code: str
    latitude: float
    longitude: float


def _lines_of(file_name: str) -> list[str]:
    return (resources.files("tzdata.zoneinfo") / file_name).read_text("utf-8").splitlines()


def _degrees(whole: str, minutes: str, seconds: str | None) -> float:
    size = abs(int(whole)) + int(minutes) / 60 + int(seconds or 0) / 3600
    return round(-size if whole.startswith("-") else size, 4)


@cache
def zone_places() -> dict[str, ZonePlace]:
    """Return the places of `zone.tab` by zone name: by country, there the most populous first."""
    places = {}
    for line in _lines_of("zone.tab"):
        if line.startswith("#"):
            continue
        country_code, written, name = line.split("\t")[:3]
        position = _COORDINATES.fullmatch(written)
        if position is not None:
            latitude, longitude = position.group(1, 2, 3), position.group(4, 5, 6)
            places[name] = ZonePlace(country_code, _degrees(*latitude), _degrees(*longitude))
    return places


@cache
def _links() -> dict[str, str]:
    """Return the names that are links, with what they point at."""
    rows = (line.split() for line in _lines_of("tzdata.zi"))
    return {row[2]: row[1] for row in rows if row[0] == "L"}


@cache
def _canonical_names() -> dict[str, str]:
    """Return today's name of every old name."""
    names = dict(_OWN_PLACES)
    for old_name in _links():
        if old_name in zone_places() or old_name in _NO_PLACES or old_name in names:
            continue
        name = old_name
        while name not in zone_places() and name in _links():
            name = _links()[name]
        names[old_name] = name
    return names


def canonical_zone(name: str) -> str:
    """Return the name by which a zone is chosen today: "Asia/Kolkata" for "Asia/Calcutta".

    Unlike the links of the zone data it keeps places apart: Europe/Stockholm stays itself. What
    is no place is its own canonical name, or "Etc/UTC". Raises UnknownZone.
    """
    if not is_zone(name):
        raise UnknownZone(name)
    return _canonical_names().get(name, name)


@cache
def _old_names() -> dict[str, tuple[str, ...]]:
    names: dict[str, list[str]] = {}
    for old_name, name in sorted(_canonical_names().items()):
        names.setdefault(name, []).append(old_name)
    return {name: tuple(old_names) for name, old_names in names.items()}


def old_names_of(name: str) -> tuple[str, ...]:
    """Return the old names of a canonical zone, in alphabetical order."""
    return _old_names().get(name, ())
