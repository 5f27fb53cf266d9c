"""What a time of day costs one person: weights by local hour and weekend, averaged over marks.

The borders 19, 22 and 06 come from Swedish collective agreements; the weights are a choice. They
are a value that is passed in and printed with every result. Costs stay exact until printed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAY_HOURS = range(8, 19)
"""The local hours of [08:00, 19:00)."""

NIGHT_HOURS = frozenset((22, 23, 0, 1, 2, 3, 4, 5))
"""The local hours of [22:00, 06:00)."""


class Band(NamedTuple):
    """The weight of the local hours `[from_hour, to_hour)`."""

    from_hour: int
    to_hour: int
    weight: int


class LocalMark(NamedTuple):
    """The weekday (Monday is 0) and the hour of an instant on the clocks of a zone."""

    weekday: int
    hour: int


@dataclass(frozen=True)
class Weights:
    """The bands of the day in order, what a weekend mark costs at least, the minutes per mark.

    Raises ValueError when the bands are not the 24 hours of a day without gap or overlap.
    """

    bands: tuple[Band, ...]
    weekend: int
    mark_minutes: int

    def __post_init__(self) -> None:
        hours = [hour for band in self.bands for hour in range(band.from_hour, band.to_hour)]
        if hours != list(range(24)):
            message = "the bands of a day must follow one another from 0 to 24"
            raise ValueError(message)
        if self.mark_minutes < 1:
            message = "marks must be at least a minute apart"
            raise ValueError(message)

    def by_hour(self) -> list[int]:
        """Give the weight of each of the 24 local hours on a working day."""
        return [band.weight for band in self.bands for _ in range(band.from_hour, band.to_hour)]

    def as_json(self) -> dict[str, list[list[int]] | int]:
        """Give the weights as they are printed with a result."""
        return {
            "bands": [list(band) for band in self.bands],
            "weekend": self.weekend,
            "mark_minutes": self.mark_minutes,
        }


DEFAULT_WEIGHTS = Weights(
    bands=(
        Band(0, 6, 10),
        Band(6, 7, 6),
        Band(7, 8, 3),
        Band(8, 9, 1),
        Band(9, 17, 0),
        Band(17, 19, 1),
        Band(19, 22, 3),
        Band(22, 24, 6),
    ),
    weekend=3,
    mark_minutes=15,
)


def marks(starts_at: int, ends_at: int, weights: Weights) -> range:
    """Give the instants at which a slot is weighed, from its start on, its end not among them."""
    return range(starts_at, ends_at, weights.mark_minutes * 60)


def local_marks(instants: Iterable[int], zone: ZoneInfo) -> dict[int, LocalMark]:
    """Give what the clocks of the zone show at each instant (seconds since 1970)."""
    shown = ((instant, datetime.fromtimestamp(instant, zone)) for instant in instants)
    return {instant: LocalMark(local.weekday(), local.hour) for instant, local in shown}


def mark_weights(
    local: Mapping[int, LocalMark], weekend: frozenset[int], weights: Weights
) -> dict[int, int]:
    """Give the weight of each instant for somebody whose weekend is on these weekdays."""
    by_hour = weights.by_hour()
    on_weekend = [max(weight, weights.weekend) for weight in by_hour]
    return {
        instant: (on_weekend if mark.weekday in weekend else by_hour)[mark.hour]
        for instant, mark in local.items()
    }


def slot_cost(
    starts_at: int, ends_at: int, zone: ZoneInfo, weekend: frozenset[int], weights: Weights
) -> Fraction:
    """Give the cost of a slot for one person, exactly. Raises ValueError when it has no length."""
    at = marks(starts_at, ends_at, weights)
    if not at:
        message = "a slot must end after it starts"
        raise ValueError(message)
    return Fraction(sum(mark_weights(local_marks(at, zone), weekend, weights).values()), len(at))


def rounded_cost(cost: Fraction) -> float:
    """Give a cost as it is printed, to 3 places."""
    return round(float(cost), 3)
