"""Where a session could be put at first: the first free stretch of a stop."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

STEP = timedelta(minutes=30)
"""Sessions begin at whole steps from the start of their stop."""


class Taken(NamedTuple):
    """A stretch in which something is held, `[from, to)`."""

    starts_at: datetime
    ends_at: datetime


def first_free(
    opens_at: datetime, closes_at: datetime, taken: Iterable[Taken], length: timedelta
) -> datetime | None:
    """Return when the first free stretch of that length begins, None where there is none."""
    others = sorted(taken)
    begin = opens_at
    while begin + length <= closes_at:
        clash = next(
            (one for one in others if one.starts_at < begin + length and begin < one.ends_at), None
        )
        if clash is None:
            return begin
        begin += STEP * max(1, -((begin - clash.ends_at) // STEP))
    return None
