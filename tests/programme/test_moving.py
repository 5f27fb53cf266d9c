"""Stops moved with their sessions."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.foundation.wall_spans import WallSpan, span_between, wall_span
from eventapp.programme.moving import STOP, WIDER, moved_stop
from tests.clock_times import MINUTE, agrees, zoned_moments, zones

STOCKHOLM, MELBOURNE = "Europe/Stockholm", "Australia/Melbourne"


def april(first: int, last: int, zone: str = STOCKHOLM) -> WallSpan:
    return wall_span(zone, datetime(2030, 4, 19, first), datetime(2030, 4, 19, last))


def test_stop_takes_its_sessions_along() -> None:
    stop, sessions = april(8, 12), [("A", april(8, 9)), ("B", april(11, 12))]

    there = moved_stop(stop, sessions, timedelta(days=365))

    assert there.span.wall_starts == datetime(2031, 4, 19, 8)
    assert [(one.code, one.span.wall_ends.hour) for one in there.sessions] == [("A", 9), ("B", 12)]
    assert there.notes == ()


def test_session_of_another_zone_keeps_its_own_clock_where_it_can() -> None:
    session = april(17, 18, MELBOURNE)

    there = moved_stop(april(8, 12), [("A", session)], timedelta(days=365))

    assert there.sessions[0].span.wall_starts == datetime(2031, 4, 19, 17)
    assert there.sessions[0].notes == ()


def test_session_that_would_leave_its_stop_follows_the_clock_of_the_stop() -> None:
    session = april(16, 17, MELBOURNE)

    there = moved_stop(april(8, 12), [("A", session)], timedelta(days=200))

    (placed,) = there.sessions
    assert there.span.holds(placed.span)
    assert [note.reason for note in placed.notes] == [STOP]
    assert placed.span.wall_starts == datetime(2030, 11, 5, 18)


def test_stop_grows_where_the_clocks_change_inside_it() -> None:
    stop = wall_span(STOCKHOLM, datetime(2030, 3, 30, 0), datetime(2030, 3, 30, 3))
    session = wall_span(STOCKHOLM, datetime(2030, 3, 30, 2, 15), datetime(2030, 3, 30, 2, 45))

    there = moved_stop(stop, [("A", session)], timedelta(days=1))

    assert there.span.wall_ends == datetime(2030, 3, 31, 3, 45)
    assert [note.reason for note in there.notes] == [WIDER]
    assert there.span.holds(there.sessions[0].span)


@settings(max_examples=300, deadline=None)
@given(
    zoned_moments(),
    zones,
    st.integers(0, 20 * 60),
    st.integers(1, 4 * 60),
    st.integers(-800 * 24 * 60, 800 * 24 * 60),
)
def test_moved_stop_holds_its_sessions_and_all_clocks_agree(
    where: tuple[str, datetime], zone: str, minute: int, minutes: int, by: int
) -> None:
    stop_zone, opens_at = where
    stop = span_between(opens_at, opens_at + timedelta(hours=24), stop_zone)
    begins = opens_at + minute * MINUTE
    spans = [span_between(begins, begins + minutes * MINUTE, one) for one in (zone, stop_zone)]

    there = moved_stop(stop, zip("AB", spans, strict=True), by * MINUTE)

    placed = [one.span for one in there.sessions]
    assert all(map(agrees, (there.span, *placed)))
    assert all(map(there.span.holds, placed))
    assert [one.zone for one in placed] == [zone, stop_zone]
