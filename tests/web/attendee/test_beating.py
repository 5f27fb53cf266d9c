"""Beats: who may send them, what they do to a log-in, and what is counted of them."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient

from eventapp.attendance.beats import MOST_IN_AN_INTERVAL
from eventapp.attendance.models import LogIn
from eventapp.events.models import Event
from eventapp.foundation.clock import utc_now
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.web.attendee.beating import HEADER, beat_token, write_pending
from eventapp.web.attendee.tokens import LONGEST_TOKEN, numbers_in, signed
from tests.counting import statements
from tests.factories import make_log_in, make_registration
from tests.web.attendee.holding import PAGE, TICKET, Holder, make_holder, stretch_limits, this_hour

MINUTE = timedelta(minutes=1)


def seconds(moment: Any) -> int:
    return int(moment.timestamp())


def token_of(log_in: LogIn, *, last: int | None = None, until: int | None = None) -> str:
    now = seconds(utc_now())
    return beat_token(
        TICKET,
        log_in.id,
        log_in.event_id,
        now + 3600 if until is None else until,
        now if last is None else last,
    )


def send(client: FlaskClient, token: str) -> Any:
    return client.post(f"{PAGE}/beat", headers={HEADER: token})


def send_as_body(client: FlaskClient, token: str) -> Any:
    """Send as a page does while it closes."""
    return client.post(f"{PAGE}/beat", data=token, content_type="text/plain")


def left_at(log_in_id: int) -> Any:
    db.session.rollback()
    return db.session.get_one(LogIn, log_in_id).left_at


@pytest.fixture
def holder(app: Flask) -> Holder:
    return make_holder()


def test_beat_is_answered_with_the_next_one(client: FlaskClient, holder: Holder) -> None:
    row = make_log_in(holder.stop, holder.registration, this_hour())

    answer = send(client, token_of(row))

    assert answer.status_code == 200
    assert answer.json["interval"] == 30
    assert abs(answer.json["now"] / 1000 - utc_now().timestamp()) < 60
    assert send(client, answer.json["token"]).status_code == 200
    assert send_as_body(client, answer.json["token"]).status_code == 200


def test_beat_asks_the_database_nothing(client: FlaskClient, holder: Holder) -> None:
    token = token_of(make_log_in(holder.stop, holder.registration, this_hour()))

    with statements() as sent:
        send(client, token)

    assert sent == []


def test_beats_are_written_together(app: Flask, client: FlaskClient, holder: Holder) -> None:
    began = this_hour()
    rows = [make_log_in(holder.stop, holder.registration, began) for _ in range(3)]
    for row in rows:
        send(client, token_of(row))
    before = db.session.get_one(Event, holder.event.id).figures_version
    numbers, event_id = [row.id for row in rows], holder.event.id

    with statements() as sent:
        write_pending(app)

    assert len([text for text in sent if text.startswith("UPDATE log_in")]) == 1
    assert all(left_at(number) >= began for number in numbers)
    assert db.session.get_one(Event, event_id).figures_version == before + 1


def test_nothing_pending_is_nothing_written(app: Flask, holder: Holder) -> None:
    with statements() as sent:
        write_pending(app)

    assert sent == []


def test_beats_wait_when_they_cannot_be_written(
    app: Flask, client: FlaskClient, holder: Holder
) -> None:
    row = make_log_in(holder.stop, holder.registration, this_hour())
    number = row.id
    send(client, token_of(row))
    presence = app.extensions["presence"]
    presence.beats.put_back({10**30: utc_now()})

    with pytest.raises(Exception, match=r"(?i)int|range"):
        write_pending(app)
    kept = presence.beats.take()
    presence.beats.put_back({number: kept[number]})
    write_pending(app)

    assert left_at(number) is not None


@pytest.mark.parametrize(
    "forged", ["", "x", "1-1-9999999999-1", "1-1-9999999999-1.AAAA", "\x00", "é"]
)
def test_forged_beats_are_refused(client: FlaskClient, holder: Holder, forged: str) -> None:
    assert send(client, forged).status_code == 403
    assert send_as_body(client, forged).status_code == 403


def test_token_speaks_for_its_ticket_and_purpose_alone(client: FlaskClient, holder: Holder) -> None:
    other = make_registration(holder.event, "P2", ticket_code="another-ticket")
    row = make_log_in(holder.stop, other, this_hour())
    now = seconds(utc_now())
    foreign = beat_token("another-ticket", row.id, row.event_id, now + 60, now)
    playing = signed("play", TICKET, row.id, row.event_id, now + 60, now)

    assert send(client, foreign).status_code == 403
    assert send(client, playing).status_code == 403
    assert numbers_in(foreign, "beat", "another-ticket") == (row.id, row.event_id, now + 60, now)


def test_long_message_is_refused(client: FlaskClient, holder: Holder) -> None:
    assert send_as_body(client, "x" * (LONGEST_TOKEN + 1)).status_code == 413
    assert send(client, "x" * (LONGEST_TOKEN + 1)).status_code == 403


def test_who_was_away_logs_in_anew(client: FlaskClient, holder: Holder) -> None:
    row = make_log_in(holder.stop, holder.registration, this_hour() - 60 * MINUTE)
    now = seconds(utc_now())

    assert send(client, token_of(row, last=now - 85)).status_code == 200
    assert send(client, token_of(row, last=now - 95)).status_code == 409


def test_beats_end_with_the_stop(client: FlaskClient, holder: Holder) -> None:
    row = make_log_in(holder.stop, holder.registration, this_hour())

    assert send(client, token_of(row, until=seconds(utc_now()))).status_code == 410


def test_beats_of_a_log_in_are_limited(app: Flask, client: FlaskClient, holder: Holder) -> None:
    row = make_log_in(holder.stop, holder.registration, this_hour())
    other = make_log_in(holder.stop, holder.registration, this_hour())
    stretch_limits(app)

    answers = [send(client, token_of(row)).status_code for _ in range(MOST_IN_AN_INTERVAL + 1)]

    assert answers == [200] * MOST_IN_AN_INTERVAL + [429]
    assert send(client, token_of(other)).status_code == 200


def test_two_pages_are_two_log_ins(app: Flask, client: FlaskClient, holder: Holder) -> None:
    json = {"Accept": "application/json"}
    tokens = [client.post(f"{PAGE}/watch/D1", headers=json).get_json()["token"] for _ in range(2)]

    for token in tokens:
        assert send(client, token).status_code == 200
    write_pending(app)

    with transaction():
        rows = db.session.query(LogIn).all()
        assert len(rows) == 2
        assert all(row.left_at is not None for row in rows)
    assert current_app.extensions["presence"].beats.take() == {}
