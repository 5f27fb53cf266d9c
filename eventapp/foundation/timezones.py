"""Wall times, instants and the zones between them.

Zones come from the pinned `tzdata` package alone: the files of the system are of any age, and
two servers that disagree about a zone would announce two times for one session.
"""

import re
import zoneinfo
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import import_module, resources
from typing import NamedTuple
from zoneinfo import ZoneInfo

from eventapp.foundation.refusals import Refusal

zoneinfo.reset_tzpath(to=[])
ZoneInfo.clear_cache()

# Imported by name because the package brings no types.
_TZDATA = import_module("tzdata")
TZDATA_VERSION: str = _TZDATA.IANA_VERSION

FIRST_YEAR = 1900
LAST_YEAR = 2200

# An instant may lie a day outside, because a wall time at the border may.
_FIRST_INSTANT = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC) - timedelta(days=1)
_END_OF_INSTANTS = datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC) + timedelta(days=1)

_MINUS_SIGN = "\N{MINUS SIGN}"
_SECOND = timedelta(seconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECONDS_BETWEEN_SAMPLES = 86_400
_LONGEST_QUOTE = 80
_WRITTEN_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?")


class UnknownZone(Refusal):
    """The name is no IANA zone; `meant` is the zone of that name in other letters, if any."""

    def __init__(self, name: str, meant: str | None = None) -> None:
        self.name = name[:_LONGEST_QUOTE]
        self.meant = meant
        super().__init__(f"no time zone is called {self.name!r}")


class TimeOutOfRange(Refusal):
    """The year lies outside the years that the calendar of events takes."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.first_year = FIRST_YEAR
        self.last_year = LAST_YEAR
        super().__init__(f"the year {year} is not between {FIRST_YEAR} and {LAST_YEAR}")


class WallTimeMalformed(Refusal):
    """The text is no wall time `YYYY-MM-DDTHH:MM`; `reason` is "form" or "calendar"."""

    def __init__(self, text: str, reason: str) -> None:
        self.text = text[:_LONGEST_QUOTE]
        self.reason = reason
        super().__init__(f"{self.text!r} is not a wall time like 2021-04-19T08:30 ({reason})")


class InstantMalformed(Refusal):
    """The text is no instant `YYYY-MM-DDTHH:MM:SSZ`; `reason` is "form" or "calendar"."""

    def __init__(self, text: str, reason: str) -> None:
        self.text = text[:_LONGEST_QUOTE]
        self.reason = reason
        super().__init__(f"{self.text!r} is not an instant like 2021-04-19T06:30:00Z ({reason})")


class WallTimeMissing(Refusal):
    """The clocks of the zone skip this wall time; `suggestion` is as much later as they skip."""

    def __init__(self, wall: datetime, zone_name: str, suggestion: datetime) -> None:
        self.wall = wall
        self.zone_name = zone_name
        self.suggestion = suggestion
        super().__init__(f"{wall.isoformat()} does not exist in {zone_name}")


class WallTimeTwice(Refusal):
    """The clocks of the zone show this wall time at two instants, `first` and `second`."""

    def __init__(self, wall: datetime, zone_name: str, first: datetime, second: datetime) -> None:
        self.wall = wall
        self.zone_name = zone_name
        self.first = first
        self.second = second
        super().__init__(f"{wall.isoformat()} happens twice in {zone_name}")


class ClockChange(NamedTuple):
    """The instant from which a zone has another offset, with the offsets on both sides."""

    at: datetime
    before: timedelta
    after: timedelta


@cache
def zone_names() -> frozenset[str]:
    """Return every IANA name, old ones too; not "Factory", which marks an unset clock."""
    listed = (resources.files(_TZDATA) / "zones").read_text(encoding="utf-8").split()
    return frozenset(listed) - {"Factory"}


@cache
def _names_by_fold() -> dict[str, str]:
    return {name.casefold(): name for name in zone_names()}


def is_zone(name: str) -> bool:
    """Tell whether this is an IANA name, spelt exactly."""
    return name in zone_names()


@cache
def _loaded_zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def zone(name: str) -> ZoneInfo:
    """Return the zone of an IANA name. Raises UnknownZone."""
    # The name is looked up in the list before zoneinfo makes a path of it.
    if name not in zone_names():
        raise UnknownZone(name, _names_by_fold().get(name[:_LONGEST_QUOTE].casefold()))
    return _loaded_zone(name)


def _checked_wall(wall: datetime) -> datetime:
    if wall.tzinfo is not None:
        msg = "a wall time is naive"
        raise ValueError(msg)
    if not FIRST_YEAR <= wall.year <= LAST_YEAR:
        raise TimeOutOfRange(wall.year)
    return wall.replace(fold=0)


def _checked_instant(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        msg = "an instant is aware"
        raise ValueError(msg)
    if not _FIRST_INSTANT <= instant < _END_OF_INSTANTS:
        raise TimeOutOfRange(instant.year)
    return instant.astimezone(UTC)


def to_instant(wall: datetime, zone_name: str, *, fold: int | None = None) -> datetime:
    """Return the instant at which the clocks of a zone show a naive wall time.

    `fold` says which of two instants is meant where the time happens twice: 0 the first, 1 the
    second. Raises WallTimeMissing, WallTimeTwice, UnknownZone, TimeOutOfRange.
    """
    wall = _checked_wall(wall)
    there = zone(zone_name)
    first = wall.replace(tzinfo=there).astimezone(UTC)
    second = wall.replace(tzinfo=there, fold=1).astimezone(UTC)
    if first == second:
        return first
    # In a gap zoneinfo reckons the earlier fold by the offset before the change (PEP 495), which
    # is the wish moved on by the length of the gap.
    if first > second:
        raise WallTimeMissing(wall, zone_name, first.astimezone(there).replace(tzinfo=None))
    if fold is None:
        raise WallTimeTwice(wall, zone_name, first, second)
    return second if fold else first


def local(instant: datetime, zone_name: str) -> datetime:
    """Return an instant as an aware time of a zone."""
    return _checked_instant(instant).astimezone(zone(zone_name))


def to_wall(instant: datetime, zone_name: str) -> datetime:
    """Return the naive wall time of a zone; its `fold` is 1 where the time happens again."""
    return local(instant, zone_name).replace(tzinfo=None)


def day_of(instant: datetime, zone_name: str) -> date:
    """Return the day on which an instant falls in a zone."""
    return local(instant, zone_name).date()


def _offset(instant: datetime, there: ZoneInfo) -> timedelta:
    offset = instant.astimezone(there).utcoffset()
    return timedelta(0) if offset is None else offset


def offset_minutes(instant: datetime, zone_name: str) -> int:
    """Return the minutes a zone is ahead of UTC; old offsets with seconds are rounded."""
    return round(_offset(_checked_instant(instant), zone(zone_name)) / timedelta(minutes=1))


def offset_label(instant: datetime, zone_name: str) -> str:
    """Return the offset of a zone as people read it: "UTC", "UTC+2", "UTC+5:45", "UTC−3:30"."""
    return label_of_offset(_offset(_checked_instant(instant), zone(zone_name)))


def label_of_offset(offset: timedelta) -> str:
    """Return an offset from UTC as people read it; seconds only where there are some."""
    seconds = round(offset / _SECOND)
    if seconds == 0:
        return "UTC"
    hours, rest = divmod(abs(seconds), 3600)
    label = f"UTC{'+' if seconds > 0 else _MINUS_SIGN}{hours}"
    if rest:
        label += f":{rest // 60:02}"
    if rest % 60:
        label += f":{rest % 60:02}"
    return label


def clock_changes(zone_name: str, start: datetime, end: datetime) -> list[ClockChange]:
    """Return the changes of a zone's offset in `[start, end)`, in order, exact to the second."""
    there = zone(zone_name)
    low, last = _second_before(start), _second_before(end)
    before = _offset(_moment(low), there)
    changes = []
    while low < last:
        high = min(low + _SECONDS_BETWEEN_SAMPLES, last)
        after = _offset(_moment(high), there)
        if after != before:
            high = _first_second_unlike(before, low, high, there)
            after = _offset(_moment(high), there)
            changes.append(ClockChange(_moment(high), before, after))
        low, before = high, after
    return changes


def _second_before(instant: datetime) -> int:
    """Return the last whole second before an instant, counted from 1970."""
    return (_checked_instant(instant) - timedelta(microseconds=1) - _EPOCH) // _SECOND


def _moment(second: int) -> datetime:
    return _EPOCH + second * _SECOND


def _first_second_unlike(before: timedelta, low: int, high: int, there: ZoneInfo) -> int:
    """Return the first second in `(low, high]` whose offset is no longer `before`."""
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(_moment(middle), there) == before:
            low = middle
        else:
            high = middle
    return high


def parse_wall(text: str) -> datetime:
    """Read `YYYY-MM-DDTHH:MM`, or with whole seconds, as a naive wall time.

    Raises WallTimeMalformed, also for a text with an offset or a `Z`; TimeOutOfRange.
    """
    if not _WRITTEN_TIME.fullmatch(text):
        raise WallTimeMalformed(text, "form")
    try:
        wall = datetime.fromisoformat(text)
    except ValueError:
        raise WallTimeMalformed(text, "calendar") from None
    return _checked_wall(wall)


def parse_instant(text: str) -> datetime:
    """Read `YYYY-MM-DDTHH:MM:SSZ`, the seconds optional and whole, as an instant.

    Raises InstantMalformed, also where the `Z` is missing; TimeOutOfRange.
    """
    if not (text.endswith("Z") and _WRITTEN_TIME.fullmatch(text[:-1])):
        raise InstantMalformed(text, "form")
    try:
        instant = datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)
    except ValueError:
        raise InstantMalformed(text, "calendar") from None
    return _checked_instant(instant)


def wall_text(wall: datetime) -> str:
    """Return a naive wall time as files and forms write it; seconds only where there are some."""
    return wall.isoformat(timespec="seconds" if wall.second else "minutes")


def instant_text(instant: datetime) -> str:
    """Return an instant as `2021-04-19T06:21:00Z`; fractions of a second are cut off."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
