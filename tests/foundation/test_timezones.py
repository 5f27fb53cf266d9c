"""Wall times and instants, at the edges where zones are odd."""

import importlib.metadata
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from importlib import resources
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.foundation import timezones
from eventapp.foundation.timezones import (
    ClockChange,
    TimeOutOfRange,
    UnknownZone,
    WallTimeMissing,
    WallTimeTwice,
    clock_changes,
    day_of,
    is_zone,
    local,
    offset_label,
    offset_minutes,
    parse_instant,
    parse_wall,
    to_instant,
    to_wall,
    zone,
    zone_names,
)

NOON = datetime(2021, 4, 19, 12, 0, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_zone_data_come_from_the_package_alone() -> None:
    year, letter = timezones.TZDATA_VERSION[:4], timezones.TZDATA_VERSION[4:]

    packaged = importlib.metadata.version("tzdata")

    assert sys.modules["zoneinfo"].TZPATH == ()
    assert packaged.split(".")[:2] == [year, str(ord(letter) - ord("a") + 1)]


def test_zone_names_hold_old_names_but_no_unset_clock() -> None:
    assert {"Europe/Stockholm", "Asia/Calcutta", "Europe/Kiev", "UTC"} <= zone_names()
    assert "Factory" not in zone_names()


def test_zone_loads_every_name() -> None:
    assert {zone(name).key for name in zone_names()} == zone_names()
    assert zone("Asia/Calcutta") is zone("Asia/Calcutta")


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../UTC",
        "../../etc/passwd",
        "/etc/localtime",
        "Europe/../UTC",
        "Europe//Stockholm",
        "Europe",
        "Europe/",
        "Europe/Stockholm ",
        "Europe/Stockholm\n",
        "Europe/Stockholm\0",
        "\0",
        "zone.tab",
        "__init__.py",
        "tzdata.zi",
        "CEST",
        "+02:00",
        "Eastern Standard Time",
        "Europe\\Stockholm",
        "Еurope/Stockholm",
        "\udcff",
        "Factory",
    ],
)
def test_zone_refuses_what_is_no_name(name: str) -> None:
    assert not is_zone(name)
    with pytest.raises(UnknownZone) as refused:
        zone(name)
    assert refused.value.meant is None


def test_zone_refuses_wrong_case_and_says_what_was_meant() -> None:
    with pytest.raises(UnknownZone) as refused:
        zone("europe/STOCKHOLM")

    assert refused.value.meant == "Europe/Stockholm"


def test_zone_quotes_no_more_than_the_beginning_of_a_long_name() -> None:
    with pytest.raises(UnknownZone) as refused:
        zone("Europe/Stockholm" * 650_000)

    assert len(refused.value.name) == 80
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    ("zone_name", "local_time", "instant"),
    [
        ("America/Lima", "2021-04-19T08:30", "2021-04-19T13:30"),
        ("Europe/Berlin", "2021-01-19T08:30", "2021-01-19T07:30"),
        ("Europe/Berlin", "2021-07-19T08:30", "2021-07-19T06:30"),
        ("Asia/Kathmandu", "2021-04-19T05:30", "2021-04-18T23:45"),
        ("Pacific/Chatham", "2021-01-19T13:45", "2021-01-19T00:00"),
        ("Pacific/Chatham", "2021-07-19T12:45", "2021-07-19T00:00"),
        ("Pacific/Kiritimati", "2021-04-19T00:00", "2021-04-18T10:00"),
        ("Pacific/Pago_Pago", "2021-04-18T23:00", "2021-04-19T10:00"),
        ("Australia/Lord_Howe", "2021-07-01T10:30", "2021-07-01T00:00"),
        ("Australia/Lord_Howe", "2021-01-01T11:00", "2021-01-01T00:00"),
        ("Europe/Dublin", "2021-01-19T08:30", "2021-01-19T08:30"),
        ("Europe/Dublin", "2021-07-19T08:30", "2021-07-19T07:30"),
        ("Africa/Casablanca", "2021-04-20T08:30", "2021-04-20T08:30"),
        ("Africa/Casablanca", "2021-06-20T08:30", "2021-06-20T07:30"),
        ("Antarctica/Troll", "2021-01-19T08:30", "2021-01-19T08:30"),
        ("Antarctica/Troll", "2021-07-19T08:30", "2021-07-19T06:30"),
        ("Asia/Calcutta", "2021-04-19T08:30", "2021-04-19T03:00"),
        ("UTC", "2021-04-19T08:30", "2021-04-19T08:30"),
        ("Europe/Stockholm", "2045-07-01T12:00", "2045-07-01T10:00"),
    ],
)
def test_to_instant_and_back(zone_name: str, local_time: str, instant: str) -> None:
    assert to_instant(wall(local_time), zone_name) == utc(instant)
    assert to_wall(utc(instant), zone_name) == wall(local_time)


@pytest.mark.parametrize(
    ("zone_name", "missing", "suggestion"),
    [
        ("Europe/Stockholm", "2022-03-27T02:00", "2022-03-27T03:00"),
        ("Europe/Stockholm", "2022-03-27T02:30", "2022-03-27T03:30"),
        ("Europe/Stockholm", "2022-03-27T02:59:59", "2022-03-27T03:59:59"),
        ("Europe/Dublin", "2021-03-28T01:30", "2021-03-28T02:30"),
        ("Australia/Lord_Howe", "2021-10-03T02:15", "2021-10-03T02:45"),
        ("Antarctica/Troll", "2021-03-28T02:00", "2021-03-28T04:00"),
        ("Africa/Casablanca", "2021-05-16T02:30", "2021-05-16T03:30"),
        ("Pacific/Apia", "2011-12-30T10:00", "2011-12-31T10:00"),
        ("Pacific/Chatham", "2021-09-26T02:50", "2021-09-26T03:50"),
    ],
)
def test_to_instant_refuses_a_skipped_time(zone_name: str, missing: str, suggestion: str) -> None:
    for fold in (None, 0, 1):
        with pytest.raises(WallTimeMissing) as refused:
            to_instant(wall(missing), zone_name, fold=fold)

        assert refused.value.wall == wall(missing)
        assert refused.value.zone_name == zone_name
        assert refused.value.suggestion == wall(suggestion)


@pytest.mark.parametrize(
    ("zone_name", "doubled", "first", "second"),
    [
        ("Europe/Stockholm", "2021-10-31T02:00", "2021-10-31T00:00", "2021-10-31T01:00"),
        ("Europe/Stockholm", "2021-10-31T02:59:59", "2021-10-31T00:59:59", "2021-10-31T01:59:59"),
        ("Europe/Dublin", "2021-10-31T01:30", "2021-10-31T00:30", "2021-10-31T01:30"),
        ("Australia/Lord_Howe", "2021-04-04T01:45", "2021-04-03T14:45", "2021-04-03T15:15"),
        ("Antarctica/Troll", "2021-10-31T01:30", "2021-10-30T23:30", "2021-10-31T01:30"),
        ("Africa/Casablanca", "2021-04-11T02:30", "2021-04-11T01:30", "2021-04-11T02:30"),
    ],
)
def test_to_instant_asks_about_a_doubled_time(
    zone_name: str, doubled: str, first: str, second: str
) -> None:
    with pytest.raises(WallTimeTwice) as refused:
        to_instant(wall(doubled), zone_name)

    assert (refused.value.first, refused.value.second) == (utc(first), utc(second))
    assert to_instant(wall(doubled), zone_name, fold=0) == utc(first)
    assert to_instant(wall(doubled), zone_name, fold=1) == utc(second)
    assert to_wall(utc(first), zone_name).fold == 0
    assert to_wall(utc(second), zone_name).fold == 1


@pytest.mark.parametrize("just_outside", ["2021-10-31T01:59:59", "2021-10-31T03:00"])
def test_to_instant_takes_the_times_beside_a_doubled_hour(just_outside: str) -> None:
    moment = to_instant(wall(just_outside), "Europe/Stockholm", fold=1)

    assert moment == to_instant(wall(just_outside).replace(fold=1), "Europe/Stockholm")


@given(
    zone_name=st.sampled_from(sorted(zone_names())),
    moment=st.datetimes(datetime(2015, 1, 1), datetime(2035, 12, 31)),
)
@settings(max_examples=500, deadline=None)
def test_to_instant_holds_for_any_wall_time_of_any_zone(zone_name: str, moment: datetime) -> None:
    check_there_and_back(zone_name, moment)


def test_to_instant_holds_around_every_change_of_every_zone() -> None:
    folder = resources.files("tzdata.zoneinfo")
    zones_that_differ = {folder.joinpath(name).read_bytes(): name for name in sorted(zone_names())}

    for zone_name in zones_that_differ.values():
        for change in clock_changes(zone_name, utc("2018-01-01"), utc("2027-01-01")):
            for offset in (change.before, change.after):
                edge = (change.at + offset).replace(tzinfo=None)
                for minutes in (-61, -30, -1, 0, 1, 29, 60):
                    check_there_and_back(zone_name, edge + timedelta(minutes=minutes))


def check_there_and_back(zone_name: str, moment: datetime) -> None:
    fits, instants = instants_of(moment, zone_name)

    assert {to_wall(instant, zone_name) == moment for instant in instants} == {fits}
    assert instants == sorted(set(instants))


def instants_of(moment: datetime, zone_name: str) -> tuple[bool, list[datetime]]:
    """Return whether a wall time exists, and its instants or the one of the suggestion."""
    try:
        return True, [to_instant(moment, zone_name)]
    except WallTimeTwice as twice:
        return True, [twice.first, twice.second]
    except WallTimeMissing as missing:
        return False, [to_instant(missing.suggestion, zone_name)]


def test_local_is_aware_and_day_of_is_the_readers_day() -> None:
    instant = utc("2022-03-28T11:00")

    assert local(instant, "Pacific/Auckland").isoformat() == "2022-03-29T00:00:00+13:00"
    assert day_of(instant, "Pacific/Auckland") == date(2022, 3, 29)
    assert day_of(instant, "Europe/Stockholm") == date(2022, 3, 28)


def test_to_wall_takes_an_instant_of_any_offset() -> None:
    elsewhere = datetime(2021, 4, 19, 20, 0, tzinfo=timezone(timedelta(hours=8)))

    assert to_wall(elsewhere, "Europe/Stockholm") == wall("2021-04-19T14:00")


@pytest.mark.parametrize(
    ("zone_name", "instant", "label", "minutes"),
    [
        ("UTC", "2021-04-19", "UTC", 0),
        ("Europe/London", "2021-01-19", "UTC", 0),
        ("Europe/Stockholm", "2021-04-19", "UTC+2", 120),
        ("Asia/Kathmandu", "2021-04-19", "UTC+5:45", 345),
        ("America/St_Johns", "2021-01-19", "UTC−3:30", -210),
        ("America/Lima", "2021-04-19", "UTC−5", -300),
        ("Pacific/Chatham", "2021-01-19", "UTC+13:45", 825),
        ("Pacific/Marquesas", "2021-01-19", "UTC−9:30", -570),
        ("Africa/Monrovia", "1971-01-01", "UTC−0:44:30", -44),
        ("Europe/Amsterdam", "1901-01-01", "UTC", 0),
        ("Europe/Paris", "1905-01-01", "UTC+0:09:21", 9),
        ("Asia/Kolkata", "1901-01-01", "UTC+5:21:10", 321),
    ],
)
def test_offset_is_labelled_as_people_read_it(
    zone_name: str, instant: str, label: str, minutes: int
) -> None:
    assert offset_label(utc(instant), zone_name) == label
    assert offset_minutes(utc(instant), zone_name) == minutes


def test_clock_changes_are_exact_and_half_open() -> None:
    spring = ClockChange(utc("2022-03-27T01:00"), timedelta(hours=1), timedelta(hours=2))
    autumn = ClockChange(utc("2022-10-30T01:00"), timedelta(hours=2), timedelta(hours=1))

    assert clock_changes("Europe/Stockholm", utc("2022-01-01"), utc("2023-01-01")) == [
        spring,
        autumn,
    ]
    assert clock_changes("Europe/Stockholm", spring.at, autumn.at) == [spring]
    just_after = spring.at + timedelta(microseconds=1)
    assert clock_changes("Europe/Stockholm", just_after, autumn.at) == []
    just_past = autumn.at + timedelta(microseconds=1)
    assert clock_changes("Europe/Stockholm", just_after, just_past) == [autumn]


@pytest.mark.parametrize(
    ("zone_name", "start", "end", "at", "moved_by"),
    [
        ("Pacific/Apia", "2011-12-01", "2012-01-31", "2011-12-30T10:00", timedelta(hours=24)),
        ("Asia/Kathmandu", "1985-12-01", "1986-02-01", "1985-12-31T18:30", timedelta(minutes=15)),
        (
            "Africa/Monrovia",
            "1972-01-01",
            "1972-02-01",
            "1972-01-07T00:44:30",
            timedelta(minutes=44, seconds=30),
        ),
    ],
)
def test_clock_changes_find_odd_changes(
    zone_name: str, start: str, end: str, at: str, moved_by: timedelta
) -> None:
    (change,) = clock_changes(zone_name, utc(start), utc(end))

    assert change.at == utc(at)
    assert change.after - change.before == moved_by


@pytest.mark.parametrize(
    "zone_name",
    [
        "Africa/Casablanca",
        "America/New_York",
        "Antarctica/Troll",
        "Asia/Tehran",
        "Australia/Lord_Howe",
        "Europe/Dublin",
        "Pacific/Apia",
        "UTC",
    ],
)
def test_clock_changes_agree_with_every_quarter_of_an_hour(zone_name: str) -> None:
    start, end = utc("2021-01-01"), utc("2023-01-01")
    quarters = (start + timedelta(minutes=15) * n for n in range(2 * 365 * 96))
    there = zone(zone_name)
    offsets = ((moment, moment.astimezone(there).utcoffset()) for moment in quarters)

    expected = [
        (later, before, after)
        for (_, before), (later, after) in pairwise(offsets)
        if before != after
    ]

    assert [tuple(change) for change in clock_changes(zone_name, start, end)] == expected


def test_clock_changes_of_an_empty_span_are_none() -> None:
    assert clock_changes("Europe/Stockholm", NOON, NOON) == []
    assert clock_changes("Europe/Stockholm", NOON, NOON - timedelta(days=900)) == []


@pytest.mark.parametrize("year", [1, 2, 1899, 2201, 9999])
@pytest.mark.parametrize("zone_name", ["Pacific/Kiritimati", "America/Lima", "UTC"])
def test_years_far_away_are_refused(year: int, zone_name: str) -> None:
    first, last = datetime(year, 1, 1), datetime(year, 12, 31, 23, 59)

    with pytest.raises(TimeOutOfRange):
        to_instant(first, zone_name)
    with pytest.raises(TimeOutOfRange):
        to_instant(last, zone_name)
    with pytest.raises(TimeOutOfRange):
        parse_wall(f"{year:04}-06-01T00:00")
    with pytest.raises(TimeOutOfRange):
        parse_instant(f"{year:04}-06-01T00:00Z")
    with pytest.raises(TimeOutOfRange):
        to_wall(datetime(year, 6, 1, tzinfo=UTC), zone_name)
    with pytest.raises(TimeOutOfRange):
        clock_changes(zone_name, datetime(year, 6, 1, tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


def test_instants_at_the_ends_of_the_world_are_refused() -> None:
    ahead, behind = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))

    with pytest.raises(TimeOutOfRange):
        to_wall(datetime.min.replace(tzinfo=ahead), "UTC")
    with pytest.raises(TimeOutOfRange):
        to_wall(datetime.max.replace(tzinfo=behind), "UTC")


@pytest.mark.parametrize("moment", [datetime(1900, 1, 1, 12), datetime(2200, 12, 31, 23, 59)])
def test_first_and_last_wall_time_of_every_zone_come_back(moment: datetime) -> None:
    for zone_name in sorted(zone_names()):
        check_there_and_back(zone_name, moment)


def test_naive_and_aware_are_not_mixed_up() -> None:
    with pytest.raises(ValueError, match="naive"):
        to_instant(NOON, "UTC")
    with pytest.raises(ValueError, match="aware"):
        to_wall(NOON.replace(tzinfo=None), "UTC")
