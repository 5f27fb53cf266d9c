"""Log-ins, beats and plays in the database, and what is counted of them."""

from datetime import timedelta

import pytest
from flask import Flask

from eventapp.attendance.live import (
    begin_play,
    log_in,
    note_played,
    tell_figures,
    write_beats,
)
from eventapp.attendance.models import LogIn, Play
from eventapp.attendance.queries import log_ins_of, plays_of
from eventapp.attendance.rules import PlayImpossible
from eventapp.attendance.spans import BadSegments
from eventapp.events.models import Event
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from tests.factories import NOON, make_event, make_registration, make_session, make_stop

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def event(app: Flask) -> Event:
    return make_event()


def test_log_in_has_no_length_before_the_first_beat(event: Event) -> None:
    stop, registration = make_stop(event, "D1"), make_registration(event)

    with transaction():
        number = log_in(event.id, stop.id, registration.id, now=NOON + timedelta(microseconds=9))

    row = db.session.get_one(LogIn, number)
    assert (row.joined_at, row.left_at, row.source) == (NOON, None, "live")
    assert [one.stop_code for one in log_ins_of(registration.id)] == ["D1"]


def test_beats_only_move_the_end_on(event: Event) -> None:
    stop, registration = make_stop(event), make_registration(event)
    with transaction():
        number = log_in(event.id, stop.id, registration.id, now=NOON)

    for at in (NOON + MINUTE, NOON + 30 * SECOND, NOON - MINUTE):
        with transaction():
            write_beats({number: at, number + 1000: at})

    assert db.session.get_one(LogIn, number).left_at == NOON + MINUTE


def test_figures_are_told(event: Event) -> None:
    before = event.figures_version

    with transaction():
        tell_figures({event.id})

    assert db.session.get_one(Event, event.id).figures_version == before + 1


def test_play_keeps_the_most_that_was_told(event: Event) -> None:
    session, registration = make_session(make_stop(event), "S1"), make_registration(event)
    with transaction():
        number = begin_play(event.id, session.id, registration.id, recording_seconds=0, now=NOON)

    told = []
    for segments in ("0[.]30[,]30[.]60", "0[.]30", "0[.]60"):
        with transaction():
            told.append(note_played(number, segments, 2700, now=NOON + MINUTE))

    assert told == [True, False, False]
    (play,) = plays_of(registration.id)
    assert (play.session_code, play.played_segments, play.recording_seconds) == (
        "S1",
        "0[.]60",
        2700,
    )


@pytest.mark.parametrize("segments", ["x", "5[.]2", "0[.]2701"])
def test_segments_that_cannot_be_are_refused(event: Event, segments: str) -> None:
    session, registration = make_session(make_stop(event)), make_registration(event)
    with transaction():
        number = begin_play(event.id, session.id, registration.id, recording_seconds=0, now=NOON)

    with pytest.raises(BadSegments), transaction():
        note_played(number, segments, 2700, now=NOON + 60 * MINUTE)

    assert db.session.get_one(Play, number).played_segments == ""


def test_more_than_the_clock_allows_is_refused(event: Event) -> None:
    session, registration = make_session(make_stop(event)), make_registration(event)
    with transaction():
        number = begin_play(event.id, session.id, registration.id, recording_seconds=0, now=NOON)

    with pytest.raises(PlayImpossible), transaction():
        note_played(number, "0[.]2700", 2700, now=NOON + MINUTE)


def test_play_that_is_gone_is_told(event: Event) -> None:
    with transaction():
        assert note_played(4711, "0[.]1", 2700, now=NOON) is False
