"""Spans against hand-made tables and against sets of single seconds."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.attendance.spans import (
    TICKS_A_SECOND,
    BadSegments,
    Peak,
    Presence,
    SegmentFault,
    Span,
    clip,
    length,
    overlap,
    parse_segments,
    union,
)

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=12)
WINDOW = st.tuples(st.integers(0, 40), st.integers(0, 40))


def seconds_of(spans: list[Span]) -> set[int]:
    return {second for starts, ends in spans for second in range(starts, ends)}


@pytest.mark.parametrize(
    ("spans", "apart"),
    [
        ([], []),
        ([(5, 5)], []),
        ([(9, 5)], []),
        ([(0, 10)], [(0, 10)]),
        ([(0, 10), (10, 20)], [(0, 20)]),
        ([(0, 10), (11, 20)], [(0, 10), (11, 20)]),
        ([(11, 20), (0, 10)], [(0, 10), (11, 20)]),
        ([(0, 30), (5, 10)], [(0, 30)]),
        ([(0, 30), (5, 30), (29, 31)], [(0, 31)]),
        ([(0, 10), (4, 4), (20, 20)], [(0, 10)]),
        ([(-5, 3), (2, 4)], [(-5, 4)]),
    ],
)
def test_union_joins_what_overlaps_or_touches(spans: list[Span], apart: list[Span]) -> None:
    assert union(spans) == apart


@given(SPANS)
def test_union_holds_the_same_seconds(spans: list[Span]) -> None:
    apart = union(spans)

    assert seconds_of(apart) == seconds_of(spans)
    assert length(apart) == len(seconds_of(spans))
    assert all(left[1] < right[0] for left, right in pairwise(apart))


@given(SPANS, WINDOW)
def test_clip_keeps_the_seconds_of_the_window(spans: list[Span], window: Span) -> None:
    inside = seconds_of(spans) & seconds_of([window])

    assert seconds_of(clip(spans, window)) == inside
    assert overlap(union(spans), window) == len(inside)


def test_length_counts_shared_seconds_twice_and_reversed_spans_as_nothing() -> None:
    assert length([(0, 10), (5, 10), (9, 2)]) == 15


@pytest.mark.parametrize("longest", [0, 300])
@given(spans=SPANS, window=WINDOW)
def test_presence_peaks_where_counting_every_second_does(
    longest: int, spans: list[Span], window: Span
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("eventapp.attendance.spans.LONGEST_DENSE_WINDOW", longest)
        presence = Presence(window)
    counts = {
        second: sum(starts <= second < ends for starts, ends in spans)
        for second in seconds_of([window])
    }
    most = max(counts.values(), default=0)
    first = min((at for at, count in counts.items() if count == most), default=None)

    total = presence.add(spans)

    assert total == sum(counts.values())
    assert presence.peak() == Peak(most, first if most else None)
    assert presence.at(range(*window)) == [counts[at] for at in range(*window)]


def test_presence_ends_before_another_begins_at_the_same_instant() -> None:
    presence = Presence((0, 20))

    presence.add([(0, 10), (10, 20)])

    assert presence.peak() == Peak(1, 0)


def test_presence_takes_the_first_of_equal_peaks() -> None:
    presence = Presence((0, 20))

    presence.add([(0, 4), (2, 4), (6, 9), (6, 9)])

    assert presence.peak() == Peak(2, 2)


def test_presence_of_nobody_has_no_peak() -> None:
    assert Presence((0, 9)).peak() == Peak(0, None)
    assert Presence((0, 9)).at([0, 5]) == [0, 0]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", []),
        ("  ", []),
        ("0[.]600[,]540[.]900", [(0, 600), (540, 900)]),
        ("0[.]547", [(0, 547)]),
        (" 0 [.] 547 [,] 600 [.] 601 ", [(0, 547), (600, 601)]),
        ("300[.]1741[,]300[.]1741", [(300, 1741), (300, 1741)]),
        ("900[.]3000", [(900, 3000)]),
    ],
)
def test_parse_segments_reads_whole_seconds(text: str, seconds: list[Span]) -> None:
    ticks = [(first * TICKS_A_SECOND, last * TICKS_A_SECOND) for first, last in seconds]

    assert parse_segments(text, 3000) == ticks


def test_parse_segments_keeps_decimals_exactly() -> None:
    assert parse_segments("0.1[.]0.3[,]12.5[.]12.500001") == [
        (100_000, 300_000),
        (12_500_000, 12_500_001),
    ]


@pytest.mark.parametrize(
    ("text", "reason", "segment"),
    [
        ("5[.]5", SegmentFault.NOT_AFTER_START, "5[.]5"),
        ("0[.]9[,]9[.]5", SegmentFault.NOT_AFTER_START, "9[.]5"),
        ("0[.]3000.1", SegmentFault.BEYOND_RECORDING, "0[.]3000.1"),
        ("0[.]3001", SegmentFault.BEYOND_RECORDING, "0[.]3001"),
        ("0-600", SegmentFault.MALFORMED, "0-600"),
        ("0[.]600[,]", SegmentFault.MALFORMED, ""),
        ("0[.]600,540[.]900", SegmentFault.MALFORMED, "0[.]600,540[.]900"),
        ("-1[.]600", SegmentFault.MALFORMED, "-1[.]600"),
        ("0[.]1e3", SegmentFault.MALFORMED, "0[.]1e3"),
        ("0[.]٦", SegmentFault.MALFORMED, "0[.]٦"),
        ("0[.].5", SegmentFault.MALFORMED, "0[.].5"),
        ("0[.]0.1234567", SegmentFault.MALFORMED, "0[.]0.1234567"),
        ("nan[.]inf", SegmentFault.MALFORMED, "nan[.]inf"),
    ],
)
def test_parse_segments_refuses_what_cannot_be(
    text: str, reason: SegmentFault, segment: str
) -> None:
    with pytest.raises(BadSegments) as refused:
        parse_segments(text, 3000)

    assert refused.value.reason is reason
    assert refused.value.segment == segment
