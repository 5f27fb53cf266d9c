"""Times that moved with new zone data: found, and derived anew."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.audit.models import AuditEntry
from eventapp.events.models import Event
from eventapp.foundation.database import db
from eventapp.foundation.timezones import TZDATA_VERSION
from eventapp.foundation.transaction import transaction
from eventapp.foundation.wall_spans import WallSpan
from eventapp.planning.wall_tables import TABLES
from eventapp.planning.zone_data import derive_times, moved_times
from eventapp.programme.models import Session
from eventapp.speaking.models import SpeakerHours
from tests.counting import statements
from tests.factories import NOON, make_event, make_session, make_shift, make_speaker, make_stop
from tests.proposals.wishes import make_call

HOUR = timedelta(hours=1)
BEFORE = NOON - 30 * 24 * HOUR


def stored_an_hour_early(event: Event, code: str = "S1", **values: Any) -> Session:
    """Make a session of 14:00 in Stockholm as older zone data had it."""
    stop = make_stop(event, f"D-{code}")
    return make_session(
        stop,
        code,
        starts_at=NOON - HOUR,
        wall_starts=datetime(2030, 5, 15, 14, 0),
        wall_ends=datetime(2030, 5, 15, 14, 45),
        tzdata_version="2001a",
        **values,
    )


def test_times_of_the_zone_data_in_use_have_not_moved(app: Flask) -> None:
    make_session(make_stop(make_event()))

    assert moved_times(now=BEFORE) == []


def test_times_of_other_zone_data_are_found(app: Flask) -> None:
    stored_an_hour_early(make_event("tour"))
    make_session(make_stop(make_event("other")))

    found = moved_times(now=BEFORE)

    assert [
        (moved.event, moved.kind, moved.code, moved.end, moved.stored, moved.derived)
        for moved in found
    ] == [
        ("tour", "session", "S1", "starts", NOON - HOUR, NOON),
        ("tour", "session", "S1", "ends", NOON - HOUR / 4, NOON + 3 * HOUR / 4),
    ]


def test_either_instant_of_a_time_that_comes_twice_has_not_moved(app: Flask) -> None:
    stop = make_stop(make_event())
    for number, hour in enumerate((0, 1)):
        starts_at = NOON.replace(month=10, day=27, hour=hour, minute=30)
        make_session(stop, f"S{number}", starts_at=starts_at, minutes=120)

    assert moved_times(now=BEFORE) == []


def test_deriving_stores_what_the_wall_means_and_tells_calendars(app: Flask) -> None:
    event = make_event("tour")
    session, version = stored_an_hour_early(event), event.version

    with transaction():
        derived = derive_times(actor="command", now=BEFORE)

    assert (len(derived.changed), derived.left) == (2, ())
    assert (session.starts_at, session.ends_at) == (NOON, NOON + 3 * HOUR / 4)
    assert (session.sequence, session.changed_at) == (1, BEFORE)
    assert session.tzdata_version == TZDATA_VERSION
    assert event.version > version
    assert moved_times(now=BEFORE) == []
    noted = db.session.scalars(sa.select(AuditEntry)).all()
    assert [(entry.action, entry.subject) for entry in noted] == [
        ("times derived from new zone data", "S1")
    ]
    assert "2030-05-15T11:00:00Z → 2030-05-15T12:00:00Z" in noted[0].detail


def test_deriving_twice_changes_nothing_more(app: Flask) -> None:
    session = stored_an_hour_early(make_event())
    for _ in range(2):
        with transaction():
            derived = derive_times(actor="command", now=BEFORE)

    assert derived == ((), ())
    assert session.sequence == 1


def test_what_has_begun_stays_as_it_was_held(app: Flask) -> None:
    session = stored_an_hour_early(make_event())

    with transaction():
        derived = derive_times(actor="command", now=NOON)

    assert [moved.is_past for moved in derived.left] == [True, True]
    assert session.starts_at == NOON - HOUR


def test_what_the_clocks_skip_now_is_left_with_a_suggestion(app: Flask) -> None:
    session = make_session(
        make_stop(make_event()),
        starts_at=NOON,
        wall_starts=datetime(2031, 3, 30, 2, 30),
        wall_ends=datetime(2031, 3, 30, 4, 0),
    )

    with transaction():
        derived = derive_times(actor="command", now=BEFORE)

    assert derived.changed == ()
    assert derived.left[0].derived is None
    assert derived.left[0].suggestion == datetime(2031, 3, 30, 3, 30)
    assert session.starts_at == NOON


def test_one_event_leaves_the_others_alone(app: Flask) -> None:
    event, other = make_event(), make_event()
    stored_an_hour_early(event)
    stored_an_hour_early(other, "S2")

    with transaction():
        derive_times(event.id, actor="command", now=BEFORE)

    assert {moved.code for moved in moved_times(now=BEFORE)} == {"S2"}
    assert moved_times(event.id, now=BEFORE) == []


@pytest.mark.parametrize("number", [1, 3])
def test_finding_takes_as_many_statements_for_any_number(app: Flask, number: int) -> None:
    event = make_event()
    for place in range(number):
        stored_an_hour_early(event, f"S{place}")

    with statements() as seen:
        moved_times(now=BEFORE)

    assert len(seen) == len(TABLES)


WALL = datetime(2030, 5, 15, 14, 0)


def test_registration_and_call_hold_each_by_itself(app: Flask) -> None:
    event = make_event(
        "tour",
        wall_registration_opens=WALL - 10 * 24 * HOUR,
        registration_opens_at=NOON - 10 * 24 * HOUR - HOUR,
        wall_registration_closes=WALL,
        registration_closes_at=NOON - HOUR,
    )
    call = make_call(event, wall_closes=WALL, closes_at=NOON - HOUR)
    version = event.version

    with transaction():
        derived = derive_times(actor="command", now=NOON - 5 * 24 * HOUR)

    told = [(one.kind, one.code, one.end) for one in derived.changed]
    assert told == [("registration", "", "closes"), ("call", "", "closes")]
    assert [(one.kind, one.end, one.is_past) for one in derived.left] == [
        ("registration", "opens", True)
    ]
    assert (event.registration_closes_at, call.closes_at) == (NOON, NOON)
    assert event.registration_opens_at == NOON - 10 * 24 * HOUR - HOUR
    assert event.version > version
    assert derived.changed[0].tzdata_version == ""


def test_deadline_that_would_come_before_the_opening_is_left(app: Flask) -> None:
    make_call(
        make_event(),
        opens_at=NOON,
        closes_at=NOON + 2 * HOUR,
        wall_closes=WALL - HOUR,
    )

    with transaction():
        derived = derive_times(actor="command", now=BEFORE)

    assert (derived.changed, [one.end for one in derived.left]) == ((), ["closes"])


def test_shifts_are_derived_and_no_public_page_is_touched(app: Flask) -> None:
    event = make_event()
    shift = make_shift(make_stop(event), "R1", starts_at=NOON - HOUR)
    version = event.version
    with transaction():
        shift.wall_starts, shift.wall_ends = shift.wall_starts + HOUR, shift.wall_ends + HOUR

    with transaction():
        derived = derive_times(actor="command", now=BEFORE)

    assert [(one.kind, one.code) for one in derived.changed] == [("shift", "R1")] * 2
    assert shift.starts_at == NOON
    assert event.version == version


def test_hours_of_a_speaker_follow_each_other(app: Flask) -> None:
    event = make_event()
    speaker_id = make_speaker(event, "T1").id
    tell_hours(speaker_id, *range(3))

    with transaction():
        derived = derive_times(actor="command", now=BEFORE)

    assert [(one.kind, one.code) for one in derived.changed] == [("hours", "T1")] * 6
    assert starts_of(speaker_id) == [NOON + place * HOUR for place in range(3)]
    noted = db.session.scalars(sa.select(AuditEntry)).all()
    assert [entry.subject for entry in noted] == ["T1"]


def test_hours_that_would_start_where_others_do_are_all_left(app: Flask) -> None:
    event = make_event()
    speaker_id = make_speaker(event, "T1").id
    tell_hours(speaker_id, 0)
    with transaction():
        span = WallSpan("Etc/UTC", WALL - 2 * HOUR, WALL, NOON, NOON + 2 * HOUR)
        db.session.add(SpeakerHours(speaker_id=speaker_id, tzdata_version="", **span._asdict()))

    with transaction():
        derived = derive_times(actor="command", now=BEFORE)

    assert (derived.changed, len(derived.left)) == ((), 2)
    assert starts_of(speaker_id) == [NOON - HOUR, NOON]


def tell_hours(speaker_id: int, *places: int) -> None:
    """Store half hours of Stockholm, one in each hour, as older zone data had them."""
    with transaction():
        for place in places:
            wall, at = WALL + place * HOUR, NOON + (place - 1) * HOUR
            span = WallSpan("Europe/Stockholm", wall, wall + HOUR / 2, at, at + HOUR / 2)
            row = SpeakerHours(speaker_id=speaker_id, tzdata_version="2001a", **span._asdict())
            db.session.add(row)


def starts_of(speaker_id: int) -> list[datetime]:
    db.session.expire_all()
    rows = db.session.query(SpeakerHours).filter_by(speaker_id=speaker_id)
    return sorted(row.starts_at for row in rows)
