"""Series for charts: days of the event's zone, and classes of a map."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from eventapp.reports.curves import DayPoint, map_classes, registrations_by_day


def instant(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def test_registrations_fall_on_the_days_of_the_zone_and_add_up() -> None:
    moments = [
        instant("2021-03-01T18:14:00Z"),
        instant("2021-03-01T18:15:00Z"),
        instant("2021-03-04T00:00:00Z"),
    ]

    # In Kathmandu (UTC+05:45) a day begins at 18:15 UTC.
    points = registrations_by_day(reversed(moments), ZoneInfo("Asia/Kathmandu"))

    assert points == [
        DayPoint(date(2021, 3, 1), 1, 1),
        DayPoint(date(2021, 3, 2), 1, 2),
        DayPoint(date(2021, 3, 3), 0, 2),
        DayPoint(date(2021, 3, 4), 1, 3),
    ]


def test_registrations_of_nobody_are_no_days() -> None:
    assert registrations_by_day([], ZoneInfo("Europe/Stockholm")) == []


def test_map_classes_leave_out_what_is_no_country() -> None:
    counts = {"SE": 184, "GB": 99, "NO": 24, "FI": 9, "BR": 1, "NP": 0, "merged": 12}

    assert map_classes(counts) == {"SE": 5, "GB": 4, "NO": 3, "FI": 2, "BR": 1}
