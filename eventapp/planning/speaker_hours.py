"""Whether people can be there: the hours that they told against a time."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from operator import itemgetter

from eventapp.foundation.timezones import parse_instant
from eventapp.planning.slots import BestSlots, SlotEntry

Hours = Sequence[tuple[datetime, datetime]]
"""The stretches in which somebody can be there, in order and apart."""


def can_be_there(starts_at: datetime, ends_at: datetime, hours: Hours) -> bool:
    """Tell whether one of the stretches holds all of the time: only the last begun could."""
    place = bisect_right(hours, starts_at, key=itemgetter(0))
    return place > 0 and ends_at <= hours[place - 1][1]


def within_hours(best: BestSlots, told: Mapping[str, Hours]) -> BestSlots:
    """Return the rankings with those starts alone at which everybody can be there who told hours.

    `told` is by person; who told none hinders nothing.
    """
    length = timedelta(minutes=best.day.minutes)

    def suits(entry: SlotEntry) -> bool:
        starts_at = parse_instant(entry.starts_at)
        return all(can_be_there(starts_at, starts_at + length, hours) for hours in told.values())

    def kept(ranking: Iterable[SlotEntry]) -> list[SlotEntry]:
        return [entry for entry in ranking if suits(entry)]

    return replace(
        best,
        by_registrants=kept(best.by_registrants),
        by_country=kept(best.by_country),
        by_speakers=kept(best.by_speakers),
        by_worst_zone=kept(best.by_worst_zone),
    )
