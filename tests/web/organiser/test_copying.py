"""Copying an event to other dates on its page."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.accounts.rules import Scope
from eventapp.decisions.actions import note_decision, set_target
from eventapp.decisions.queries import decisions_of, has_target, target_of
from eventapp.decisions.rules import About, Target
from eventapp.events.models import Event, Stop
from eventapp.events.queries import event_by_slug
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.programme.queries import programme_of
from eventapp.proposals.queries import call_of, question_rows
from tests.factories import (
    NOON,
    make_appearance,
    make_event,
    make_session,
    make_speaker,
    make_stop,
)
from tests.proposals.wishes import make_call, make_question
from tests.web.organiser.filling import filled, open_form, send
from tests.web.organiser.signing import make_account, sign_in
from tests.web.public.test_figures import words_of

TOUR = "/organise/events/tour"


@pytest.fixture
def stop(app: Flask) -> Stop:
    event = make_event("tour", name_en="Tour 2030", name_sv="Turné 2030")
    stop = make_stop(event, "D1", title_en="East", title_sv="Öst")
    speaker = make_speaker(event, "ada", given_name="Ada", family_name="Lovelace")
    make_appearance(make_session(stop, "S1", title_en="Talk"), speaker)
    return stop


def event(slug: str = "tour") -> Event:
    db.session.rollback()
    found = event_by_slug(slug)
    assert found is not None
    return found


def test_copy_shows_what_moves_and_then_makes_a_draft(organiser: FlaskClient, stop: Stop) -> None:
    form = open_form(organiser, f"{TOUR}/copy")

    shown = send(organiser, f"{TOUR}/copy", form, do="preview", first_day="2031-01-15")
    answer = send(organiser, f"{TOUR}/copy", filled(shown.text), do="copy")
    taken = send(organiser, f"{TOUR}/copy", form, do="copy", slug="tour")

    assert form["first_day"] == date(2031, 5, 14).isoformat()
    assert "Wednesday 15 January 2031" in shown.text
    assert answer.location == "/organise/events/tour-2031/programme"
    copy = event("tour-2031")
    (session,) = programme_of(copy.id)
    assert (copy.state, copy.name_en) == ("draft", "Tour 2031")
    assert session.wall_starts == datetime(2031, 1, 15, 14)
    assert [one.code for one in session.people] == ["ada"]
    assert taken.status_code == 422


def test_copy_takes_call_and_target_along_and_tells_the_deadline(
    organiser: FlaskClient, stop: Stop
) -> None:
    make_call(stop.event, closes_at=datetime(2030, 3, 30, 21, 59, tzinfo=UTC))
    make_question(stop.event)
    event_id = stop.event_id
    with transaction():
        set_target(event_id, Target(45, 55), actor="account:1", now=NOON)
        note_decision(event_id, About(), "Ask more women.", actor="account:1", now=NOON)
    form = open_form(organiser, f"{TOUR}/copy")

    shown = send(organiser, f"{TOUR}/copy", form, do="preview")
    send(organiser, f"{TOUR}/copy", filled(shown.text), do="copy")
    without = {name: form[name] for name in form if name not in {"call", "target"}}
    send(organiser, f"{TOUR}/copy", without, do="copy", slug="bare")

    copy, bare = event("tour-2031"), event("bare")
    assert "Saturday 29 March 2031, 22:59" in words_of(shown.text)
    call = call_of(copy.id)
    assert call is not None
    assert call.wall_closes == datetime(2031, 3, 29, 22, 59)
    assert call.closes_at == datetime(2031, 3, 29, 21, 59, tzinfo=UTC)
    assert len(question_rows(copy.id)) == 1
    assert target_of(copy.id) == Target(45, 55)
    assert decisions_of(copy.id) == []
    assert (call_of(bare.id), has_target(bare.id)) == (None, False)


def test_copy_asks_only_for_what_there_is(organiser: FlaskClient, stop: Stop) -> None:
    form = open_form(organiser, f"{TOUR}/copy")

    assert form.keys().isdisjoint({"call", "target", "roster", "roster_people"})


def test_copy_is_open_to_who_made_it(client: FlaskClient, stop: Stop) -> None:
    make_account(scope=Scope(event_id=stop.event_id))
    sign_in(client)
    form = open_form(client, f"{TOUR}/copy")

    send(client, f"{TOUR}/copy", form, do="copy", slug="mine")

    assert client.get("/organise/events/mine/edit").status_code == 200
