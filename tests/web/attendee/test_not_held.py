"""Tickets of events that are postponed, cancelled or replaced."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from eventapp.attendance.models import LogIn
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from tests.factories import make_event
from tests.page_rules import problems_of
from tests.web.attendee.holding import PAGE, Holder, make_holder
from tests.web.public.test_figures import words_of

WATCH = f"{PAGE}/watch/D1"


def not_held(state: str, **values: object) -> Holder:
    holder = make_holder()
    with transaction():
        holder.event.state = state
        for name, value in values.items():
            setattr(holder.event, name, value)
    return holder


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("cancelled", "This event is cancelled. You need not do anything"),
        ("postponed", "This event is postponed. Your place is kept."),
    ],
)
def test_ticket_and_live_page_say_so_and_open_nothing(
    client: FlaskClient, state: str, words: str
) -> None:
    not_held(state)

    ticket, watch = client.get(PAGE), client.get(WATCH)
    by_form = client.post(WATCH)
    by_script = client.post(WATCH, headers={"Accept": "application/json"})

    for page in (ticket, watch):
        assert page.status_code == 200
        assert problems_of(page.text) == []
        assert words in words_of(page.text)
        assert "Watch now" not in page.text
        assert "Start watching" not in page.text
    assert (by_form.status_code, by_script.status_code) == (303, 409)
    assert db.session.scalars(sa.select(LogIn)).all() == []


def test_what_is_held_instead_is_named_unless_it_is_a_draft(client: FlaskClient) -> None:
    instead, draft = make_event("next", name_en="Next Tour"), make_event("d", state="draft")
    holder = not_held("cancelled", replaced_by_id=instead.id)

    shown = client.get(PAGE)
    with transaction():
        holder.event.replaced_by_id = draft.id
    hidden = client.get(PAGE)

    assert 'href="/events/next"' in shown.text
    assert "This ticket does not hold there: register anew." in shown.text
    assert "Replaced by" not in hidden.text


def test_ticket_of_an_event_that_is_held_says_nothing_of_it(client: FlaskClient) -> None:
    make_holder()

    assert "cancelled" not in words_of(client.get(PAGE).text)
    assert "Watch now" in client.get(PAGE).text
