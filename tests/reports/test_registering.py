"""Registrations week by week."""

from datetime import date
from zoneinfo import ZoneInfo

from eventapp.reports.registering import Week, registrations_by_week

MONDAY = 1_904_860_800
"""Monday 13 May 2030, when the day begins in UTC."""
DAY = 86_400


def test_no_registrations_make_no_weeks() -> None:
    assert registrations_by_week([], ZoneInfo("UTC")) == []


def test_weeks_without_registrations_are_there() -> None:
    weeks = registrations_by_week([(MONDAY, 2), (MONDAY + 15 * DAY, 1)], ZoneInfo("UTC"))

    assert weeks == [
        Week(date(2030, 5, 13), 2, 2),
        Week(date(2030, 5, 20), 0, 2),
        Week(date(2030, 5, 27), 1, 3),
    ]


def test_week_is_that_of_the_zone() -> None:
    sunday_evening = [(MONDAY - 3600, 1)]

    in_utc = registrations_by_week(sunday_evening, ZoneInfo("UTC"))
    in_nepal = registrations_by_week(sunday_evening, ZoneInfo("Asia/Kathmandu"))

    assert in_utc == [Week(date(2030, 5, 6), 1, 1)]
    assert in_nepal == [Week(date(2030, 5, 13), 1, 1)]
