"""The door: scanning tickets, and who may."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from eventapp.accounts.rules import Scope
from eventapp.checkin.models import CheckIn
from eventapp.events.models import Event
from eventapp.foundation.clock import utc_now
from eventapp.foundation.database import db
from tests.counting import statements
from tests.factories import NOON, make_event, make_registration, make_stop
from tests.page_rules import problems_of
from tests.signing_in import signed_in
from tests.web.organiser.signing import EMAIL, make_account
from tests.web.public.test_figures import words_of

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
DOOR = "/door/events/tour"


@pytest.fixture
def event(app: Flask) -> Event:
    event = make_event("tour", name_en="World Tour", format="onsite")
    make_registration(event, "P1", ticket_code="t-P1", mode="onsite", given_name="Åsa")
    return event


@pytest.fixture
def door(app: Flask, event: Event) -> FlaskClient:
    make_account("door", EMAIL, Scope(event_id=event.id))
    return signed_in(app, EMAIL)


def arrivals() -> list[CheckIn]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(CheckIn).order_by(CheckIn.id)))


def test_ticket_is_scanned_once_and_again(door: FlaskClient) -> None:
    first = door.post(DOOR, data={"code": "t-P1\r\n"})
    welcome = door.get(first.location).text
    second = door.post(DOOR, data={"code": "t-P1"})
    again = words_of(door.get(second.location).text)

    assert (first.status_code, second.status_code) == (303, 303)
    assert "Welcome Åsa P1 Checked in. On site · P1" in words_of(welcome)
    assert "1 person has arrived here." in words_of(welcome)
    assert problems_of(welcome) == []
    assert re.search(r"Already here Åsa P1 Checked in .+, \d\d:\d\d Stockholm · UTC\+[12]\.", again)
    assert len(arrivals()) == 1


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("t-P2", "Withdrawn Ada P2"),
        ("t-P3", "Online ticket Ada P3"),
        ("t-X", "Another event This ticket is for another event."),
        ("nothing", "Unknown ticket No ticket has this code."),
        ("", "Unknown ticket"),
        ("<script>alert(1)</script>", "Unknown ticket"),
        ("\u202e" * 999, "Unknown ticket"),
    ],
)
def test_what_is_not_let_in_is_told_in_large_letters(
    door: FlaskClient, event: Event, code: str, words: str
) -> None:
    make_registration(event, "P2", ticket_code="t-P2", mode="onsite", withdrawn_at=NOON)
    make_registration(event, "P3", ticket_code="t-P3")
    make_registration(make_event(), "X", ticket_code="t-X", given_name="Foreignname")

    answer = door.post(DOOR, data={"code": code})

    assert answer.status_code == 422
    assert words in words_of(answer.text)
    assert "Foreignname" not in answer.text
    assert "<script>alert" not in answer.text
    assert problems_of(answer.text) == []
    assert arrivals() == []


def test_online_ticket_is_let_in_all_the_same(door: FlaskClient, event: Event) -> None:
    make_registration(event, "P3", ticket_code="t-P3")

    asked = door.post(DOOR, data={"code": "t-P3"}).text
    answer = door.post(DOOR, data={"code": "t-P3", "anyway": "yes"})

    assert 'name="code" value="t-P3"' in asked
    assert answer.status_code == 303
    assert len(arrivals()) == 1


def test_check_in_is_taken_back(door: FlaskClient) -> None:
    seen = door.get(door.post(DOOR, data={"code": "t-P1"}).location).text
    number = str(arrivals()[0].id)

    undone = door.post(f"{DOOR}/undo", data={"arrival": number})
    told = door.get(undone.location).text
    door.post(f"{DOOR}/undo", data={"arrival": number})
    late = door.get(DOOR).text

    assert f'name="arrival" value="{number}"' in seen
    assert undone.status_code == 303
    assert "The check-in is taken back." in told
    assert "It is too late to take it back" in late
    assert arrivals()[0].undone_at is not None
    assert "Welcome" not in door.get(f"{DOOR}?arrival={number}").text


@on_sqlite
def test_arrival_of_another_event_is_not_shown(app: Flask, door: FlaskClient) -> None:
    other = make_event("other", format="onsite")
    make_registration(other, "X", ticket_code="t-X", mode="onsite", given_name="Foreignname")
    make_account("door", "else@example.org", Scope(event_id=other.id))
    elsewhere = signed_in(app, "else@example.org")
    elsewhere.post("/door/events/other", data={"code": "t-X"})
    number = arrivals()[0].id

    page = door.get(f"{DOOR}?arrival={number}").text
    door.post(f"{DOOR}/undo", data={"arrival": number})

    assert "Foreignname" not in page
    assert arrivals()[0].undone_at is None


def test_stop_whose_doors_are_open_is_chosen(door: FlaskClient, event: Event) -> None:
    now = utc_now()
    make_stop(event, "D1", starts_at=now - timedelta(days=1))
    today = make_stop(event, "D2", starts_at=now + timedelta(hours=2), title_en="Second day").id

    page = words_of(door.get(DOOR).text)
    answer = door.post(DOOR, data={"code": "t-P1"})
    door.post(DOOR, data={"code": "t-P1", "stop": "-"})
    wrong = door.post(DOOR, data={"code": "t-P1", "stop": "D9"})

    assert "The event D1 D2 Second day" in page
    assert "stop=D2" in answer.location
    assert [row.stop_id for row in arrivals()] == [today, None]
    assert wrong.status_code == 404


@on_sqlite
@pytest.mark.parametrize(
    "asked", ["?arrival=x", "?arrival=99999999999999", "?stop=%27", "?arrival=1&again=%3Cb%3E"]
)
def test_hostile_addresses_are_answered(door: FlaskClient, asked: str) -> None:
    assert door.get(DOOR + asked).status_code in {200, 404}


@on_sqlite
def test_door_volunteer_sees_the_door_alone(door: FlaskClient) -> None:
    make_event("other", name_en="Other Event")

    home = door.get("/organise/", follow_redirects=True)

    assert home.request.path == DOOR
    assert "World Tour" in home.text
    assert "Other Event" not in home.text
    assert 'href="/organise/events' not in home.text
    assert door.get("/door/events/other").status_code == 404
    for address in ("", "/registrations", "/registrations/P1", "/streams", "/log", "/report"):
        assert door.get(f"/organise/events/tour{address}").status_code == 403
    assert door.get("/organise/people").status_code == 403


@on_sqlite
def test_who_has_several_doors_chooses(app: Flask, event: Event) -> None:
    make_event("other", name_en="Other Event")
    make_account("organiser", EMAIL)

    page = signed_in(app, EMAIL).get("/door/").text

    assert f'href="{DOOR}"' in page
    assert 'href="/door/events/other"' in page


@on_sqlite
def test_scan_asks_the_database_seldom(door: FlaskClient) -> None:
    with statements() as seen:
        door.post(DOOR, data={"code": "t-P1"})

    assert len(seen) == 7


@on_sqlite
def test_analysts_have_no_door(app: Flask, event: Event) -> None:
    make_account("analyst", EMAIL, Scope(event_id=event.id))
    client = signed_in(app, EMAIL)

    assert client.get(DOOR).status_code == 403
    assert client.post(DOOR, data={"code": "t-P1"}).status_code == 403
    assert client.get("/door/").status_code == 403
    assert arrivals() == []
