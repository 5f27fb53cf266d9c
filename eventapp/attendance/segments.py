"""Played segments on their way from a player to the database. Pure."""

from collections.abc import Iterable
from datetime import timedelta

from eventapp.attendance.spans import TICKS_A_SECOND, Span, length

MOST_SEGMENTS = 500
FASTEST = 4
"""Players play at most this many times faster than the clock."""

SLACK_SECONDS = 60


def joined(spans: Iterable[Span]) -> list[Span]:
    """Give the segments in their order, those in one where one goes on where the last ended."""
    together: list[Span] = []
    for starts, ends in spans:
        if together and together[-1][1] == starts:
            together[-1] = (together[-1][0], ends)
        else:
            together.append((starts, ends))
    return together


def segments_text(spans: Iterable[Span]) -> str:
    """Write segments as xAPI does: `0[.]600[,]540[.]900`."""
    return "[,]".join(f"{_seconds(starts)}[.]{_seconds(ends)}" for starts, ends in spans)


def _seconds(ticks: int) -> str:
    whole, part = divmod(ticks, TICKS_A_SECOND)
    return f"{whole}.{part:06}".rstrip("0").rstrip(".") if part else str(whole)


def is_possible(spans: list[Span], elapsed: timedelta) -> bool:
    """Tell whether so much can have been played in that time."""
    most = (elapsed.total_seconds() * FASTEST + SLACK_SECONDS) * TICKS_A_SECOND
    return len(spans) <= MOST_SEGMENTS and length(spans) <= most
