"""Moments in words."""

from datetime import UTC, datetime, timedelta

from eventapp.web.moments import Moment, has_another_clock, later_offset, moment, span_in

NOON = datetime(2022, 3, 26, 12, 0, tzinfo=UTC)


def test_moment_has_day_time_city_and_offset() -> None:
    assert moment(NOON, "Asia/Kathmandu", "sv") == Moment(
        iso="2022-03-26T12:00:00Z",
        day="lördag 26 mars 2022",
        time="17:45",
        city="Katmandu",
        offset="UTC+5:45",
    )


def test_moment_may_be_on_another_day() -> None:
    assert moment(NOON, "Pacific/Kiritimati", "en").day == "Sunday 27 March 2022"


def test_words_say_utc_once() -> None:
    assert moment(NOON, "UTC", "en").words == "Saturday 26 March 2022, 12:00 UTC"
    assert moment(NOON, "Europe/Oslo", "en").words.endswith("13:00 Oslo\u00a0· UTC+1")


def test_span_in_names_the_city_in_the_language() -> None:
    assert span_in(NOON, NOON + timedelta(hours=1), "Europe/Copenhagen", "sv").city == "Köpenhamn"


def test_has_another_clock_compares_clocks_and_not_names() -> None:
    stockholm, oslo, london = (
        span_in(NOON, NOON + timedelta(hours=1), name, "en")
        for name in ("Europe/Stockholm", "Europe/Oslo", "Europe/London")
    )

    assert not has_another_clock(stockholm, oslo)
    assert has_another_clock(stockholm, london)


def test_later_offset_is_told_where_the_clocks_change_inside() -> None:
    night = datetime(2022, 3, 27, 0, 30, tzinfo=UTC)

    assert later_offset(span_in(night, night + timedelta(hours=1), "Europe/Stockholm", "en")) == (
        "UTC+2"
    )
    assert later_offset(span_in(night, night + timedelta(hours=1), "Asia/Tokyo", "en")) == ""
