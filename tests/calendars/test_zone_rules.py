"""Zones as calendar files describe them, read back by the letter of the standard."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.calendars.zone_rules import zone_lines
from eventapp.foundation.timezones import clock_changes, zone, zone_names
from tests.calendars.reading import offset_at, onsets_of, zone_described

HARD = (
    "Africa/Casablanca",  # Winter time in Ramadan, on dates of its own.
    "Africa/Monrovia",  # Seconds in its offset until 1972.
    "America/Lima",  # No summer time.
    "America/Mexico_City",  # Gave it up in 2022.
    "America/Nuuk",  # Changed its zone in 2023.
    "America/Santiago",
    "America/St_Johns",
    "Antarctica/Troll",  # Two hours of it.
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Asia/Pyongyang",  # Half an hour in 2018.
    "Asia/Tehran",
    "Australia/Lord_Howe",  # Half an hour of it.
    "Europe/Berlin",
    "Europe/Dublin",  # Its law calls the winter the exception.
    "Europe/Istanbul",
    "Pacific/Apia",  # Left out a day in 2011.
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "US/Eastern",  # An old name.
)


def check_described(name: str, first_year: int, last_year: int) -> None:
    """Compare the description with the zone data around every change and in every month."""
    there = zone(name)
    described = zone_described(zone_lines(name, first_year, last_year))
    onsets = onsets_of(described, last_year + 1)
    start, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year, 12, 31, tzinfo=UTC)
    changes = [change.at for change in clock_changes(name, start, end)]
    months = [
        datetime(year, month, 1, tzinfo=UTC)
        for year in range(first_year, last_year + 1)
        for month in range(1, 13)
    ]
    for instant in (*months, *changes, *(change - timedelta(seconds=1) for change in changes)):
        assert offset_at(instant, onsets) == instant.astimezone(there).utcoffset(), instant


@pytest.mark.parametrize("name", HARD)
def test_description_agrees_with_the_zone_data(name: str) -> None:
    check_described(name, 2021, 2022)


def test_every_zone_is_described_right() -> None:
    for name in sorted(zone_names()):
        check_described(name, 2026, 2026)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(zone_names())), st.integers(1901, 2190), st.integers(0, 6))
def test_description_agrees_in_any_years(name: str, first_year: int, more: int) -> None:
    check_described(name, first_year, first_year + more)


def test_changes_on_a_weekday_of_a_month_become_a_rule() -> None:
    lines = zone_lines("Europe/Stockholm", 2021, 2021)

    assert lines == (
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Stockholm",
        "X-LIC-LOCATION:Europe/Stockholm",
        "BEGIN:DAYLIGHT",
        "DTSTART:20200329T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:20201025T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "TZNAME:CET",
        "END:STANDARD",
        "END:VTIMEZONE",
    )


def test_rule_that_was_given_up_ends() -> None:
    lines = zone_lines("America/Mexico_City", 2022, 2023)

    assert "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20220404T080000Z" in lines


def test_changes_by_another_calendar_are_listed() -> None:
    lines = zone_lines("Africa/Casablanca", 2021, 2021)

    assert "RDATE:20210411T030000,20220327T030000" in lines
    assert not [line for line in lines if line.startswith("RRULE")]


def test_zone_without_changes_has_one_offset() -> None:
    lines = zone_lines("Asia/Kathmandu", 2021, 2021)

    assert [line for line in lines if line.startswith("TZOFFSET")] == [
        "TZOFFSETFROM:+0545",
        "TZOFFSETTO:+0545",
    ]


def test_summer_is_what_is_ahead_also_where_the_law_says_otherwise() -> None:
    lines = zone_lines("Europe/Dublin", 2021, 2021)

    assert lines.index("BEGIN:DAYLIGHT") < lines.index("TZNAME:IST") < lines.index("END:DAYLIGHT")


def test_first_and_last_year_are_described() -> None:
    check_described("Europe/Stockholm", 1900, 1900)
    check_described("Europe/Stockholm", 2200, 2200)
