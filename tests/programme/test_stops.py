"""Edits of stops and tracks by people."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.events.models import Stop
from eventapp.events.queries import stops_of
from eventapp.events.rules import CodeTaken, FieldRefused, StillInUse, StopDetails
from eventapp.foundation.database import db
from eventapp.foundation.edits import Seen, seen_of
from eventapp.foundation.refusals import StaleEdit
from eventapp.foundation.transaction import transaction
from eventapp.foundation.wall_spans import EndsBeforeStart, wall_span
from eventapp.programme.models import Session, Track
from eventapp.programme.rules import SessionsLeftOutside
from eventapp.programme.stops import (
    EDITED,
    add_track,
    change_stop,
    change_track,
    delete_stop,
    delete_track,
)
from tests.factories import NOON, make_event, make_session, make_stop, make_track
from tests.programme.wishes import ACTOR

NOW = NOON - timedelta(days=9)
HOUR = timedelta(hours=1)


def make_day() -> Stop:
    """Make a stop of 14:00 to 18:00 in Stockholm with a session from 14:00 and one from 16:00."""
    stop = make_stop(make_event("tour"), "D1")
    make_session(stop, "A")
    make_session(stop, "B", starts_at=NOON + 2 * HOUR, zone="Asia/Tokyo")
    return stop


def wish(stop: Stop, starts: int = 14, ends: int = 18, zone: str = "Europe/Stockholm") -> Any:
    day = stop.wall_starts.replace(hour=0)
    span = wall_span(zone, day.replace(hour=starts), day.replace(hour=ends))
    return StopDetails(stop.code, stop.title_en, stop.title_sv, *span)


def change(stop: Stop, details: StopDetails, **values: Any) -> None:
    seen = values.pop("seen", None) or seen_of(stop, EDITED)
    with transaction():
        change_stop(stop.id, details, seen, actor=ACTOR, now=NOW, **values)


def sessions() -> dict[str, Session]:
    db.session.expire_all()
    return {one.code: one for one in db.session.scalars(sa.select(Session))}


def test_moved_stop_takes_its_sessions_along(app: Flask) -> None:
    stop = make_day()

    change(stop, wish(stop, 10, 14))

    moved = sessions()
    assert moved["A"].wall_starts == datetime(2030, 5, 15, 10)
    assert moved["B"].starts_at == NOON - 2 * HOUR
    assert moved["B"].wall_starts == datetime(2030, 5, 15, 19)
    assert {(one.sequence, one.version) for one in moved.values()} == {(1, 2)}
    assert stops_of(stop.event_id)[0].version == 2


def test_stop_in_another_zone_keeps_its_clock_and_that_of_its_sessions(app: Flask) -> None:
    stop = make_day()

    change(stop, wish(stop, zone="America/New_York"))

    moved = sessions()
    assert (moved["A"].zone, moved["A"].wall_starts.hour) == ("America/New_York", 14)
    assert moved["A"].starts_at == NOON + 6 * HOUR
    assert moved["B"].starts_at == NOON + 8 * HOUR


def test_longer_stop_leaves_its_sessions_alone(app: Flask) -> None:
    stop = make_day()

    change(stop, wish(stop, 14, 20))

    assert {one.version for one in sessions().values()} == {1}


@pytest.mark.parametrize(("starts", "ends", "outside"), [(15, 19, "A"), (14, 16, "B")])
def test_stop_that_would_leave_sessions_outside_is_refused(
    app: Flask, starts: int, ends: int, outside: str
) -> None:
    stop = make_day()
    details, seen = wish(stop, starts, ends), seen_of(stop, EDITED)

    with pytest.raises(SessionsLeftOutside) as caught:
        change(stop, details, seen=seen, with_sessions=False)

    assert caught.value.codes == (outside,)
    assert stops_of(stop.event_id)[0].version == 1


def test_stop_ends_after_its_start_and_has_a_name(app: Flask) -> None:
    stop = make_day()
    details = wish(stop)

    with pytest.raises(EndsBeforeStart):
        change(stop, details._replace(ends_at=details.starts_at))
    with pytest.raises(FieldRefused):
        change(stop, details._replace(title_en="", title_sv=""))


def test_stop_that_two_moved_is_told(app: Flask) -> None:
    stop = make_day()
    mine, seen = wish(stop, 10, 14), seen_of(stop, EDITED)
    change(stop, wish(stop, 11, 15))

    with pytest.raises(StaleEdit):
        change(stop, mine, seen=seen)


def test_stop_is_deleted_when_it_is_empty(app: Flask) -> None:
    stop = make_day()
    empty = make_stop(stop.event, "D2").id

    with pytest.raises(StillInUse), transaction():
        delete_stop(stop.id, actor=ACTOR, now=NOW)
    with transaction():
        delete_stop(empty, actor=ACTOR, now=NOW)

    assert [one.code for one in stops_of(stop.event_id)] == ["D1"]


def test_track_is_added_renamed_and_deleted(app: Flask) -> None:
    stop = make_day()
    hall = make_track(stop, "Hall").id
    with transaction():
        db.session.execute(sa.update(Session).values(track_id=hall))

    with transaction():
        added = add_track(stop.id, "Stream", actor=ACTOR, now=NOW)
        position = added.position
        change_track(hall, "Great hall", Seen(1), actor=ACTOR, now=NOW)
    name = db.session.get_one(Track, hall).name
    with transaction():
        delete_track(hall, actor=ACTOR, now=NOW)

    assert (position, name) == (1, "Great hall")
    assert sessions()["A"].track is None
    assert sessions()["A"].sequence == 2
    assert [one.name for one in db.session.scalars(sa.select(Track))] == ["Stream"]


def test_tracks_of_a_stop_have_names_of_their_own(app: Flask) -> None:
    stop = make_day()
    hall, stream = make_track(stop, "Hall").id, make_track(stop, "Stream").id

    with pytest.raises(CodeTaken), transaction():
        change_track(stream, "Hall", Seen(1), actor=ACTOR, now=NOW)
    with pytest.raises(CodeTaken), transaction():
        add_track(stop.id, "Stream", actor=ACTOR, now=NOW)
    with pytest.raises(FieldRefused), transaction():
        add_track(stop.id, "", actor=ACTOR, now=NOW)
    with transaction():
        assert not change_track(hall, "Hall", Seen(1), actor=ACTOR, now=NOW)
