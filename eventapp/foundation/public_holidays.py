"""Public holidays by country, as the `holidays` library knows them; other countries have none."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from eventapp.foundation.late import Late

if TYPE_CHECKING:
    import holidays
else:
    holidays = Late("holidays")

LANGUAGES = {"sv": ("sv", "en_US"), "en": ("en_US", "en_GB")}
"""What the library calls the languages in which a day is named; else it takes the country's own."""


def holiday_on(country_code: str, day: date, language: str = "en") -> str:
    """Return what a country keeps on a day, in the language where that is known; "" for nothing.

    Days of the whole country alone: not those of a region, a bank or a school.
    """
    return _year(country_code, day.year, language).get(day, "")


@lru_cache(maxsize=512)
def _year(country_code: str, year: int, language: str) -> Mapping[date, str]:
    """Return the holidays of a year; kept as they are, for several threads read them."""
    known = holidays.list_localized_countries().get(country_code, [])
    spoken = next((one for one in LANGUAGES.get(language, ()) if one in known), None)
    try:
        found = holidays.country_holidays(country_code, years=[year], expand=False, language=spoken)
    except NotImplementedError:
        return MappingProxyType({})
    return MappingProxyType(dict(found.items()))
