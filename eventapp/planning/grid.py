"""A stop as a grid of tracks and times: rows between the moments at which something changes.

Sessions that overlap on a track stand side by side in lanes. All is counted in instants, so that
a row has its true length also where the clocks change.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

RULE = timedelta(minutes=30)
"""How far apart rows begin at most."""
LONGEST_RULED = timedelta(days=2)
"""A stretch without any change that is longer stays one row."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Placed(NamedTuple):
    """A session as the grid places it; `track` is blank for none."""

    code: str
    track: str
    starts_at: datetime
    ends_at: datetime


class Cell(NamedTuple):
    """What begins in a row on a lane: a session over so many rows; a blank code is nothing."""

    code: str
    rows: int


class Row(NamedTuple):
    """A row from its moment to the next row's, with the cells that begin in it."""

    at: datetime
    minutes: int
    cells: tuple[Cell, ...]


class Lanes(NamedTuple):
    """A track and how many lanes it takes."""

    track: str
    number: int


class Grid(NamedTuple):
    """The tracks from left to right and the rows from top to bottom."""

    tracks: tuple[Lanes, ...]
    rows: tuple[Row, ...]


def grid_of(
    sessions: Iterable[Placed],
    tracks: Sequence[str],
    opens: datetime,
    closes: datetime,
    *,
    ahead: timedelta = timedelta(0),
) -> Grid:
    """Give the grid of a stop that is from `opens` to `closes`; what lies outside widens it.

    Rows begin at half and whole hours of clocks that are so much ahead of UTC.
    """
    placed = sorted(sessions, key=lambda one: (one.starts_at, one.ends_at, one.code))
    named = [*tracks, *sorted({one.track for one in placed} - set(tracks))]
    lanes: list[list[Placed]] = []
    heads = []
    for track in named:
        of_track = _lanes([one for one in placed if one.track == track])
        if of_track or track:
            heads.append(Lanes(track, max(1, len(of_track))))
            lanes += of_track or [[]]
    if not heads:
        heads, lanes = [Lanes("", 1)], [[]]
    moments = _moments(placed, opens, closes, ahead)
    return Grid(tuple(heads), tuple(_rows(moments, lanes)))


def _lanes(sessions: Sequence[Placed]) -> list[list[Placed]]:
    """Put each session into the first lane that is free when it starts."""
    lanes: list[list[Placed]] = []
    for session in sessions:
        free = next((lane for lane in lanes if lane[-1].ends_at <= session.starts_at), None)
        if free is None:
            lanes.append([session])
        else:
            free.append(session)
    return lanes


def _moments(
    placed: Iterable[Placed], opens: datetime, closes: datetime, ahead: timedelta
) -> list[datetime]:
    """Give the moments at which rows begin, and the one at which the last row ends."""
    found = {opens, closes}
    for session in placed:
        found |= {session.starts_at, session.ends_at}
    borders = sorted(found)
    moments = []
    for border, following in pairwise(borders):
        moments.append(border)
        ruled = border + RULE - (border - _EPOCH + ahead) % RULE
        while ruled < following and following - border <= LONGEST_RULED:
            moments.append(ruled)
            ruled += RULE
    return [*moments, borders[-1]]


def _rows(moments: Sequence[datetime], lanes: Sequence[Sequence[Placed]]) -> Iterable[Row]:
    index = {moment: number for number, moment in enumerate(moments)}
    starting = [
        {
            index[one.starts_at]: (one.code, index[one.ends_at] - index[one.starts_at])
            for one in lane
        }
        for lane in lanes
    ]
    busy_until = [0] * len(lanes)
    for number, moment in enumerate(moments[:-1]):
        cells = []
        for place, starts in enumerate(starting):
            if number in starts:
                code, rows = starts[number]
                busy_until[place] = number + rows
                cells.append(Cell(code, rows))
            elif number >= busy_until[place]:
                cells.append(Cell("", 1))
        minutes = (moments[number + 1] - moment) // timedelta(minutes=1)
        yield Row(moment, minutes, tuple(cells))
