"""Recordings: when they are shown, and what is kept of their playing."""

import json
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.attendance.beats import MOST_IN_AN_INTERVAL
from eventapp.attendance.queries import OwnPlay, plays_of
from eventapp.events.models import Event
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from tests.factories import make_recording, make_session
from tests.page_rules import problems_of
from tests.web.attendee.holding import PAGE, Holder, make_holder, stretch_limits, this_hour

JSON = {"Accept": "application/json"}
RECORDING = f"{PAGE}/recordings/S1"
HOUR = timedelta(hours=1)


@pytest.fixture
def holder(app: Flask) -> Holder:
    made = make_holder()
    session = make_session(made.stop, "S1", starts_at=this_hour() - HOUR, title_en="Vectors")
    make_recording(session)
    return made


def started(client: FlaskClient) -> str:
    return str(client.post(RECORDING, headers=JSON).get_json()["token"])


def send(client: FlaskClient, token: str, segments: Any, seconds: Any = 0) -> Any:
    body = json.dumps({"token": token, "segments": segments, "seconds": seconds})
    return client.post(f"{PAGE}/played", data=body, content_type="text/plain;charset=UTF-8")


def plays(holder: Holder) -> list[OwnPlay]:
    db.session.rollback()
    return plays_of(holder.registration.id)


def test_recording_is_shown(client: FlaskClient, holder: Holder) -> None:
    answer = client.get(RECORDING)

    assert answer.status_code == 200
    assert problems_of(answer.text) == []
    assert "Vectors" in answer.text
    assert "media-src 'self'" in answer.headers["Content-Security-Policy"]
    assert plays(holder) == []


def test_playing_is_noted(client: FlaskClient, holder: Holder) -> None:
    token = started(client)

    first = send(client, token, "0[.]20[,]20[.]40")
    again = send(client, token, "0[.]20")

    assert (first.status_code, again.status_code) == (200, 200)
    (play,) = plays(holder)
    assert (play.session_code, play.played_segments, play.recording_seconds, play.source) == (
        "S1",
        "0[.]40",
        2700,
        "live",
    )


def test_button_plays_without_a_script(client: FlaskClient, holder: Holder) -> None:
    answer = client.post(RECORDING)
    page = client.get(answer.location)

    assert answer.status_code == 303
    assert "<video" in page.text.partition("<template")[0]
    assert [play.played_segments for play in plays(holder)] == [""]


def test_length_is_the_players_where_none_is_told(client: FlaskClient, holder: Holder) -> None:
    with transaction():
        make_recording(make_session(holder.stop, "S2", starts_at=this_hour() - HOUR), seconds=None)
    token = client.post(f"{PAGE}/recordings/S2", headers=JSON).get_json()["token"]

    answer = send(client, token, "0[.]12.5", 13)

    assert answer.status_code == 200
    assert [(one.played_segments, one.recording_seconds) for one in plays(holder)] == [
        ("0[.]12.5", 13)
    ]


@pytest.mark.parametrize(
    "segments", ["0[.]2701", "5[.]2", "x", "0[.]2000", "-5[.]9", "0[.]1e3", "nan[.]5", "0[.]\ud800"]
)
def test_segments_that_cannot_be_are_refused(
    client: FlaskClient, holder: Holder, segments: str
) -> None:
    answer = send(client, started(client), segments)

    assert answer.status_code == 422
    assert [play.played_segments for play in plays(holder)] == [""]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b'{"token": 1, "segments": "", "seconds": 0}',
        b'{"token": "x", "segments": [], "seconds": 0}',
        b'{"token": "x", "segments": "", "seconds": true}',
        b'{"token": "x", "segments": "", "seconds": -1}',
        b'{"token": "x", "segments": "", "seconds": 1e9}',
        b"\xff\xfe",
        b"[" * 30_000,
        b"x" * 40_000,
    ],
)
def test_other_messages_are_refused(client: FlaskClient, holder: Holder, body: bytes) -> None:
    assert client.post(f"{PAGE}/played", data=body).status_code == 400


@pytest.mark.parametrize("token", ["1-1-0.forged", "", "\ud800.x", "ß", "1" * 5000])
def test_forged_token_is_refused(client: FlaskClient, holder: Holder, token: str) -> None:
    assert send(client, token, "0[.]5").status_code == 403


def test_messages_are_limited(app: Flask, client: FlaskClient, holder: Holder) -> None:
    stretch_limits(app)
    token = started(client)

    answers = [send(client, token, "0[.]5").status_code for _ in range(MOST_IN_AN_INTERVAL + 1)]

    assert answers == [200] * MOST_IN_AN_INTERVAL + [429]


def test_recording_is_not_shown_before_the_session_ends(
    client: FlaskClient, holder: Holder
) -> None:
    make_recording(make_session(holder.stop, "S2", starts_at=this_hour()))

    assert client.get(f"{PAGE}/recordings/S2").status_code == 404
    assert client.post(f"{PAGE}/recordings/S2").status_code == 404


@pytest.mark.parametrize(("days", "status"), [(-2, 410), (2, 200)])
def test_recordings_are_shown_until_their_day(
    client: FlaskClient, holder: Holder, days: int, status: int
) -> None:
    with transaction():
        event = db.session.get_one(Event, holder.event.id)
        event.recordings_until_on = (this_hour() + timedelta(days=days)).date()

    assert client.get(RECORDING).status_code == status


@pytest.mark.parametrize("code", ["S9", "x" * 300])
def test_unknown_recording_is_not_found(client: FlaskClient, holder: Holder, code: str) -> None:
    assert client.get(f"{PAGE}/recordings/{code}").status_code == 404
