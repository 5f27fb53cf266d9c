"""The band of a day."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from eventapp.web.day_band import (
    Mark,
    PartOfDay,
    day_band,
    marks_between,
    part_of_day,
    parts_between,
    sky,
)

NIGHT, MORNING, DAYTIME, EVENING = (
    PartOfDay.NIGHT,
    PartOfDay.MORNING,
    PartOfDay.DAY,
    PartOfDay.EVENING,
)
UTC_AXIS = datetime(2021, 4, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minute", "part"),
    [
        (0, NIGHT),
        (359, NIGHT),
        (360, MORNING),
        (479, MORNING),
        (480, DAYTIME),
        (1139, DAYTIME),
        (1140, EVENING),
        (1319, EVENING),
        (1320, NIGHT),
        (1440, NIGHT),
        (1800, MORNING),
        (-1, NIGHT),
    ],
)
def test_part_of_day_changes_at_the_borders(minute: int, part: PartOfDay) -> None:
    assert part_of_day(minute) is part


@pytest.mark.parametrize(
    ("start", "end", "parts"),
    [
        (780, 1020, (DAYTIME,)),
        (780, 1140, (DAYTIME,)),
        (780, 1141, (DAYTIME, EVENING)),
        (1140, 1140, (EVENING,)),
        (1260, 1500, (EVENING, NIGHT)),
        (1260, 1860, (EVENING, NIGHT, MORNING)),
        (0, 1440, (NIGHT, MORNING, DAYTIME, EVENING, NIGHT)),
        (-60, 0, (NIGHT,)),
    ],
)
def test_parts_between_are_in_order(start: int, end: int, parts: tuple[PartOfDay, ...]) -> None:
    assert parts_between(start, end) == parts


def test_marks_between_is_one_within_a_day() -> None:
    assert marks_between(720, 1080) == (Mark("50%", "25%"),)


def test_marks_between_is_one_up_to_midnight() -> None:
    assert marks_between(1080, 1440) == (Mark("75%", "25%"),)


def test_marks_between_goes_round_past_midnight() -> None:
    assert marks_between(1080, 1800) == (Mark("75%", "25%"), Mark("0%", "25%"))


def test_marks_between_takes_minutes_before_midnight() -> None:
    assert marks_between(-360, -180) == (Mark("75%", "12.5%"),)


def test_marks_between_draws_the_shortest_that_is_seen() -> None:
    assert marks_between(720, 720, 36) == (Mark("50%", "2.5%"),)


def test_marks_between_never_passes_a_whole_day() -> None:
    assert marks_between(0, 3000) == (Mark("0%", "100%"),)


def test_day_band_shows_the_wall_time() -> None:
    band = day_band(datetime(2021, 4, 19, 12), datetime(2021, 4, 19, 18))

    assert band.marks == (Mark("50%", "25%"),)
    assert band.parts == (DAYTIME,)
    assert band.days_later == 0


def test_day_band_says_when_it_ends_on_a_later_day() -> None:
    band = day_band(datetime(2021, 4, 19, 18), datetime(2021, 4, 20, 6))

    assert band.marks == (Mark("75%", "25%"), Mark("0%", "25%"))
    assert band.parts == (DAYTIME, EVENING, NIGHT)
    assert band.days_later == 1


def test_day_band_survives_a_clock_that_is_set_back() -> None:
    """On the day of the change 02:30 may be followed by 02:10."""
    band = day_band(datetime(2021, 10, 31, 2, 30), datetime(2021, 10, 31, 2, 10), shortest=36)

    assert band.marks == (Mark("10.42%", "2.5%"),)
    assert band.parts == (NIGHT,)


def test_sky_begins_at_midnight_for_those_on_the_axis() -> None:
    noon = datetime(2021, 4, 19, 12, tzinfo=UTC)

    found = sky(noon, noon + timedelta(hours=6), UTC_AXIS)

    assert found.x == "0%"
    assert found.marks == (Mark("50%", "25%"),)
    assert found.days == 0


@pytest.mark.parametrize(
    ("zone", "x", "days", "part"),
    [
        ("Asia/Tokyo", "-37.5%", 0, EVENING),
        ("America/Lima", "-79.17%", 0, MORNING),
        ("Asia/Kathmandu", "-23.96%", 0, DAYTIME),
        ("Pacific/Kiritimati", "-58.33%", 1, NIGHT),
    ],
)
def test_sky_moves_with_the_zone(zone: str, x: str, days: int, part: PartOfDay) -> None:
    noon = datetime(2021, 4, 19, 12, tzinfo=UTC).astimezone(ZoneInfo(zone))

    found = sky(noon, noon, UTC_AXIS, shortest=36)

    assert found.x == x
    assert found.days == days
    assert found.parts == (part,)
    assert found.marks == (Mark("50%", "2.5%"),)


def test_sky_knows_that_it_is_still_yesterday_west_of_the_axis() -> None:
    early = datetime(2021, 4, 19, 3, tzinfo=UTC).astimezone(ZoneInfo("America/Lima"))

    assert sky(early, early, UTC_AXIS).days == -1


def test_sky_takes_the_length_as_it_was_lived() -> None:
    """Clocks in Berlin were put forward at 02:00 on 28 March 2021."""
    berlin = ZoneInfo("Europe/Berlin")
    starts = datetime(2021, 3, 28, 1, tzinfo=berlin).astimezone(UTC).astimezone(berlin)
    ends = (datetime(2021, 3, 28, 0, tzinfo=UTC) + timedelta(hours=3)).astimezone(berlin)

    found = sky(starts, ends, starts)

    assert found.marks == (Mark("4.167%", "12.5%"),)


def test_sky_refuses_moments_without_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        sky(datetime(2021, 4, 19, 12), datetime(2021, 4, 19, 13), UTC_AXIS)


def test_what_ends_at_midnight_ends_with_its_day() -> None:
    starts = datetime(2030, 5, 15, 22, 0)

    lengths = (timedelta(hours=2), timedelta(hours=2, minutes=1), timedelta(hours=26))

    assert [day_band(starts, starts + length).days_later for length in lengths] == [0, 1, 1]
