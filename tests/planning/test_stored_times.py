"""No way by which a time is stored lets its wall time and its instant disagree.

All tests below are over all zones of tzdata and the clock changes of 2015 to 2035.

=========================================  =====================================================
way                                        test
=========================================  =====================================================
drag and keys on the timetable             here, and `test_moving.py` without a database
form of the timetable                      here, and `test_moving.py` without a database
forms of stop, session and shift           `tests/web/organiser/test_span_fields.py`
change of a stop's time or zone            here, with its sessions and shifts
move of a stop with its sessions           here, and `tests/programme/test_moving.py` without one
copy of an event to other dates            here, and `tests/programme/test_moving.py` without one
import of a programme                      `tests/exchange/test_programme.py`
import of a schedule                       `tests/exchange/test_schedule_import.py`
release of what waits                      here
derived anew by `check zones --derive`     here, every table of `planning/wall_tables.py`
=========================================  =====================================================
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count
from typing import NamedTuple

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventapp.events.models import Event, Stop
from eventapp.events.rules import StopDetails
from eventapp.foundation.database import db
from eventapp.foundation.edits import seen_of
from eventapp.foundation.refusals import Refusal
from eventapp.foundation.timezones import TimeOutOfRange, WallTimeMissing, WallTimeTwice
from eventapp.foundation.transaction import transaction
from eventapp.foundation.wall_spans import WallSpan, instants_of, span_between
from eventapp.planning.moving import dropped, typed
from eventapp.planning.timetable import Move, move_session, slot_of
from eventapp.planning.wall_tables import TABLES, Clocked, clocked_rows
from eventapp.planning.zone_data import derive_times, moved_times
from eventapp.programme.copying import copy_event, move_stop
from eventapp.programme.models import PendingSession, Session
from eventapp.programme.rules import CopyWish
from eventapp.programme.stops import EDITED
from eventapp.roster.actions import copy_roster
from eventapp.roster.models import Shift
from eventapp.roster.stops import Along, restage_stop
from eventapp.speaking.models import SpeakerHours
from tests.clock_times import FIRST, MINUTE, agrees, clock_at, zoned_moments, zones
from tests.factories import make_event, make_session, make_shift, make_speaker, make_stop
from tests.programme.wishes import ACTOR
from tests.proposals.wishes import make_call
from tests.releases.releasing import release

BEFORE = FIRST - timedelta(days=1)
HOURS = 30
minutes_inside = st.integers(0, 2 * 60)
lengths = st.integers(1, 10 * 60)
names = count(1)


class Plan(NamedTuple):
    """A stop that opens then and there; its session begins some minutes after, by its own clock."""

    stop_zone: str
    opens_at: datetime
    zone: str
    minute: int
    minutes: int


class Place(NamedTuple):
    """An event with one stop of thirty hours and one session, at which a step is taken."""

    event_id: int
    stop_id: int

    def stop(self) -> Stop:
        return db.session.get_one(Stop, self.stop_id, populate_existing=True)


Step = Callable[[Place], object]


def slide(place: Place, span: Callable[[Stop, str], WallSpan]) -> None:
    """Move the session on the timetable."""
    stop, stored = place.stop(), slot_of(place.event_id, "S1")
    assert stored is not None
    move = Move(stop.id, "", span(stop, stored.zone), stored.seen)
    move_session(stored.session_id, move, actor=ACTOR, now=BEFORE)


def dragged(minute: int, minutes: int) -> Step:
    def span(stop: Stop, zone: str) -> WallSpan:
        return dropped(stop.starts_at + minute * MINUTE, minutes, zone)

    return lambda place: slide(place, span)


def written(minute: int, minutes: int, fold: int | None) -> Step:
    def span(stop: Stop, zone: str) -> WallSpan:
        wall = stop.wall_starts + minute * MINUTE
        return typed(wall, minutes, shown_in=stop.zone, zone=zone, fold=fold)

    return lambda place: slide(place, span)


def restaged(where: tuple[str, datetime]) -> Step:
    """Hold the stop elsewhere, at another time."""
    zone, starts_at = where

    def step(place: Place) -> None:
        stop = place.stop()
        span = span_between(starts_at, starts_at + timedelta(hours=HOURS), zone)
        details = StopDetails(stop.code, "Stop", "Stopp", *span)
        restage_stop(stop.id, details, seen_of(stop, EDITED), Along(), actor=ACTOR, now=BEFORE)

    return step


def moved_by(minutes: int) -> Step:
    return lambda place: move_stop(place.stop(), minutes * MINUTE, now=BEFORE)


def copied(days: int) -> Step:
    def step(place: Place) -> None:
        source = db.session.get_one(Event, place.event_id)
        wish = CopyWish(f"copy-{next(names)}", "Copy", "Kopia", days)
        made = copy_event(source, wish, now=BEFORE)
        copy_roster(source.id, made.id, timedelta(days=days), with_people=False)
        assert all(map(agrees, rows_of(made.id)))

    return step


def released(place: Place) -> None:
    release(place.event_id)


def rows_of(event_id: int) -> Sequence[Stop | Session | PendingSession | Shift]:
    """Give all that is stored of an event, also what waits for a release."""
    db.session.expire_all()
    sessions = db.session.query(Session).filter_by(event_id=event_id).all()
    waiting = db.session.query(PendingSession).filter(
        PendingSession.session_id.in_([session.id for session in sessions])
    )
    stops = db.session.query(Stop).filter_by(event_id=event_id)
    shifts = db.session.query(Shift).filter_by(event_id=event_id)
    return [*stops, *sessions, *waiting, *shifts]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Give where a stop and its session are, often so that the session's clock changes inside."""
    zone, moment = draw(zoned_moments())
    opens_at = moment - draw(st.integers(0, 4 * 60)) * MINUTE
    stop_zone = draw(zones) if draw(st.booleans()) else zone
    return Plan(stop_zone, opens_at, zone, draw(minutes_inside), draw(lengths))


def placed(plan: Plan) -> Place:
    """Make an event with the stop and the session of a plan."""
    event = make_event()
    stop = make_stop(event, "D1", starts_at=plan.opens_at, hours=HOURS, zone=plan.stop_zone)
    starts_at = plan.opens_at + plan.minute * MINUTE
    make_session(stop, "S1", starts_at=starts_at, minutes=plan.minutes, zone=plan.zone)
    make_shift(stop, starts_at=starts_at, zone=plan.stop_zone)
    return Place(event.id, stop.id)


steps = st.one_of(
    st.builds(dragged, minutes_inside, lengths),
    st.builds(written, minutes_inside, lengths, st.sampled_from((None, 0, 1))),
    st.builds(restaged, zoned_moments()),
    st.builds(moved_by, st.integers(-400 * 24 * 60, 400 * 24 * 60)),
    st.builds(copied, st.integers(-800, 800)),
)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SHARED = [HealthCheck.function_scoped_fixture]


@settings(max_examples=60, deadline=None, suppress_health_check=SHARED)
@given(plan=plans(), is_released=st.booleans(), done=st.lists(steps, min_size=2, max_size=5))
@on_sqlite
def test_whatever_is_done_leaves_clocks_and_instants_agreed(
    app: Flask, plan: Plan, done: list[Step], *, is_released: bool
) -> None:
    place, ends = placed(plan), [released] if is_released else []

    for step in (*ends, *done, *ends):
        with suppress(Refusal, WallTimeMissing, WallTimeTwice, TimeOutOfRange), transaction():
            step(place)
        assert all(map(agrees, rows_of(place.event_id)))


def agree(one: Clocked) -> bool:
    """Tell whether each wall time is what the clocks show at its instant, in order."""
    instants = [getattr(one.row, column.instant) for column in one.table.columns]
    return instants == sorted(set(instants)) and all(
        clock_at(instant, one.row.zone) == getattr(one.row, column.wall)
        for column, instant in zip(one.table.columns, instants, strict=True)
    )


def fill_every_table(place: Place, plan: Plan) -> None:
    """Give the event a shift, hours of a speaker, a call and a registration that opens."""
    begins = plan.opens_at + plan.minute * MINUTE
    span = span_between(begins, begins + plan.minutes * MINUTE, plan.zone)
    later = timedelta(minutes=plan.minutes + 30)
    after = span_between(span.starts_at + later, span.ends_at + later, plan.zone)
    with transaction():
        event = db.session.get_one(Event, place.event_id)
        event.zone = span.zone
        event.wall_registration_opens, event.wall_registration_closes = span[1:3]
        event.registration_opens_at, event.registration_closes_at = span[3:]
    make_shift(place.stop(), **span._asdict())
    event = db.session.get_one(Event, place.event_id)
    make_call(event, opens_at=span.starts_at, closes_at=span.ends_at)
    speaker_id = make_speaker(event, "T1").id
    with transaction():
        db.session.add_all(
            SpeakerHours(speaker_id=speaker_id, tzdata_version="2001a", **hours._asdict())
            for hours in (span, after)
        )


@settings(max_examples=25, deadline=None, suppress_health_check=SHARED)
@given(plans(), st.integers(-120, 120))
@on_sqlite
def test_times_derived_anew_agree_or_are_told(app: Flask, plan: Plan, off_by: int) -> None:
    place = placed(plan)
    fill_every_table(place, plan)
    release(place.event_id)
    with transaction():
        dragged(plan.minute + 7, plan.minutes)(place)
    shift_all(place.event_id, off_by)

    with transaction():
        derived = derive_times(place.event_id, actor=ACTOR, now=BEFORE - timedelta(days=1))

    db.session.expire_all()
    rows = list(clocked_rows(place.event_id))
    left = {(one.kind, one.code) for one in derived.left}
    moved = moved_times(place.event_id, now=BEFORE - timedelta(days=1))
    assert {one.table for one in rows} == set(TABLES)
    assert {(one.kind, one.code) for one in moved} == left
    assert {(one.table.kind, one.code) for one in rows if not agree(one)} <= left
    assert not left or any(map(comes_twice, rows))


def shift_all(event_id: int, minutes: int) -> None:
    """Store every instant as other zone data would have had it."""
    by = minutes * MINUTE
    with transaction():
        rows = list(clocked_rows(event_id))
        # Two stretches of one speaker never start at once, not even on the way.
        for one in rows if minutes < 0 else reversed(rows):
            for column in one.table.columns:
                setattr(one.row, column.instant, getattr(one.row, column.instant) + by)
            db.session.flush()


def comes_twice(one: Clocked) -> bool:
    """Tell whether a time of a row comes twice, so that its end may come before its start."""
    walls = (getattr(one.row, column.wall) for column in one.table.columns)
    return any(len(instants_of(wall, one.row.zone)) > 1 for wall in walls)
