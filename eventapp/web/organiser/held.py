"""How much there is of events, counted anew only where something has changed.

Whatever is stored of an event raises one of its two versions, in the same transaction. So a count
that was made under both is still right while both are what they were.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from flask import current_app

from eventapp.events.models import Event
from eventapp.reports.queries import Holdings, holdings


class _Stand(NamedTuple):
    """As what an event was counted; SQLite may give the number of a deleted one once more."""

    created_at: datetime
    version: int
    figures_version: int


class HeldCounts:
    """What a process has counted."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._counted: dict[int, tuple[_Stand, Holdings]] = {}

    def of(self, events: Iterable[Event]) -> dict[int, Holdings]:
        """Give how much there is of events, in one statement or none."""
        stands = {
            one.id: _Stand(one.created_at, one.version, one.figures_version) for one in events
        }
        known = {number: self._counted.get(number) for number in stands}
        found = {
            number: kept[1]
            for number, kept in known.items()
            if kept is not None and kept[0] == stands[number]
        }
        missing = stands.keys() - found.keys()
        counted = holdings(missing) if missing else {}
        for number in missing:
            found[number] = counted.get(number, Holdings())
            self._counted[number] = (stands[number], found[number])
        return found


def held_of(events: Iterable[Event]) -> dict[int, Holdings]:
    """Give how much there is of events, by their numbers."""
    counts: HeldCounts = current_app.extensions["held"]
    return counts.of(events)
