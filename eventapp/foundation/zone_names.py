"""What people call zones: cities, in the readers' language, and how they find one.

Cities and not zone names are shown, because those of CLDR are ungrammatical in Swedish and
abbreviations mean several zones.
"""

from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from babel import Locale

from eventapp.foundation.big_cities import BigCity, big_cities
from eventapp.foundation.bilingual import LANGUAGES, known_language
from eventapp.foundation.countries import (
    CONTINENTS,
    continent_name,
    continent_of,
    country_name,
    country_of_zone,
)
from eventapp.foundation.plain_letters import plain
from eventapp.foundation.timezones import UnknownZone, label_of_offset, offset_label, zone
from eventapp.foundation.zone_table import canonical_zone, old_names_of, zone_places

# CLDR still has the name of the island that the zone had before.
_NOT_IN_CLDR = frozenset({"Pacific/Enderbury"})

_LONGEST_QUERY = 80
_SHORTEST_FRAGMENT = 3
_NO_MATCH = 9

# Names of countries that CLDR does not have, as they are typed.
_ALSO_CALLED = {
    "AE": ("uae",),
    "CZ": ("czech republic",),
    "GB": ("uk", "great britain", "england", "scotland", "wales", "northern ireland"),
    "KR": ("korea",),
    "NL": ("holland",),
    "TR": ("turkey",),
    "US": ("usa", "america"),
}


class ZoneMatch(NamedTuple):
    """A zone to choose: its name, the city to show, the country, the offset at the moment."""

    name: str
    city: str
    country_code: str | None
    country: str
    offset: str


class ZoneGroup(NamedTuple):
    """The zones of a continent, its name in the readers' language; last those of no place."""

    continent: str
    zones: tuple[ZoneMatch, ...]


class _Entry(NamedTuple):
    """A city under which a zone is found, all names in plain letters."""

    zone_name: str
    city: str
    country_code: str | None
    cities: tuple[str, ...]
    other_names: tuple[str, ...]
    countries: tuple[str, ...]
    words: tuple[str, ...]
    weight: tuple[int, int, int]


@cache
def _cldr_cities(language: str) -> dict[str, str]:
    zones = Locale.parse(language).time_zones
    return {str(name): str(names["city"]) for name, names in zones.items() if "city" in names}


@cache
def _big_cities_by_name() -> dict[tuple[str, str], BigCity]:
    return {(city.zone_name, city.in_english): city for city in big_cities()}


def _last_part(zone_name: str) -> str:
    """Return the last part of a zone's name in words: "Buenos Aires"."""
    return zone_name.rpartition("/")[2].replace("_", " ")


def city(zone_name: str, language: str) -> str:
    """Return the city by which people know a zone: "Köpenhamn" for Europe/Copenhagen in Swedish.

    An old name gives today's name of its own city; UTC and its like are "UTC" or "UTC−5".
    Raises UnknownZone.
    """
    return _city(zone(zone_name).key, known_language(language))


@cache
def _city(zone_name: str, language: str) -> str:
    canonical = canonical_zone(zone_name)
    if canonical.startswith("Etc/"):
        return _hours_from_utc(canonical)
    if canonical not in zone_places():
        return canonical
    known = _cldr_cities(language)
    names = [zone_name, canonical]
    if zone_name != canonical:
        big_city = _big_cities_by_name().get((canonical, _last_part(zone_name)))
        if big_city is not None:
            return big_city.in_language(language)
    # CLDR keeps some cities under names that are old by now.
    names += [name for name in old_names_of(canonical) if name not in _NOT_IN_CLDR]
    return next((known[name] for name in names if name in known), _last_part(canonical))


def _hours_from_utc(zone_name: str) -> str:
    """Return "UTC−5" for "Etc/GMT+5": these names count westwards (POSIX)."""
    hours = zone_name.removeprefix("Etc/GMT")
    if hours == zone_name or not hours:
        return "UTC"
    return label_of_offset(timedelta(hours=-int(hours)))


def _plain_names(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain(name) for name in names))


def _entry(
    zone_name: str,
    shown: str,
    cities: tuple[str, ...],
    others: tuple[str, ...],
    weight: tuple[int, int, int],
) -> _Entry:
    code = country_of_zone(zone_name)
    countries: tuple[str, ...] = ()
    if code is not None:
        in_languages = (country_name(code, language) for language in LANGUAGES)
        countries = _plain_names(*in_languages, *_ALSO_CALLED.get(code, ()))
    known_as, also = _plain_names(*cities), _plain_names(*others)
    words = " ".join((*known_as, *also, *countries, plain(zone_name), (code or "").lower()))
    return _Entry(zone_name, shown, code, known_as, also, countries, tuple(words.split()), weight)


@cache
def _entries(language: str) -> tuple[_Entry, ...]:
    """Return every city to search, weighed: zones first, of those the ones with many cities."""
    cities_of: dict[str, int] = {}
    for big_city in big_cities():
        cities_of[big_city.zone_name] = cities_of.get(big_city.zone_name, 0) + 1
    entries = []
    for order, name in enumerate((*zone_places(), "UTC")):
        cities = tuple(city(name, each) for each in LANGUAGES)
        others = tuple(_last_part(old_name) for old_name in (name, *old_names_of(name)))
        weight = (0, -cities_of.get(name, 0), order)
        entries.append(_entry(name, city(name, language), cities, others, weight))
    for order, big_city in enumerate(big_cities()):
        names = (big_city.in_english, big_city.in_swedish, *big_city.other_names)
        shown = big_city.in_language(language)
        entries.append(_entry(big_city.zone_name, shown, names, (), (1, 0, order)))
    return tuple(entries)


def _rank(wish: str, entry: _Entry) -> int:
    """Return how well a city answers a wish in plain letters, 0 being best."""
    found = (
        wish in entry.cities,
        wish in entry.countries,
        any(name.startswith(wish) for name in (*entry.cities, *entry.other_names)),
        any(name.startswith(wish) for name in entry.countries),
        wish.upper() == entry.country_code,
        all(any(word.startswith(part) for word in entry.words) for part in wish.split()),
        len(wish) >= _SHORTEST_FRAGMENT
        and any(wish in name for name in (*entry.cities, *entry.countries)),
    )
    return found.index(True) if any(found) else _NO_MATCH


def _exactly_named(query: str) -> str | None:
    """Return the zone whose whole name is typed, in letters of any case."""
    name = query.strip().replace(" ", "_")
    if "/" not in name:
        return None
    try:
        return zone(name).key
    except UnknownZone as refusal:
        return refusal.meant


def _match(zone_name: str, shown: str, language: str, now: datetime) -> ZoneMatch:
    code = country_of_zone(zone_name)
    country = country_name(code, language) if code else ""
    return ZoneMatch(zone_name, shown, code, country, offset_label(now, zone_name))


def find_zones(query: str, language: str, *, now: datetime, limit: int = 20) -> list[ZoneMatch]:
    """Return the zones whose city or country is meant, the best answer first.

    Case and accents do not count, and both languages are understood. Old names lead to today's
    zone; one typed whole, as "Asia/Calcutta", is itself the first answer.
    """
    language = known_language(language)
    query = query[:_LONGEST_QUERY]
    wish = plain(query)
    if not wish:
        return []
    typed = _exactly_named(query)
    matches = [_match(typed, city(typed, language), language, now)] if typed else []
    ranked = sorted(
        (rank, entry.weight, entry)
        for entry in _entries(language)
        if (rank := _rank(wish, entry)) < _NO_MATCH
    )
    matches += [
        _match(entry.zone_name, entry.city, language, now)
        for _, _, entry in ranked[:limit]
        if entry.zone_name != typed
    ]
    return matches[:limit]


def zone_choices(language: str, *, now: datetime) -> list[ZoneGroup]:
    """Return all zones of today, by continent and there by city; UTC is the last group."""
    language = known_language(language)
    by_continent: dict[str, list[ZoneMatch]] = {continent: [] for continent in CONTINENTS}
    for name, place in zone_places().items():
        match = _match(name, city(name, language), language, now)
        region = name.partition("/")[0]
        # Where the name says the continent it is heeded: Vladivostok is sought in Asia.
        continent = region if region in CONTINENTS else continent_of(place.country_code)
        by_continent[continent].append(match)
    groups = [
        ZoneGroup(continent_name(continent, language), tuple(sorted(matches, key=_city_order)))
        for continent, matches in by_continent.items()
    ]
    return [*groups, ZoneGroup("UTC", (_match("UTC", "UTC", language, now),))]


def _city_order(match: ZoneMatch) -> tuple[str, str]:
    return plain(match.city), match.name
