"""Shifts when their stop is moved or removed."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from eventapp.audit.queries import log_of
from eventapp.events.models import Stop
from eventapp.events.queries import stops_of
from eventapp.events.rules import StillInUse, StopDetails
from eventapp.foundation.database import db
from eventapp.foundation.edits import seen_of
from eventapp.foundation.timezones import to_wall
from eventapp.foundation.transaction import transaction
from eventapp.foundation.wall_spans import wall_span
from eventapp.programme.stops import EDITED
from eventapp.roster.queries import shift_by_code, shifts_of
from eventapp.roster.rules import ShiftsAtStop
from eventapp.roster.stops import Along, remove_stop, restage_stop
from tests.factories import NOON, make_event, make_session, make_shift, make_stop

ACTOR = "account:1"
NOW = NOON - timedelta(days=9)
HOUR = timedelta(hours=1)


def make_day() -> Stop:
    """Make a stop of 14:00 to 18:00 in Stockholm with a shift from 13:00, by two clocks."""
    stop = make_stop(make_event("tour"), "D1")
    make_shift(stop, "R1", starts_at=NOON - HOUR)
    times = {"wall_starts": NOON - HOUR, "wall_ends": NOON + HOUR}
    walls: dict[str, Any] = {name: to_wall(at, "Asia/Tokyo") for name, at in times.items()}
    make_shift(stop, "R2", starts_at=NOON - HOUR, zone="Asia/Tokyo", **walls)
    return stop


def restage(stop: Stop, day: datetime, zone: str = "Europe/Stockholm", **along: bool) -> None:
    span = wall_span(zone, day.replace(hour=14), day.replace(hour=18))
    details = StopDetails(stop.code, stop.title_en, stop.title_sv, *span)
    with transaction():
        seen = seen_of(stop, EDITED)
        restage_stop(stop.id, details, seen, Along(**along), actor=ACTOR, now=NOW)
    db.session.expire_all()


def shift(stop: Stop, code: str) -> Any:
    return shift_by_code(stop.event_id, code)


def test_shifts_keep_their_clock_where_their_stop_goes(app: Flask) -> None:
    stop = make_day()

    restage(stop, datetime(2030, 11, 20))

    here, elsewhere = shift(stop, "R1"), shift(stop, "R2")
    assert here.wall_starts == datetime(2030, 11, 20, 13)
    assert here.starts_at == NOON.replace(month=11, day=20, hour=12)
    # It keeps its place in the stop, so an hour before 14:00 in Stockholm is 21:00 in Tokyo.
    assert elsewhere.starts_at == here.starts_at
    assert elsewhere.wall_starts == datetime(2030, 11, 20, 21)
    assert (here.version, elsewhere.version) == (2, 2)
    entry = log_of(stop.event_id).entries[0]
    assert (entry.action, entry.subject) == ("shifts moved with their stop", "D1")
    assert entry.detail == "R1, R2"


def test_shifts_follow_their_stop_to_another_city(app: Flask) -> None:
    stop = make_day()

    restage(stop, datetime(2030, 5, 15), "America/New_York")

    assert (shift(stop, "R1").zone, shift(stop, "R1").wall_starts.hour) == ("America/New_York", 13)
    assert shift(stop, "R2").starts_at == NOON + 5 * HOUR


def test_shifts_stay_where_that_is_wished_or_nothing_moves(app: Flask) -> None:
    stop = make_day()

    restage(stop, datetime(2030, 5, 15))
    restage(stop, datetime(2030, 5, 16), shifts=False)

    assert {one.starts_at for one in shifts_of(stop.event_id)} == {NOON - HOUR}
    assert {one.version for one in shifts_of(stop.event_id)} == {1}


def test_stop_is_removed_with_the_shifts_that_somebody_was_told_of(app: Flask) -> None:
    stop = make_day()
    stop_id, event_id = stop.id, stop.event_id

    for told in (0, 1, 3):
        with pytest.raises(ShiftsAtStop) as refusal, transaction():
            remove_stop(stop_id, told, actor=ACTOR, now=NOW)
        assert refusal.value.number == 2
    with transaction():
        remove_stop(stop_id, 2, actor=ACTOR, now=NOW)

    assert (stops_of(event_id), shifts_of(event_id)) == ([], [])
    assert [entry.action for entry in log_of(event_id).entries] == [
        "stop deleted",
        "shifts removed with their stop",
    ]


def test_stop_with_sessions_keeps_its_shifts_too(app: Flask) -> None:
    stop = make_day()
    make_session(stop)
    stop_id, event_id = stop.id, stop.event_id

    with pytest.raises(StillInUse), transaction():
        remove_stop(stop_id, 2, actor=ACTOR, now=NOW)

    assert len(shifts_of(event_id)) == 2
