"""Half hours of an event, and stretches made of them."""

from datetime import UTC, datetime, timedelta

from eventapp.speaking.hours import CELL, cells_of, covered, joined, stretches_of
from eventapp.speaking.rules import Times

NINE = datetime(2030, 3, 31, 9, 0, tzinfo=UTC)


def times(start: float, end: float) -> Times:
    return Times(NINE + timedelta(hours=start), NINE + timedelta(hours=end))


def test_stretches_that_touch_become_one() -> None:
    assert joined([times(2, 3), times(0, 1), times(1, 1.5), times(0, 0.25)]) == [
        times(0, 1.5),
        times(2, 3),
    ]


def test_cells_begin_with_the_half_hour_and_cover_all() -> None:
    assert cells_of([times(0.25, 1.1), times(0.5, 0.75)]) == [
        NINE,
        NINE + CELL,
        NINE + 2 * CELL,
    ]
    assert cells_of([]) == []
    assert cells_of([times(0, 0.5)]) == [NINE]


def test_cells_make_stretches_and_stretches_cells() -> None:
    cells = cells_of([times(0, 1), times(3, 4)])

    assert stretches_of(cells) == [times(0, 1), times(3, 4)]
    assert covered(cells, stretches_of(cells)) == set(cells)
    assert covered(cells, [times(0, 0.75)]) == {NINE}
    assert covered(cells, []) == set()
