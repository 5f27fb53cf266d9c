"""Wall times and instants as files write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.foundation.refusals import Refusal
from eventapp.foundation.timezones import (
    InstantMalformed,
    WallTimeMalformed,
    instant_text,
    local,
    parse_instant,
    parse_wall,
    wall_text,
)

NOON = datetime(2021, 4, 19, 12, 0, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-04-19T08:30", datetime(2021, 4, 19, 8, 30)),
        ("2021-04-19T08:30:59", datetime(2021, 4, 19, 8, 30, 59)),
        ("2020-02-29T00:00", datetime(2020, 2, 29)),
        ("1900-01-01T00:00", datetime(1900, 1, 1)),
        ("2200-12-31T23:59", datetime(2200, 12, 31, 23, 59)),
    ],
)
def test_parse_wall_reads_and_wall_text_writes(text: str, expected: datetime) -> None:
    assert parse_wall(text) == expected
    assert wall_text(expected) == text


NO_TIMES = [
    "",
    "2021-04-19",
    "2021-04-19 08:30",
    " 2021-04-19T08:30",
    "2021-04-19T08:30 ",
    "2021-04-19T08:30\n",
    "2021-04-19t08:30",
    "2021-04-19T08:30+02:00",
    "2021-04-19T08:30:00.5",
    "2021-04-19T08:30:00,5",
    "2021-04-19T08",
    "2021-4-19T08:30",
    "20210419T0830",
    "2021-W16-1T08:30",
    "+2021-04-19T08:30",
    "-2021-04-19T08:30",
    "２０２１-04-19T08:30",
    "٢٠٢١-04-19T08:30",
    "2021-04-19T08:30[Europe/Stockholm]",
    "2021\u221204-19T08:30",
    "now",
    "9" * 10_000,
]

NO_DATES = [
    "2021-02-29T08:30",
    "2021-13-01T08:30",
    "2021-00-01T08:30",
    "2021-04-31T08:30",
    "2021-04-19T24:00",
    "2021-04-19T08:60",
    "2021-04-19T08:30:60",
    "0000-01-01T00:00",
]


@pytest.mark.parametrize("text", [*NO_TIMES, "2021-04-19T08:30Z", "2021-04-19T08:30:00Z"])
def test_parse_wall_refuses_any_other_form(text: str) -> None:
    with pytest.raises(WallTimeMalformed) as refused:
        parse_wall(text)

    assert refused.value.reason == "form"
    assert "2021-04-19T08:30" in str(refused.value)


@pytest.mark.parametrize("text", NO_DATES)
def test_parse_wall_refuses_what_no_calendar_has(text: str) -> None:
    with pytest.raises(WallTimeMalformed) as refused:
        parse_wall(text)

    assert refused.value.reason == "calendar"


def test_parse_instant_reads_and_instant_text_writes() -> None:
    assert parse_instant("2021-04-19T06:21:07Z") == utc("2021-04-19T06:21:07")
    assert parse_instant("2021-04-19T06:21Z") == utc("2021-04-19T06:21")
    assert instant_text(parse_instant("2021-04-19T06:21Z")) == "2021-04-19T06:21:00Z"
    assert instant_text(local(NOON, "Asia/Tokyo")) == "2021-04-19T12:00:00Z"
    assert instant_text(NOON.replace(microsecond=999_999)) == "2021-04-19T12:00:00Z"


@pytest.mark.parametrize(
    "text",
    [*NO_TIMES, *(text + "Z" for text in NO_TIMES), "2021-04-19T08:30", "2021-04-19T08:30z"],
)
def test_parse_instant_refuses_any_other_form(text: str) -> None:
    with pytest.raises(InstantMalformed) as refused:
        parse_instant(text)

    assert refused.value.reason == "form"


@pytest.mark.parametrize("text", NO_DATES)
def test_parse_instant_refuses_what_no_calendar_has(text: str) -> None:
    with pytest.raises(InstantMalformed) as refused:
        parse_instant(text + "Z")

    assert refused.value.reason == "calendar"


@given(text=st.text(max_size=30))
def test_parsing_any_text_ends_in_a_time_or_a_refusal(text: str) -> None:
    for parse in (parse_wall, parse_instant):
        try:
            parse(text)
        except Refusal:
            continue
