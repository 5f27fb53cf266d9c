"""Whose clocks shift against those of the tour."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from eventapp.planning.clock_shifts import ClockShift, clock_shifts
from tests.planning.places import PLACES

HOME = "Europe/Stockholm"
BEFORE = datetime(2022, 3, 24, 13, 0, tzinfo=UTC)
AFTER = datetime(2022, 3, 28, 12, 0, tzinfo=UTC)
"""14:00 in Stockholm, before and after its clocks went to summer time on the 27th."""
WINTER = datetime(2022, 1, 15, tzinfo=UTC)
CHANGE = datetime(2022, 3, 27, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def shift(zone: str, *starts: datetime, now: datetime = WINTER) -> ClockShift:
    stops = [(start, start + HOUR) for start in starts]
    return clock_shifts(stops, HOME, {zone: 1}, PLACES, now=now)[0]


def hours(lengths: Sequence[timedelta]) -> list[float]:
    return [length / timedelta(hours=1) for length in lengths]


def test_zone_without_a_change_is_an_hour_nearer() -> None:
    tokyo = shift("Asia/Tokyo", BEFORE, AFTER)

    assert hours(tokyo.ahead) == [8, 7]
    assert hours(tokyo.steps) == [0, -1]
    assert tokyo.inside
    assert tokyo.until_then == timedelta(0)


def test_zone_that_changed_before_comes_back() -> None:
    york = shift("America/New_York", BEFORE, AFTER)

    assert hours(york.ahead) == [-5, -6]
    assert hours([york.until_then]) == [1]


def test_zone_that_changes_alike_keeps_its_distance() -> None:
    assert not shift("Europe/Lisbon", BEFORE, AFTER).inside
    assert not shift(HOME, BEFORE, AFTER).inside


def test_clocks_that_change_while_a_stop_lasts_are_told() -> None:
    tokyo = shift("Asia/Tokyo", CHANGE - HOUR / 2)

    assert (tokyo.within, tokyo.inside) == ((True,), True)
    assert not shift("Europe/Lisbon", CHANGE - HOUR / 2).inside
    assert not shift("Asia/Tokyo", CHANGE - HOUR).inside
    assert not shift("Asia/Tokyo", CHANGE).inside


def test_no_stops_shift_nothing() -> None:
    tokyo = shift("Asia/Tokyo")

    assert (tokyo.inside, tokyo.until_then, tokyo.steps) == (False, timedelta(0), ())


def test_zones_with_most_people_come_first() -> None:
    people = {"Asia/Tokyo": 1, "America/Lima": 3, "Africa/Lagos": 1}

    rows = clock_shifts([(BEFORE, AFTER)], HOME, people, PLACES, now=WINTER)

    assert [row.zone for row in rows] == ["America/Lima", "Africa/Lagos", "Asia/Tokyo"]
