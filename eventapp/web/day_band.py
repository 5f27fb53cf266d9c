"""The band of a day: where a moment lies between midnight and midnight, for somebody.

Pure geometry. Everything horizontal is a percentage of a day, ready to print into SVG, so that
a band has no width of its own. The sky is the social day, with the borders of the cost of a slot
(06, 08, 19 and 22 o'clock); it does not follow the seasons.
"""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

DAY = 24 * 60


class PartOfDay(StrEnum):
    """What an hour is for the person who lives through it."""

    NIGHT = "night"
    MORNING = "morning"
    DAY = "day"
    EVENING = "evening"


BORDERS = (
    (0, PartOfDay.NIGHT),
    (6 * 60, PartOfDay.MORNING),
    (8 * 60, PartOfDay.DAY),
    (19 * 60, PartOfDay.EVENING),
    (22 * 60, PartOfDay.NIGHT),
)


class Mark(NamedTuple):
    """A stretch of a band, in percent of its width."""

    x: str
    width: str


class Band(NamedTuple):
    """A day of its own, from its midnight to the next, and the stretch marked on it."""

    marks: tuple[Mark, ...]
    parts: tuple[PartOfDay, ...]
    days_later: int


class Sky(NamedTuple):
    """A day of somebody, moved along an axis that several people share.

    `x` is where a sky of two days begins, so that one day of it always fills the axis.
    `days` is how many days later than the axis the stretch begins there: -1, 0 or 1.
    """

    x: str
    marks: tuple[Mark, ...]
    parts: tuple[PartOfDay, ...]
    days: int


def part_of_day(minute: int) -> PartOfDay:
    """Give the part of the day at `minute` after midnight; later days begin anew."""
    within = minute % DAY
    return [part for start, part in BORDERS if start <= within][-1]


@lru_cache(maxsize=4096)
def parts_between(start: int, end: int) -> tuple[PartOfDay, ...]:
    """Give the parts of the day from minute `start` up to `end`, in order, each once in a row.

    A stretch of no length has the part it begins in.
    """
    found = [part_of_day(start)]
    for day in range(start // DAY, end // DAY + 1):
        for border, part in BORDERS:
            if start < day * DAY + border < end and part is not found[-1]:
                found.append(part)
    return tuple(found)


@lru_cache(maxsize=4096)
def marks_between(start: int, end: int, shortest: int = 0) -> tuple[Mark, ...]:
    """Give the marks from minute `start` up to `end`: two where the stretch passes midnight.

    `shortest` is the least that is drawn, in minutes: what is shorter could not be seen.
    """
    length = min(max(end - start, shortest), DAY)
    begin = start % DAY
    past = begin + length - DAY
    if past <= 0:
        return (Mark(_percent(begin), _percent(length)),)
    return (Mark(_percent(begin), _percent(DAY - begin)), Mark("0%", _percent(past)))


def day_band(starts: datetime, ends: datetime, shortest: int = 45) -> Band:
    """Give the band of the day on which `starts` lies; both are wall times of the same zone."""
    start, end = minute_of_day(starts), minute_of_day(ends)
    days = (ends.date() - starts.date()).days
    end += days * DAY
    # What ends at midnight ends with the day before.
    later = days - (days > 0 and end % DAY == 0)
    return Band(marks_between(start, end, shortest), parts_between(start, end), later)


def sky(starts: datetime, ends: datetime, axis: datetime, shortest: int = 15) -> Sky:
    """Give somebody's sky and the stretch on it, on an axis that shows the hours of others.

    Moments are aware: `starts` and `ends` in the zone of the person, `axis` in that of the axis.
    """
    ahead = _minutes(_offset(starts) - _offset(axis))
    start = minute_of_day(starts)
    length = _minutes(ends.astimezone(UTC) - starts.astimezone(UTC))
    return Sky(
        x=_percent(-(ahead % DAY)),
        marks=marks_between(start - ahead, start - ahead + length, shortest),
        parts=parts_between(start, start + length),
        days=-((start - ahead) // DAY),
    )


def minute_of_day(moment: datetime) -> int:
    """Give how many minutes after midnight the clock shows."""
    return moment.hour * 60 + moment.minute


def _offset(moment: datetime) -> timedelta:
    offset = moment.utcoffset()
    if offset is None:
        message = "a sky needs moments that know their zone"
        raise ValueError(message)
    return offset


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)


def _percent(minutes: int) -> str:
    return f"{minutes * 100 / DAY:.4g}%"
