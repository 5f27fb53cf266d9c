"""Played segments as players tell them."""

from datetime import timedelta

import pytest

from eventapp.attendance.segments import MOST_SEGMENTS, is_possible, joined, segments_text
from eventapp.attendance.spans import TICKS_A_SECOND, parse_segments

SECONDS = TICKS_A_SECOND


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", ""),
        ("0[.]600", "0[.]600"),
        ("0[.]30[,]30[.]60[,]540[.]900", "0[.]60[,]540[.]900"),
        ("0[.]30[,]0[.]30", "0[.]30[,]0[.]30"),
        ("1.5[.]2.250", "1.5[.]2.25"),
        ("0.000001[.]1", "0.000001[.]1"),
    ],
)
def test_segments_are_joined_where_one_goes_on(text: str, written: str) -> None:
    assert segments_text(joined(parse_segments(text))) == written


@pytest.mark.parametrize(
    ("seconds", "elapsed", "possible"),
    [(60, 0, True), (61, 0, False), (460, 100, True), (461, 100, False)],
)
def test_no_more_is_played_than_there_was_time_for(
    seconds: int,
    elapsed: int,
    possible: bool,  # noqa: FBT001 -- what the table expects
) -> None:
    spans = [(0, seconds * SECONDS)]

    assert is_possible(spans, timedelta(seconds=elapsed)) is possible


def test_number_of_segments_is_bounded() -> None:
    day = timedelta(days=1)

    assert is_possible([(0, SECONDS)] * MOST_SEGMENTS, day)
    assert not is_possible([(0, SECONDS)] * (MOST_SEGMENTS + 1), day)
