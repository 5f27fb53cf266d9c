"""A stop as a grid: rows, lanes, and every session in exactly one place."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from eventapp.planning.grid import Cell, Grid, Lanes, Placed, grid_of

NOON = datetime(2030, 5, 15, 12, 0, tzinfo=UTC)


def placed(code: str, starts: int, minutes: int, track: str = "") -> Placed:
    starts_at = NOON + timedelta(minutes=starts)
    return Placed(code, track, starts_at, starts_at + timedelta(minutes=minutes))


def grid(*sessions: Placed, tracks: tuple[str, ...] = (), hours: int = 1) -> Grid:
    return grid_of(sessions, tracks, NOON, NOON + timedelta(hours=hours))


def starts(made: Grid) -> list[tuple[int, int]]:
    return [((row.at - NOON) // timedelta(minutes=1), row.minutes) for row in made.rows]


def test_rows_begin_where_something_changes_and_every_half_hour() -> None:
    made = grid(placed("A", 0, 20), placed("B", 20, 25))

    assert starts(made) == [(0, 20), (20, 10), (30, 15), (45, 15)]
    assert [row.cells for row in made.rows] == [
        (Cell("A", 1),),
        (Cell("B", 2),),
        (),
        (Cell("", 1),),
    ]


def test_half_hours_are_those_of_the_stop() -> None:
    made = grid_of((), (), NOON, NOON + timedelta(hours=1), ahead=timedelta(hours=5, minutes=45))

    assert starts(made) == [(0, 15), (15, 30), (45, 15)]


def test_sessions_that_overlap_stand_in_lanes() -> None:
    made = grid(placed("A", 0, 30), placed("B", 0, 60), placed("C", 30, 30))

    assert made.tracks == (Lanes("", 2),)
    assert made.rows[0].cells == (Cell("A", 1), Cell("B", 2))
    assert made.rows[1].cells == (Cell("C", 1),)


def test_tracks_keep_their_order_and_empty_ones_their_place() -> None:
    made = grid(placed("A", 0, 30), tracks=("Red", "Blue"))

    assert made.tracks == (Lanes("Red", 1), Lanes("Blue", 1), Lanes("", 1))
    assert grid().tracks == (Lanes("", 1),)


def test_what_lies_outside_the_stop_is_there_too() -> None:
    made = grid(placed("A", -90, 30), placed("B", 100, 10))

    assert starts(made)[0] == (-90, 30)
    assert starts(made)[-1] == (100, 10)


Sessions = st.lists(
    st.tuples(st.integers(-200, 900), st.integers(1, 400), st.sampled_from(("", "Red", "Blue"))),
    max_size=25,
)


@given(Sessions)
def test_every_session_is_in_one_place_as_long_as_it_is(
    sessions: list[tuple[int, int, str]],
) -> None:
    all_placed = [placed(f"S{n}", *one) for n, one in enumerate(sessions)]

    made = grid(*all_placed, tracks=("Red",), hours=8)

    width = sum(lanes.number for lanes in made.tracks)
    busy = [0] * width
    found = {}
    for number, row in enumerate(made.rows):
        free = [lane for lane in range(width) if busy[lane] <= number]
        assert len(row.cells) == len(free)
        for lane, cell in zip(free, row.cells, strict=True):
            busy[lane] = number + cell.rows
            if cell.code:
                last = made.rows[number + cell.rows - 1]
                found[cell.code] = (row.at, last.at + timedelta(minutes=last.minutes))
    assert found == {one.code: (one.starts_at, one.ends_at) for one in all_placed}
