"""Wall times of a file made into instants, with a reason that tells what the clocks do there."""

from datetime import datetime

from eventapp.exchange.problems import CellRefused
from eventapp.foundation.timezones import (
    WallTimeMissing,
    WallTimeTwice,
    instant_text,
    to_instant,
    wall_text,
)


def instant_at(wall: datetime, zone: str) -> datetime:
    """Return the instant of a wall time. Raises CellRefused where it is skipped or happens twice.

    A file cannot be asked which of two instants it means.
    """
    try:
        return to_instant(wall, zone)
    except WallTimeMissing as missing:
        reason = (
            f"{wall_text(wall)} does not exist in {zone}, the clocks skip it — "
            f"{wall_text(missing.suggestion)} is as much later as they skip"
        )
        raise CellRefused(reason) from None
    except WallTimeTwice as twice:
        first, second = instant_text(twice.first), instant_text(twice.second)
        reason = (
            f"{wall_text(wall)} happens twice in {zone}, at {first} and at {second} — "
            "give the times in another zone, for example UTC"
        )
        raise CellRefused(reason) from None
