"""Copying an event to other dates, and moving a stop."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask

from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug, stops_of
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.programme.copying import copy_event, move_stop, moves_of
from eventapp.programme.models import Track
from eventapp.programme.queries import programme_of
from eventapp.programme.rules import DRAFT, LINE_UP, SESSIONS, CopyWish
from eventapp.speakers.queries import speakers_of
from tests.factories import (
    NOON,
    make_appearance,
    make_event,
    make_session,
    make_speaker,
    make_stop,
    make_track,
)

NOW = datetime(2030, 6, 1, tzinfo=UTC)
WINTER = 250
ALL_STATES = ("draft", "published", "cancelled")


def make_tour() -> Event:
    event = make_event("tour", name_en="Tour 2030", taken_online=7, capacity_online=9)
    stop = make_stop(event, "D1")
    track = make_track(stop)
    talk = make_session(stop, "T1", track_id=track.id, sequence=4)
    make_session(stop, "T2", state="cancelled")
    make_appearance(talk, make_speaker(event, "ada", email="ada@example.org"), "moderator")
    return event


def copied(**values: Any) -> Event:
    source = event_by_slug("tour")
    assert source is not None
    wish = CopyWish("next", "Tour 2031", "Turné", WINTER)._replace(**values)
    with transaction():
        copy_event(source, wish, now=NOW)
    event = event_by_slug("next")
    assert event is not None
    return event


def test_copy_keeps_clock_times_over_a_clock_change(app: Flask) -> None:
    make_tour()

    event = copied()

    (stop,) = stops_of(event.id)
    (talk,) = programme_of(event.id)
    assert talk.wall_starts == datetime(2031, 1, 20, 14)
    assert talk.starts_at == datetime(2031, 1, 20, 13, tzinfo=UTC)
    assert (stop.starts_at, stop.wall_starts) == (talk.starts_at, talk.wall_starts)


def test_copy_has_what_came_along_and_no_registrants(app: Flask) -> None:
    make_tour()

    event = copied()

    (talk,) = programme_of(event.id, states=ALL_STATES)
    assert (event.taken_online, event.capacity_online, event.created_at) == (0, 9, NOW)
    assert (talk.track, talk.sequence, talk.created_at) == ("Main", 0, NOW)
    assert [(one.code, one.role) for one in talk.people] == [("ada", "moderator")]
    assert [one.email for one in speakers_of(event.id)] == ["ada@example.org"]


def test_copy_takes_what_a_chosen_part_needs(app: Flask) -> None:
    make_tour()

    event = copied(parts=frozenset({SESSIONS}), as_drafts=True)

    (talk,) = programme_of(event.id, states=ALL_STATES)
    assert (talk.state, talk.track, talk.people) == (DRAFT, None, ())
    assert len(stops_of(event.id)) == 1
    assert speakers_of(event.id) == []
    assert db.session.query(Track).count() == 1


def test_copy_of_nothing_but_the_event(app: Flask) -> None:
    make_tour()

    assert stops_of(copied(parts=frozenset()).id) == []


def test_copy_takes_the_line_up_with_its_sessions(app: Flask) -> None:
    make_tour()

    event = copied(parts=frozenset({LINE_UP}))

    assert [len(one.people) for one in programme_of(event.id)] == [1]


def test_moves_are_told_before_a_copy_is_made(app: Flask) -> None:
    event = make_tour()

    (move,) = moves_of(event.id, timedelta(days=WINTER))

    assert [one.code for one in move.moved.sessions] == ["T1"]
    assert event_by_slug("next") is None


def test_moved_stop_tells_calendars_of_its_sessions(app: Flask) -> None:
    event = make_tour()
    (stop,) = stops_of(event.id)

    with transaction():
        (stop,) = stops_of(event.id)
        move_stop(stop, timedelta(hours=2), now=NOW)

    first, second = programme_of(event.id)
    assert {one.starts_at for one in (first, second)} == {NOON + timedelta(hours=2)}
    assert {one.sequence for one in (first, second)} == {5, 1}
    assert first.changed_at == second.changed_at == NOW
    assert stops_of(event.id)[0].starts_at == NOON + timedelta(hours=2)
