"""Series for charts and maps: registrations by day, presence through a stop, classes of a map."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from eventapp.attendance.spans import Presence, Span

PRESENCE_STEP = 300
"""Seconds between two points of a presence curve."""

MAP_CLASSES = (1, 5, 10, 25, 100)
"""The least count of each class of a map; the classes are numbered from 1."""


class PresencePoint(NamedTuple):
    """How many registrants and how many connections are present at an instant."""

    at: int
    viewers: int
    connections: int


class DayPoint(NamedTuple):
    """The registrations made on a day, and all until its end."""

    on: date
    new: int
    total: int


def presence_curve(
    people: Presence, connections: Presence, window: Span, step: int = PRESENCE_STEP
) -> list[PresencePoint]:
    """Give a point every `step` seconds of the window, from its start on."""
    instants = range(*window, step)
    counts = zip(instants, people.at(instants), connections.at(instants), strict=True)
    return [PresencePoint(*point) for point in counts]


def registrations_by_day(registered_at: Iterable[int], zone: ZoneInfo) -> list[DayPoint]:
    """Give every day of the zone from the first registration to the last, empty ones too."""
    new = Counter(datetime.fromtimestamp(at, UTC).astimezone(zone).date() for at in registered_at)
    if not new:
        return []
    points: list[DayPoint] = []
    total = 0
    first = min(new)
    for number in range((max(new) - first).days + 1):
        day = first + timedelta(days=number)
        total += new[day]
        points.append(DayPoint(day, new[day], total))
    return points


def map_classes(by_country: Mapping[str, int]) -> dict[str, int]:
    """Give the class of each country by its count; what is no country code is left out."""
    return {
        country: sum(count >= least for least in MAP_CLASSES)
        for country, count in by_country.items()
        if len(country) == 2 and count
    }
