"""The call for sessions as organisers set it up, change it and let it end."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.accounts.rules import Scope
from eventapp.events.models import Event
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.proposals.models import ProposalCall
from tests.factories import NOON, make_event
from tests.page_rules import problems_of
from tests.proposals.wishes import WEEK, make_call
from tests.signing_in import make_account, signed_in
from tests.web.organiser.filling import filled

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

CALL = "/organise/events/tour/call"


@pytest.fixture
def event(app: Flask) -> Event:
    made = make_event("tour", name_en="World Tour")
    make_call(made, is_blind=True)
    return made


def client_of(app: Flask, event: Event) -> FlaskClient:
    make_account("organiser@example.org", "organiser", Scope(event_id=event.id))
    return signed_in(app, "organiser@example.org")


def test_a_call_is_set_up_with_its_questions(app: Flask) -> None:
    client = client_of(app, make_event("tour"))
    form = filled(client.get(CALL).text)

    wrong = client.post(CALL, data=form | {"lengths": "1 x", "wall_closes": ""})
    right = client.post(
        CALL,
        data={**form, "kinds": ["talk"], "lengths": "45, 20", "wall_closes": "2030-03-31T23:59"},
    )
    question = {"q0-label_en": "Why?", "q0-kind": "choice", "do": "save", "question": "0"}
    bad = client.post(f"{CALL}/questions", data=question | {"q0-choices_en": "one"})
    good = client.post(f"{CALL}/questions", data=question | {"q0-choices_en": "one\ntwo"})
    page = client.get(CALL).text

    assert wrong.status_code == 422
    assert 'id="lengths-error"' in wrong.text
    assert 'id="wall_closes-error"' in wrong.text
    assert (right.status_code, bad.status_code, good.status_code) == (303, 422, 303)
    assert 'id="q0-choices_en-error"' in bad.text
    assert 'value="20 45"' in bad.text
    assert problems_of(bad.text) == []
    assert problems_of(page) == []
    assert "Why?" in page
    assert client.post(f"{CALL}/questions", data={"do": "?"}).status_code == 400
    assert client.post(f"{CALL}/questions", data={"do": "up", "question": "99"}).status_code == 404


def test_two_who_edit_the_call_lose_nothing(app: Flask, event: Event) -> None:
    client = client_of(app, event)
    form: dict[str, Any] = filled(client.get(CALL).text) | {"kinds": ["talk"]}
    client.post(CALL, data=form | {"text_en": "Theirs"})

    merged = client.post(CALL, data=form | {"text_sv": "Min"})
    collided = client.post(CALL, data=form | {"text_en": "Mine"})

    assert merged.status_code == 303
    assert collided.status_code == 409
    assert "Theirs" in collided.text
    assert problems_of(collided.text) == []


def test_a_deadline_stays_the_moment_it_was_when_the_event_moves(app: Flask, event: Event) -> None:
    client = client_of(app, event)
    with transaction():
        event.zone = "Asia/Kathmandu"

    form: dict[str, Any] = filled(client.get(CALL).text) | {"kinds": ["talk"]}
    answer = client.post(CALL, data=form | {"text_en": "Hurry"})

    call = db.session.query(ProposalCall).one()
    db.session.refresh(call)
    assert (answer.status_code, form["wall_closes"]) == (303, "2030-05-22T17:45")
    assert (call.zone, call.closes_at, call.text_en) == ("Asia/Kathmandu", NOON + WEEK, "Hurry")
