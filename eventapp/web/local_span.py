"""A stretch of time as somebody's clock shows it: what the macros for times and bands print."""

from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from eventapp.foundation.timezones import local, offset_label
from eventapp.web.day_band import Band, Sky, day_band, sky


class LocalSpan(NamedTuple):
    """From one moment to another, for those who live in a zone.

    `starts_at` and `ends_at` are the moments in that zone, `start` and `end` what the clock shows,
    `day` the day on which it starts there.
    """

    starts_at: datetime
    ends_at: datetime
    start: str
    end: str
    day: date
    city: str
    offset: str
    band: Band

    def on_axis_of(self, other: "LocalSpan") -> Sky:
        """Give the sky over this stretch, on an axis that shows the hours of the other one."""
        return sky(self.starts_at, self.ends_at, other.starts_at)

    def days_from(self, other: "LocalSpan") -> int:
        """Give how many days later than the other one this starts by its own calendar."""
        return (self.day - other.day).days


@lru_cache(maxsize=8192)
def local_span(starts_at: datetime, ends_at: datetime, zone_name: str, city: str) -> LocalSpan:
    """Give the stretch between two moments as the clocks of a zone show it."""
    starts, ends = local(starts_at, zone_name), local(ends_at, zone_name)
    return LocalSpan(
        starts_at=starts,
        ends_at=ends,
        start=f"{starts:%H:%M}",
        end=f"{ends:%H:%M}",
        day=starts.date(),
        city=city,
        offset=offset_label(starts_at, zone_name),
        band=day_band(starts, ends),
    )
