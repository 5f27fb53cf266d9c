"""No move stores a wall time that is not its instant, in any zone and at any change of clocks."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.foundation.timezones import (
    WallTimeMissing,
    WallTimeTwice,
    clock_changes,
    to_instant,
    zone_names,
)
from eventapp.foundation.wall_spans import WallSpan
from eventapp.planning.moving import dropped, typed

FIRST, LAST = datetime(2015, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
ALL_ZONES = sorted(zone_names())
Zones = st.sampled_from(ALL_ZONES)
Moments = st.datetimes(datetime(2015, 1, 1), datetime(2035, 12, 31))


def instants(wall: datetime, zone: str) -> tuple[datetime, ...]:
    try:
        return (to_instant(wall, zone),)
    except WallTimeTwice as twice:
        return (twice.first, twice.second)


def check(span: WallSpan, minutes: int) -> None:
    assert span.starts_at in instants(span.wall_starts, span.zone)
    assert span.ends_at in instants(span.wall_ends, span.zone)
    assert span.ends_at - span.starts_at == timedelta(minutes=minutes)


@settings(max_examples=500, deadline=None)
@given(Moments, st.integers(1, 1440), Zones)
def test_a_drop_agrees_with_its_wall_times(starts: datetime, minutes: int, zone: str) -> None:
    starts_at = starts.replace(second=0, microsecond=0, tzinfo=UTC)

    span = dropped(starts_at, minutes, zone)

    assert span.starts_at == starts_at
    check(span, minutes)


@settings(max_examples=500, deadline=None)
@given(Moments, st.integers(1, 1440), Zones, Zones, st.sampled_from((None, 0, 1)))
def test_a_typed_time_agrees_or_is_refused(
    wall: datetime, minutes: int, shown_in: str, zone: str, fold: int | None
) -> None:
    wall = wall.replace(second=0, microsecond=0)
    try:
        span = typed(wall, minutes, shown_in=shown_in, zone=zone, fold=fold)
    except (WallTimeMissing, WallTimeTwice):
        return

    assert span.starts_at in instants(wall, shown_in)
    check(span, minutes)


@pytest.mark.parametrize("part", range(8))
def test_every_change_of_clocks_of_every_zone_keeps_both_in_step(part: int) -> None:
    for zone in ALL_ZONES[part::8]:
        for change in clock_changes(zone, FIRST, LAST):
            for minutes in (-61, -30, -1, 0, 1, 30, 59):
                check(dropped(change.at + timedelta(minutes=minutes), 45, zone), 45)
            gap = change.after - change.before
            wall = (change.at + change.before + timedelta(minutes=1)).replace(tzinfo=None)
            if gap > timedelta(minutes=1):
                with pytest.raises(WallTimeMissing):
                    typed(wall, 45, shown_in=zone, zone=zone)
            elif gap < -timedelta(minutes=2):
                before = (change.at + change.after + timedelta(minutes=1)).replace(tzinfo=None)
                with pytest.raises(WallTimeTwice):
                    typed(before, 45, shown_in=zone, zone=zone)
                first, second = (
                    typed(before, 45, shown_in=zone, zone=zone, fold=fold) for fold in (0, 1)
                )
                assert second.starts_at - first.starts_at == -gap
                check(first, 45)
                check(second, 45)
