"""Changing what one told, and withdrawing."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from eventapp.events.models import Event
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.registration.models import Registration
from tests.factories import make_registration
from tests.page_rules import problems_of
from tests.web.attendee.holding import PAGE, make_holder

WISH = {
    "given_name": "Mio",
    "family_name": "Hoshikawa",
    "country_code": "JP",
    "organisation": "Vector Works",
    "sector": "industry",
    "gender": "woman",
    "language": "sv",
    "zone": "Asia/Tokyo",
    "revision": "1",
}


def stored(number: int) -> Registration:
    db.session.rollback()
    return db.session.get_one(Registration, number)


def change(client: FlaskClient, **values: Any) -> Any:
    return client.post(f"{PAGE}/change", data=WISH | values)


def test_form_shows_what_is_kept(client: FlaskClient) -> None:
    make_holder(organisation="Old Works")

    text = client.get(f"{PAGE}/change").text

    assert problems_of(text) == []
    assert 'value="Old Works"' in text
    assert '<option value="Asia/Tokyo" selected>' in text


def test_change_is_kept_and_told(client: FlaskClient) -> None:
    number = make_holder().registration.id

    answer = change(client, newsletter="y")

    row = stored(number)
    assert (answer.status_code, answer.location) == (303, f"{PAGE}?told=changed")
    assert (row.organisation, row.gender, row.version) == ("Vector Works", "woman", 2)
    assert row.newsletter_consent_at is not None
    assert row.email == "mio@example.org"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("given_name", " ", "Type your name."),
        ("given_name", "x" * 121, "This is too long."),
        ("given_name", "a\x00b", "Type a name, in one line"),
        ("country_code", "XX", "Choose your country."),
        ("sector", "", "Choose the sector you work in."),
        ("zone", "Mars/Olympus", "Choose the city whose clock is yours."),
        ("language", "xx", "Choose a language."),
        ("gender", "many", "Choose one of the answers."),
    ],
)
def test_errors_stand_beside_their_field(
    client: FlaskClient, field: str, value: str, words: str
) -> None:
    number = make_holder().registration.id

    answer = change(client, **{field: value, "organisation": "Kept as typed"})

    assert answer.status_code == 422
    assert re.search(rf'id="{field}-error">.*?{re.escape(words)}', answer.text, re.DOTALL)
    assert 'value="Kept as typed"' in answer.text
    assert stored(number).version == 1


def test_errors_are_summed_up_in_the_order_of_the_page(client: FlaskClient) -> None:
    make_holder()

    answer = change(client, given_name="", language="xx", zone="Mars/Olympus")

    assert problems_of(answer.text) == []
    assert answer.text.index('<a href="#zone">') < answer.text.index('<a href="#language">')


@pytest.mark.parametrize("revision", ["0", "", "x", "99999999999", "²", "7"])
def test_stale_change_overwrites_nothing(client: FlaskClient, revision: str) -> None:
    number = make_holder(organisation="Stored Works").registration.id

    answer = change(client, revision=revision)

    assert answer.status_code == 409
    assert "Stored Works" in answer.text
    assert 'name="revision" type="hidden" value="1"' in answer.text
    assert problems_of(answer.text) == []
    assert stored(number).organisation == "Stored Works"


def test_mode_is_changed_only_while_there_are_places(client: FlaskClient) -> None:
    holder = make_holder()
    with transaction():
        event = db.session.get_one(Event, holder.event.id)
        event.format, event.capacity_onsite, event.taken_onsite = "hybrid", 1, 1
    make_registration(holder.event, "P2", mode="onsite")

    answer = change(client, mode="onsite")

    assert answer.status_code == 422
    assert "All places on site are taken." in answer.text


def test_withdrawing_asks_first(client: FlaskClient) -> None:
    number = make_holder().registration.id

    text = client.get(f"{PAGE}/withdraw").text

    assert problems_of(text) == []
    assert "Yes, withdraw" in text
    assert stored(number).withdrawn_at is None


def test_withdrawing_ends_the_ticket(client: FlaskClient) -> None:
    number = make_holder().registration.id

    answer = client.post(f"{PAGE}/withdraw")

    assert (answer.status_code, answer.location) == (303, PAGE)
    assert client.get(PAGE).status_code == 410
    assert client.post(f"{PAGE}/withdraw").status_code == 410
    assert stored(number).withdrawn_at is not None
