"""How registrations came in, week by week."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

QUARTER = 900
"""Seconds: every zone's days begin at a quarter of an hour, so quarters may be counted by SQL."""


class Week(NamedTuple):
    """The registrations of a week, by the Monday it begins with, and all until its end."""

    monday: date
    new: int
    total: int


def registrations_by_week(quarters: Iterable[tuple[int, int]], zone: ZoneInfo) -> list[Week]:
    """Give every week of the zone from the first registration to the last, empty ones too.

    `quarters` are starts of quarters of an hour, in seconds since 1970, and their registrations.
    """
    new: Counter[date] = Counter()
    for starts_at, count in quarters:
        day = datetime.fromtimestamp(starts_at, UTC).astimezone(zone).date()
        new[day - timedelta(days=day.weekday())] += count
    weeks: list[Week] = []
    if not new:
        return weeks
    monday, total = min(new), 0
    while monday <= max(new):
        total += new[monday]
        weeks.append(Week(monday, new[monday], total))
        monday += timedelta(weeks=1)
    return weeks
