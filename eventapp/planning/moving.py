"""A session put to another time: by an instant, or by a wall time of the stop it goes to."""

from datetime import datetime, timedelta

from eventapp.foundation.timezones import to_instant, to_wall
from eventapp.foundation.wall_spans import WallSpan

LONGEST_MINUTES = 24 * 60


def dropped(starts_at: datetime, minutes: int, zone: str) -> WallSpan:
    """Give the span that starts at an instant, with what the clocks of the session's zone show."""
    ends_at = starts_at + timedelta(minutes=minutes)
    wall_starts, wall_ends = (
        to_wall(moment, zone).replace(fold=0) for moment in (starts_at, ends_at)
    )
    return WallSpan(zone, wall_starts, wall_ends, starts_at, ends_at)


def typed(
    wall: datetime, minutes: int, *, shown_in: str, zone: str, fold: int | None = None
) -> WallSpan:
    """Give the span that starts when the clocks of one zone show a time, kept in another zone.

    Raises WallTimeMissing, WallTimeTwice where `fold` does not say which, TimeOutOfRange.
    """
    return dropped(to_instant(wall, shown_in, fold=fold), minutes, zone)
