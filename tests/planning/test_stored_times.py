"""No way by which a time is stored lets its wall time and its instant disagree.

All tests below are over all zones of tzdata and the clock changes of 2015 to 2035.

=========================================  =====================================================
way                                        test
=========================================  =====================================================
drag and keys on the timetable             here, and `test_moving.py` without a database
form of the timetable                      here, and `test_moving.py` without a database
forms of stop, session and shift           `tests/web/organiser/test_span_fields.py`
change of a stop's time or zone            here
move of a stop with its sessions           here, and `tests/programme/test_moving.py` without one
copy of an event to other dates            here, and `tests/programme/test_moving.py` without one
import of a programme                      `tests/exchange/test_programme.py`
import of a schedule                       `tests/exchange/test_schedule_import.py`
release of what waits                      here
derived anew by `check zones --derive`     here
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
from eventapp.programme.copying import copy_event, move_stop
from eventapp.programme.models import PendingSession, Session
from eventapp.programme.rules import CopyWish
from eventapp.programme.stops import EDITED, change_stop
from eventapp.programme.zone_data import derive_times, moved_times
from tests.clock_times import FIRST, MINUTE, agrees, zoned_moments, zones
from tests.factories import make_event, make_session, make_stop
from tests.programme.wishes import ACTOR
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
        change_stop(stop.id, details, seen_of(stop, EDITED), actor=ACTOR, now=BEFORE)

    return step


def moved_by(minutes: int) -> Step:
    return lambda place: move_stop(place.stop(), minutes * MINUTE, now=BEFORE)


def copied(days: int) -> Step:
    def step(place: Place) -> None:
        source = db.session.get_one(Event, place.event_id)
        wish = CopyWish(f"copy-{next(names)}", "Copy", "Kopia", days)
        made = copy_event(source, wish, now=BEFORE)
        assert all(map(agrees, rows_of(made.id)))

    return step


def released(place: Place) -> None:
    release(place.event_id)


def rows_of(event_id: int) -> Sequence[Stop | Session | PendingSession]:
    """Give all that is stored of an event, also what waits for a release."""
    db.session.expire_all()
    sessions = db.session.query(Session).filter_by(event_id=event_id).all()
    waiting = db.session.query(PendingSession).filter(
        PendingSession.session_id.in_([session.id for session in sessions])
    )
    return [*db.session.query(Stop).filter_by(event_id=event_id), *sessions, *waiting]


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


@settings(max_examples=25, deadline=None, suppress_health_check=SHARED)
@given(plans(), st.integers(-120, 120))
@on_sqlite
def test_times_derived_anew_agree_or_are_told(app: Flask, plan: Plan, off_by: int) -> None:
    place = placed(plan)
    release(place.event_id)
    with transaction():
        dragged(plan.minute + 7, plan.minutes)(place)
        for row in rows_of(place.event_id):
            row.starts_at += off_by * MINUTE
            row.ends_at += off_by * MINUTE

    with transaction():
        derived = derive_times(place.event_id, actor=ACTOR, now=BEFORE - timedelta(days=1))

    left = {one.code for one in derived.left}
    assert {one.code for one in moved_times(place.event_id, now=BEFORE)} == left
    assert {row.code for row in rows_of(place.event_id) if not agrees(row)} <= left
    assert not left or clocks_go_back_inside(place)


def clocks_go_back_inside(place: Place) -> bool:
    """Tell whether a time of the event comes twice, so that its end may come before its start."""
    return any(
        len(instants_of(wall, row.zone)) > 1
        for row in rows_of(place.event_id)
        for wall in (row.wall_starts, row.wall_ends)
    )
