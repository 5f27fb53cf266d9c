"""Whether a stretch of time is night for somebody, on the clocks of their own zone."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import IntEnum

NIGHT = (22 * 60, 31 * 60)
"""From 22:00 to 07:00, in minutes after midnight."""

DEEP_NIGHT = (24 * 60, 30 * 60)
"""From 00:00 to 06:00."""

DAY = 24 * 60
A_MINUTE = timedelta(minutes=1)


class Night(IntEnum):
    """How much of a night a stretch touches."""

    NONE = 0
    EDGE = 1
    """Between 22 and 07, but not between 00 and 06."""
    DEEP = 2


def night_between(
    starts_at: datetime,
    ends_at: datetime,
    zone_name: str,
    local: Callable[[datetime, str], datetime],
) -> Night:
    """Give the worst hour of `[starts_at, ends_at)` for somebody in a zone."""
    starts, ends = local(starts_at, zone_name), local(ends_at, zone_name)
    if starts.utcoffset() != ends.utcoffset():
        # Clocks that change on the way are rare enough to be read every minute.
        minutes = range(-(-(ends_at - starts_at) // A_MINUTE))
        return max(
            _at(_minute(local(starts_at + minute * A_MINUTE, zone_name))) for minute in minutes
        )
    start = _minute(starts)
    return _within(start, start + (ends_at - starts_at) / A_MINUTE)


def _minute(moment: datetime) -> float:
    return moment.hour * 60 + moment.minute + moment.second / 60


def _at(minute: float) -> Night:
    return _within(minute, minute + 1 / 60)


def _within(start: float, end: float) -> Night:
    """Judge a stretch that begins within the first day, in minutes after its midnight."""
    for night, (opens, closes) in ((Night.DEEP, DEEP_NIGHT), (Night.EDGE, NIGHT)):
        for day in range(-1, int(end) // DAY + 1):
            if start < closes + day * DAY and end > opens + day * DAY:
                return night
    return Night.NONE
