"""Whose night a stretch of time is, at each border and against every minute."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.foundation.timezones import local, to_instant
from eventapp.planning.nights import Night, night_between

ZONES = (
    "America/Lima",
    "Europe/Berlin",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Australia/Lord_Howe",
)


def night(starts: str, ends: str, zone: str = "Europe/Berlin") -> Night:
    starts_at, ends_at = (to_instant(datetime.fromisoformat(wall), zone) for wall in (starts, ends))
    return night_between(starts_at, ends_at, zone, local)


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2030-05-15T07:00", "2030-05-15T22:00", Night.NONE),
        ("2030-05-15T06:59", "2030-05-15T07:30", Night.EDGE),
        ("2030-05-15T06:00", "2030-05-15T07:00", Night.EDGE),
        ("2030-05-15T05:59", "2030-05-15T06:30", Night.DEEP),
        ("2030-05-15T21:30", "2030-05-15T22:01", Night.EDGE),
        ("2030-05-15T23:00", "2030-05-16T00:00", Night.EDGE),
        ("2030-05-15T23:00", "2030-05-16T00:01", Night.DEEP),
        ("2030-05-15T12:00", "2030-05-17T12:00", Night.DEEP),
    ],
)
def test_night_has_its_borders(starts: str, ends: str, expected: Night) -> None:
    assert night(starts, ends) is expected


def test_clock_that_changes_on_the_way_is_read_every_minute() -> None:
    # At 02:00 the clocks of Berlin go to 03:00; from one minute to two it is night all the same.
    assert night("2030-03-31T01:00", "2030-03-31T07:00") is Night.DEEP


def by_every_minute(starts_at: datetime, minutes: int, zone: str) -> Night:
    """Judge each minute by the hour that the clock shows."""
    hours = {local(starts_at + timedelta(minutes=n), zone).hour for n in range(minutes)}
    if hours & set(range(6)):
        return Night.DEEP
    return Night.EDGE if hours & {6, 22, 23} else Night.NONE


@settings(max_examples=300, deadline=None)
@given(
    st.datetimes(datetime(2015, 1, 1), datetime(2035, 12, 31)),
    st.integers(1, 600),
    st.sampled_from(ZONES),
)
def test_nights_are_those_of_every_minute(starts: datetime, minutes: int, zone: str) -> None:
    starts_at = starts.replace(second=0, microsecond=0, tzinfo=UTC)

    found = night_between(starts_at, starts_at + timedelta(minutes=minutes), zone, local)

    assert found is by_every_minute(starts_at, minutes, zone)
