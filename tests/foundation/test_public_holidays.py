"""Public holidays of countries."""

from datetime import date

import pytest

from eventapp.foundation.public_holidays import holiday_on


@pytest.mark.parametrize(
    ("country", "day", "language", "name"),
    [
        ("SE", date(2027, 6, 6), "en", "National Day"),
        ("SE", date(2027, 6, 6), "sv", "Nationaldagen"),
        ("SE", date(2027, 6, 7), "sv", ""),
        ("IL", date(2027, 10, 11), "en", "Yom Kippur"),
        # Swedish names are known for few countries; English ones for most.
        ("IL", date(2027, 10, 11), "sv", "Yom Kippur"),
        ("GB", date(2027, 12, 25), "en", "Christmas Day"),
        # Days of a region alone are not the country's.
        ("GB", date(2027, 3, 17), "en", ""),
        ("ZZ", date(2027, 1, 1), "en", ""),
        ("", date(2027, 1, 1), "en", ""),
    ],
)
def test_holidays_by_country_day_and_language(
    country: str, day: date, language: str, name: str
) -> None:
    assert holiday_on(country, day, language) == name


def test_years_beyond_all_calendars_have_none_and_no_error() -> None:
    assert holiday_on("JP", date(1800, 1, 1)) == ""
    assert holiday_on("JP", date(2200, 1, 1)) in {"", "New Year's Day"}
