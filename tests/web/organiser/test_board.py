"""The organisers' co-design board."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.codesign.queries import Card, card_by_code
from eventapp.events.models import Event
from eventapp.foundation.database import db
from tests.codesign.partners import make_pair
from tests.counting import statements
from tests.factories import make_event, make_session, make_stop
from tests.page_rules import problems_of
from tests.web.organiser.filling import filled, open_form, send
from tests.web.public.test_figures import words_of

BOARD = "/organise/events/tour/board"
CARD = f"{BOARD}/S1"


@pytest.fixture
def event(app: Flask) -> Event:
    event = make_event("tour")
    make_pair(event)
    return event


def card(event: Event, code: str = "S1") -> Card | None:
    db.session.rollback()
    return card_by_code(event.id, code)


def move(organiser: FlaskClient, stage: str, seen: str, query: str = "") -> str:
    answer = organiser.post(f"{CARD}/move{query}", data={"stage": stage, "seen": seen})
    assert answer.status_code == 303
    return str(answer.location)


def test_board_shows_who_makes_what_when(organiser: FlaskClient, event: Event) -> None:
    page = organiser.get(BOARD)
    words = words_of(page.text)

    assert page.status_code == 200
    assert problems_of(page.text) == []
    assert "Idea 1 Paying S1" in words
    assert "Tokyo" in words
    assert "International host Mio S1-H Japan" in words
    assert "0 of 2 signed off" in words


def test_board_is_in_swedish_too(organiser: FlaskClient, event: Event) -> None:
    words = words_of(organiser.get(BOARD, query_string={"lang": "sv"}).text)

    assert "Idé 1 Betala S1" in words
    assert "Internationell värd Mio S1-H Japan" in words


def test_board_tells_of_roles_that_nobody_has(organiser: FlaskClient, event: Event) -> None:
    make_session(make_stop(event), "S9", kind="codesigned")

    words = words_of(organiser.get(BOARD).text)

    assert "No international host yet" in words
    assert "No local counterpart yet" in words


def test_empty_board_says_how_it_is_filled(organiser: FlaskClient) -> None:
    make_event("tour")

    assert "The board is empty" in words_of(organiser.get(BOARD).text)


def test_card_is_moved_and_taken_back(organiser: FlaskClient, event: Event) -> None:
    place = move(organiser, "contacted", "idea", "?stop=&country=JP")
    page = organiser.get(place.partition("#")[0])

    assert place == f"{BOARD}?country=JP&moved=S1&was=idea#card-S1"
    assert problems_of(page.text) == []
    assert "It is in “Contacted” now." in words_of(page.text)
    assert "Undo the move" in words_of(page.text)
    assert "Contacted 1 Paying S1" in words_of(page.text)


def test_move_of_what_others_moved_is_refused(organiser: FlaskClient, event: Event) -> None:
    move(organiser, "paired", "idea")
    move(organiser, "contacted", "idea")

    assert "Somebody else moved it meanwhile." in words_of(organiser.get(BOARD).text)
    assert organiser.post(f"{CARD}/move", data={"stage": "moon"}).status_code == 400


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("country=JP", "1 session shown of 1."),
        ("country=NO", "0 sessions shown of 1."),
        ("person=S1-C", "1 session shown of 1."),
        ("person=S1-P", "1 session shown of 1."),
        ("theme=payment", "0 sessions shown of 1."),
        ("stop=nowhere", "0 sessions shown of 1."),
    ],
)
def test_board_is_filtered(organiser: FlaskClient, event: Event, query: str, shown: str) -> None:
    assert shown in words_of(organiser.get(f"{BOARD}?{query}").text)


def test_card_is_edited(organiser: FlaskClient, event: Event) -> None:
    form = open_form(organiser, CARD)

    answer = send(
        organiser,
        f"{CARD}/edit",
        form,
        next_step="Call them",
        due_on="2020-05-03",
        comparability="Ten million",
    )

    page = organiser.get(BOARD)
    assert answer.status_code == 303
    assert "Overdue Call them by Sunday 3 May 2020" in words_of(page.text)
    assert "1 overdue" in words_of(page.text)


def test_edits_that_collide_are_shown_side_by_side(organiser: FlaskClient, event: Event) -> None:
    form = open_form(organiser, CARD)
    send(organiser, f"{CARD}/edit", form, next_step="Call")

    answer = send(organiser, f"{CARD}/edit", form, next_step="Write", due_on="x")
    collided = send(organiser, f"{CARD}/edit", form, next_step="Write")

    assert (answer.status_code, collided.status_code) == (422, 409)
    assert "Saved by somebody else meanwhile Call" in words_of(collided.text)
    assert filled(collided.text)["next_step"] == "Write"


def test_comments_are_added(organiser: FlaskClient, event: Event) -> None:
    refused = send(organiser, f"{CARD}/comments", {}, comment=" ")
    added = organiser.post(f"{CARD}/comments", data={"comment": "Who <i>calls?"})

    page = organiser.get(CARD)
    assert (refused.status_code, added.status_code) == (422, 303)
    assert "Type a comment." in words_of(refused.text)
    assert "Who &lt;i&gt;calls?" in page.text
    assert "olga@example.org" in page.text


def test_sign_off_is_noted_for_what_was_read(organiser: FlaskClient, event: Event) -> None:
    now = card(event)
    assert now is not None
    sign = {"speaker": "S1-H", "read": now.fingerprint}

    organiser.post(f"{CARD}/sign-offs", data=sign)
    signed = words_of(organiser.get(CARD).text)
    organiser.post(f"{CARD}/sign-offs", data=sign | {"read": "0" * 64})
    stale = words_of(organiser.get(CARD).text)
    organiser.post(f"{CARD}/sign-offs", data=sign | {"speaker": "S1-P"})
    stranger = words_of(organiser.get(CARD).text)

    assert "1 of 2 signed off" in signed
    assert "noted by an organiser" in signed
    assert "The content was changed meanwhile." in stale
    assert "Only the international host and the local counterpart" in stranger


def test_other_sessions_are_put_on_the_board(organiser: FlaskClient, event: Event) -> None:
    make_session(make_stop(event), "TALK")
    off = words_of(organiser.get(f"{BOARD}/TALK").text)

    put = organiser.post(BOARD, data={"session": "TALK"})
    none = organiser.post(BOARD, data={"session": "nothing"})
    page = organiser.get(f"{BOARD}/TALK")
    organiser.post(f"{BOARD}/TALK/place", data={"do": "take"})
    taken = card(event, "TALK")
    organiser.post(f"{BOARD}/TALK/place", data={"do": "put"})
    organiser.post(f"{CARD}/place", data={"do": "take"})

    assert "Not on the board" in off
    assert (put.location, none.location) == (f"{BOARD}/TALK", BOARD)
    assert problems_of(page.text) == []
    assert taken is None
    assert card(event, "TALK") is not None
    assert "A co-designed session stays on the board." in words_of(organiser.get(BOARD).text)


def test_cards_of_other_events_are_not_there(organiser: FlaskClient, event: Event) -> None:
    make_pair(make_event("other"), "S2")

    assert organiser.get(f"{BOARD}/S2").status_code == 404
    assert organiser.post(f"{BOARD}/S2/move", data={"stage": "paired"}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_board_takes_the_same_statements_for_any_number(
    organiser: FlaskClient, event: Event, number: int
) -> None:
    for place in range(number):
        make_pair(event, f"M{place}")

    with statements() as seen:
        organiser.get(BOARD)

    assert len(seen) == 10
