"""The time line of a stop: where hours, sessions and shifts stand, in per cent of its length."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from eventapp.foundation.timezones import local
from eventapp.web.charts import Stretch, Tick, per_cent

HOUR = timedelta(hours=1)
MOST_TICKS = 6
AT_THE_EDGE = 0.06
Times = tuple[datetime, datetime]


class Line(NamedTuple):
    """From when to when a time line goes, on the clock of its stop."""

    starts_at: datetime
    ends_at: datetime
    zone: str

    def stretch(self, times: Times, label: str = "") -> Stretch:
        """Give where something stands on the line."""
        whole = (self.ends_at - self.starts_at).total_seconds()
        starts, ends = ((at - self.starts_at).total_seconds() for at in times)
        return Stretch(per_cent(starts, whole), per_cent(ends - starts, whole), label)

    def ticks(self) -> tuple[Tick, ...]:
        """Give the full hours of the clock, every so many where they are many."""
        first = _full_hour(self.starts_at, self.zone)
        hours = int((self.ends_at - first) / HOUR)
        every = max(1, -(-hours // MOST_TICKS))
        return tuple(self._tick(first + HOUR * number) for number in range(0, hours + 1, every))

    def _tick(self, at: datetime) -> Tick:
        share = (at - self.starts_at) / (self.ends_at - self.starts_at)
        anchor = "start" if share < AT_THE_EDGE else "end" if share > 1 - AT_THE_EDGE else "middle"
        return Tick(per_cent(share, 1), f"{local(at, self.zone):%H:%M}", anchor)


def line_of(stop: Times, shifts: Iterable[Times], zone: str) -> Line:
    """Give the time line that holds a stop and its shifts, a day before and after at most."""
    starts_at, ends_at = stop
    held = [
        one for one in shifts if one[0] < ends_at + 24 * HOUR and one[1] > starts_at - 24 * HOUR
    ]
    return Line(
        min([starts_at, *(one[0] for one in held)]), max([ends_at, *(one[1] for one in held)]), zone
    )


def _full_hour(moment: datetime, zone: str) -> datetime:
    """Give the first moment from here on at which the clocks show a full hour."""
    there = local(moment, zone)
    past = timedelta(minutes=there.minute, seconds=there.second, microseconds=there.microsecond)
    return (moment + (HOUR - past if past else timedelta(0))).astimezone(UTC)
