"""The half hours in which an event is held, and stretches made of them.

A cell is the moment at which a half hour begins. Which hour that is for somebody is told by their
zone, so that clocks which change in between neither add nor take away a cell.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from eventapp.speaking.rules import Times

CELL = timedelta(minutes=30)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def joined(stretches: Iterable[Times]) -> list[Times]:
    """Give the union of stretches, in order; those that touch become one."""
    union: list[Times] = []
    for one in sorted(stretches):
        if union and one.starts_at <= union[-1].ends_at:
            union[-1] = Times(union[-1].starts_at, max(union[-1].ends_at, one.ends_at))
        else:
            union.append(one)
    return union


def cells_of(stretches: Iterable[Times]) -> list[datetime]:
    """Give the half hours, by the clock of UTC, that stretches touch, in order."""
    cells: dict[datetime, None] = {}
    for one in joined(stretches):
        cell = one.starts_at - (one.starts_at - _EPOCH) % CELL
        while cell < one.ends_at:
            cells[cell] = None
            cell += CELL
    return list(cells)


def stretches_of(cells: Iterable[datetime]) -> list[Times]:
    """Give the stretches that half hours make together."""
    return joined(Times(cell, cell + CELL) for cell in cells)


def covered(cells: Collection[datetime], stretches: Iterable[Times]) -> set[datetime]:
    """Give those half hours that lie in a stretch as a whole."""
    stretches = list(stretches)
    return {
        cell
        for cell in cells
        if any(one.starts_at <= cell and cell + CELL <= one.ends_at for one in stretches)
    }
