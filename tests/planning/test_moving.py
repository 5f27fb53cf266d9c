"""No move agrees to a wall time that is not its instant, in any zone, at any change of clocks.

What of this is looked at with a database, and where other ways are, tells `test_stored_times.py`.
"""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.foundation.timezones import WallTimeMissing, WallTimeTwice, clock_changes
from eventapp.foundation.wall_spans import WallSpan, instants_of
from eventapp.planning.moving import dropped, typed
from tests.clock_times import ALL_ZONES, FIRST, LAST, MINUTE, agrees, clock_at, zoned_moments, zones


def check(span: WallSpan, minutes: int) -> None:
    assert agrees(span)
    assert span.ends_at - span.starts_at == timedelta(minutes=minutes)


@settings(max_examples=300, deadline=None)
@given(zoned_moments(), st.integers(1, 1440))
def test_a_drop_agrees_with_its_wall_times(where: tuple[str, datetime], minutes: int) -> None:
    zone, starts_at = where

    span = dropped(starts_at, minutes, zone)

    assert (span.zone, span.starts_at) == (zone, starts_at)
    check(span, minutes)


@settings(max_examples=300, deadline=None)
@given(
    zoned_moments(),
    st.integers(-60, 60),
    st.integers(1, 1440),
    zones,
    st.sampled_from((None, 0, 1)),
)
def test_a_typed_time_agrees_or_is_refused(
    where: tuple[str, datetime], minute: int, minutes: int, zone: str, fold: int | None
) -> None:
    shown_in, moment = where
    wall = clock_at(moment, shown_in) + minute * MINUTE
    meant = instants_of(wall, shown_in)
    try:
        span = typed(wall, minutes, shown_in=shown_in, zone=zone, fold=fold)
    except (WallTimeMissing, WallTimeTwice):
        assert len(meant) == 0 or (len(meant) == 2 and fold is None)
        return

    assert span.starts_at == meant[(fold or 0) if len(meant) == 2 else 0]
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
