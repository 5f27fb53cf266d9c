"""Countries: their names, continents and weekends, and the countries of zones.

Codes are ISO 3166-1 alpha-2, and XK, which users assign to Kosovo. Continents are those of
`countries.json`, after the regions of the United Nations' M49.
"""

import json
from functools import cache
from importlib import resources

from babel import Locale

from eventapp.foundation.bilingual import known_language
from eventapp.foundation.refusals import Refusal
from eventapp.foundation.zone_table import canonical_zone, zone_places

_CONTINENT_NAMES = {
    "Africa": "Afrika",
    "Antarctica": "Antarktis",
    "Asia": "Asien",
    "Europe": "Europa",
    "North America": "Nordamerika",
    "Oceania": "Oceanien",
    "South America": "Sydamerika",
}

CONTINENTS: tuple[str, ...] = tuple(_CONTINENT_NAMES)

# What people write for a country, and the code that they mean.
_MEANT = {"UK": "GB", "EL": "GR"}

_SATURDAY_AND_SUNDAY = frozenset({5, 6})
_FRIDAY_AND_SATURDAY = frozenset({4, 5})
_FRIDAY_AND_SATURDAY_IN = "BH DZ EG IL IQ JO KW LY OM QA SA SD SY YE"

# The weekData of CLDR, where it differs from Saturday and Sunday.
_WEEKENDS = {
    **dict.fromkeys(_FRIDAY_AND_SATURDAY_IN.split(), _FRIDAY_AND_SATURDAY),
    "AF": frozenset({3, 4}),
    "IR": frozenset({4}),
    "IN": frozenset({6}),
    "UG": frozenset({6}),
}


class CountryUnknown(Refusal):
    """The code is no country's; `meant` is the code that was probably meant, if any."""

    def __init__(self, code: str, meant: str | None = None) -> None:
        self.code = code[:20]
        self.meant = meant
        super().__init__(f"no country has the code {self.code!r}")


def _load_continents() -> dict[str, str]:
    file = resources.files("eventapp.foundation") / "countries.json"
    by_continent: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return {code: name for name, codes in by_continent.items() for code in codes.split()}


_CONTINENT_BY_CODE = _load_continents()

COUNTRY_CODES: frozenset[str] = frozenset(_CONTINENT_BY_CODE)


def is_country(code: str) -> bool:
    """Tell whether this is a country's code, in capitals."""
    return code in COUNTRY_CODES


def check_country(code: str) -> None:
    """Raise CountryUnknown for what is no country's code."""
    if code not in COUNTRY_CODES:
        capitals = code[:20].strip().upper()
        meant = _MEANT.get(capitals, capitals)
        raise CountryUnknown(code, meant if meant in COUNTRY_CODES else None)


def continent_of(code: str) -> str:
    """Return the English name of a country's continent. Raises CountryUnknown."""
    check_country(code)
    return _CONTINENT_BY_CODE[code]


def continent_name(continent: str, language: str) -> str:
    """Return the name of a continent, given in English, in a language."""
    return _CONTINENT_NAMES[continent] if known_language(language) == "sv" else continent


@cache
def _country_names(language: str) -> dict[str, str]:
    territories = Locale.parse(language).territories
    return {code: str(territories[code]) for code in sorted(COUNTRY_CODES)}


def country_name(code: str, language: str) -> str:
    """Return the name of a country in a language, by CLDR. Raises CountryUnknown."""
    check_country(code)
    return _country_names(known_language(language))[code]


def weekend_days(code: str) -> frozenset[int]:
    """Return the days of a country's weekend, Monday being 0. Raises CountryUnknown."""
    check_country(code)
    return _WEEKENDS.get(code, _SATURDAY_AND_SUNDAY)


def country_of_zone(zone_name: str) -> str | None:
    """Return the code of the country in which a zone lies, None for "UTC" and the like.

    Old names count as the places they mean. Raises UnknownZone.
    """
    place = zone_places().get(canonical_zone(zone_name))
    return place.country_code if place else None


def zone_position(zone_name: str) -> tuple[float, float] | None:
    """Return latitude and longitude of a zone's main city in degrees, None for no place.

    Raises UnknownZone.
    """
    place = zone_places().get(canonical_zone(zone_name))
    return (place.latitude, place.longitude) if place else None
