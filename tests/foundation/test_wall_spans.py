"""Spans of wall times, and how they are moved."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.foundation.timezones import to_wall, zone_names
from eventapp.foundation.wall_spans import (
    LENGTH,
    MISSING,
    TWICE,
    EndsBeforeStart,
    WallSpan,
    instants_of,
    moved,
    span_between,
    wall_span,
)

BERLIN = "Europe/Berlin"
FIRST = datetime(2015, 1, 1, tzinfo=UTC)
MINUTES = 20 * 366 * 24 * 60


def berlin(starts: datetime, ends: datetime) -> WallSpan:
    return wall_span(BERLIN, starts, ends)


def test_span_has_the_instants_of_its_wall_times() -> None:
    span = berlin(datetime(2030, 7, 1, 14), datetime(2030, 7, 1, 15))

    assert (span.starts_at, span.ends_at) == (
        datetime(2030, 7, 1, 12, tzinfo=UTC),
        datetime(2030, 7, 1, 13, tzinfo=UTC),
    )
    assert span_between(span.starts_at, span.ends_at, BERLIN) == span


def test_span_ends_after_its_start() -> None:
    with pytest.raises(EndsBeforeStart):
        berlin(datetime(2030, 7, 1, 14), datetime(2030, 7, 1, 14))


def test_span_of_the_second_of_two_equal_hours() -> None:
    night = datetime(2030, 10, 27, 2, 30)

    span = wall_span(BERLIN, night, night, start_fold=0, end_fold=1)

    assert span.ends_at - span.starts_at == timedelta(hours=1)


def test_moved_span_keeps_its_clock_times_over_a_clock_change() -> None:
    span = berlin(datetime(2030, 3, 1, 14), datetime(2030, 3, 1, 15))

    there, notes = moved(span, timedelta(days=60))

    assert there.wall_starts == datetime(2030, 4, 30, 14)
    assert there.starts_at - span.starts_at == timedelta(days=60, hours=-1)
    assert notes == ()


def test_moved_time_that_the_clocks_skip_goes_on_and_is_told() -> None:
    span = berlin(datetime(2030, 3, 30, 2, 15), datetime(2030, 3, 30, 4))

    there, notes = moved(span, timedelta(days=1))

    assert there.wall_starts == datetime(2030, 3, 31, 3, 15)
    assert [(note.end, note.reason) for note in notes] == [("starts", MISSING)]


def test_moved_time_that_happens_twice_is_told_and_may_be_chosen() -> None:
    span = berlin(datetime(2030, 10, 26, 2, 30), datetime(2030, 10, 26, 3, 30))

    first = moved(span, timedelta(days=1))
    second = moved(span, timedelta(days=1), fold=1)

    assert [(note.end, note.reason) for note in first.notes] == [("starts", TWICE)]
    assert second.span.starts_at - first.span.starts_at == timedelta(hours=1)
    assert second.span.wall_starts == first.span.wall_starts


def test_moved_span_that_would_end_before_it_starts_keeps_its_length() -> None:
    span = berlin(datetime(2030, 3, 30, 2, 30), datetime(2030, 3, 30, 3, 15))

    there, notes = moved(span, timedelta(days=1))

    assert there.ends_at - there.starts_at == timedelta(minutes=45)
    assert [(note.end, note.reason) for note in notes] == [("starts", MISSING), ("ends", LENGTH)]


@settings(max_examples=400, deadline=None)
@given(
    zone=st.sampled_from(sorted(zone_names())),
    minute=st.integers(0, MINUTES),
    length=st.integers(1, 3 * 24 * 60),
    days=st.integers(-800, 800),
)
def test_moved_span_never_disagrees_with_its_clocks(
    zone: str, minute: int, length: int, days: int
) -> None:
    starts_at = FIRST + timedelta(minutes=minute)
    span = span_between(starts_at, starts_at + timedelta(minutes=length), zone)

    there, notes = moved(span, timedelta(days=days))

    assert there.ends_at > there.starts_at
    for wall, instant in (
        (there.wall_starts, there.starts_at),
        (there.wall_ends, there.ends_at),
    ):
        assert to_wall(instant, zone).replace(fold=0) == wall
    if not notes:
        assert there.wall_starts - span.wall_starts == timedelta(days=days)
        assert there.wall_ends - span.wall_ends == timedelta(days=days)


def test_instants_of_a_wall_time_are_none_in_a_gap_and_two_in_a_fold() -> None:
    def instants(wall: datetime) -> list[datetime]:
        return list(instants_of(wall, "Europe/Stockholm"))

    assert instants(datetime(2030, 3, 31, 2, 30)) == []
    assert instants(datetime(2030, 5, 15, 14)) == [datetime(2030, 5, 15, 12, tzinfo=UTC)]
    assert instants(datetime(2030, 10, 27, 2, 30)) == [
        datetime(2030, 10, 27, 0, 30, tzinfo=UTC),
        datetime(2030, 10, 27, 1, 30, tzinfo=UTC),
    ]
