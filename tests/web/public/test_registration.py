"""Asking for a place: by whom, when, what is wrong, and what a stranger learns."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.events.models import Event
from eventapp.foundation.clock import utc_now
from eventapp.foundation.database import db
from eventapp.mail.models import OutboxMail
from eventapp.mail.rules import NOBODY
from eventapp.registration.models import Registration
from tests.counting import statements
from tests.factories import make_event, make_registration
from tests.page_rules import problems_of

ADDRESS = "/events/tour/register"
DAY = timedelta(days=1)
WISH = {
    "given_name": "Mio",
    "family_name": "Hoshikawa",
    "email": "mio@example.org",
    "country_code": "JP",
    "organisation": "Vector Works",
    "sector": "industry",
    "gender": "not_stated",
    "language": "sv",
    "zone": "Asia/Tokyo",
    "key": "a key of this form",
}


def make_tour(**values: Any) -> Event:
    now = utc_now()
    opened = {"registration_opens_at": now - DAY, "registration_closes_at": now + DAY}
    return make_event("tour", name_en="World Tour", name_sv="Världsturnén", **opened | values)


def register(client: FlaskClient, **values: Any) -> Any:
    return client.post(ADDRESS, data=WISH | values)


def registrations() -> list[Registration]:
    db.session.rollback()
    return db.session.query(Registration).order_by(Registration.id).all()


def mails() -> list[tuple[str, str]]:
    db.session.rollback()
    rows = db.session.query(OutboxMail).order_by(OutboxMail.id)
    return [(row.kind, row.recipient) for row in rows if row.recipient != NOBODY]


def test_form_asks_for_nothing_that_is_ticked(client: FlaskClient) -> None:
    make_tour()

    text = client.get(ADDRESS).text

    assert problems_of(text) == []
    assert " checked" not in "".join(re.findall(r'<input[^>]*type="checkbox"[^>]*>', text))
    assert "Asked only to see whether women and men are reached alike." in text
    for name in ("newsletter", "participant_list", "speaker_contact"):
        assert f'name="{name}"' in text


def test_form_begins_with_what_is_known_of_the_reader(client: FlaskClient) -> None:
    make_tour()

    text = client.get(f"{ADDRESS}?lang=sv&zone=Asia/Calcutta").text

    assert '<option value="Asia/Kolkata" selected>' in text
    assert re.search(r'<input checked[^>]*value="sv"', text)
    assert "Förnamn" in text


def test_registration_is_made(client: FlaskClient) -> None:
    make_tour()

    answer = register(client, newsletter="y")

    (row,) = registrations()
    assert (answer.status_code, answer.location) == (303, "/events/tour/registered")
    assert (row.email, row.country_code, row.zone, row.language, row.mode) == (
        "mio@example.org",
        "JP",
        "Asia/Tokyo",
        "sv",
        "online",
    )
    assert row.newsletter_consent_at is not None
    assert row.speaker_contact_consent_at is None
    assert mails() == [("confirmation", "mio@example.org")]
    assert row.ticket_code not in client.get(answer.location).text


def test_registering_takes_few_statements(client: FlaskClient) -> None:
    make_tour()

    with statements() as shown:
        client.get(ADDRESS)
    with statements() as sent:
        register(client)

    assert len(shown) <= 2
    assert len(sent) <= 8


def test_form_sent_twice_makes_one_registration(client: FlaskClient) -> None:
    make_tour()

    answers = [register(client), register(client)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(registrations()) == 1
    assert mails() == [("confirmation", "mio@example.org")]


ERRORS = [
    ("given_name", "  ", "Type your name."),
    ("given_name", "x" * 121, "This is too long."),
    ("given_name", "a\x00b", "Type a name, in one line"),
    ("family_name", "a\u2028b", "Type a name, in one line"),
    ("email", "", "Type your e-mail address."),
    ("email", "mio", "Write the address as name@example.org."),
    ("email", "mio@example.org\nBcc: other@example.org", "Write the address as"),
    ("email", "a@example.org, b@example.org", "Write the address as"),
    ("country_code", "", "Choose your country."),
    ("country_code", "UK", "Choose your country."),
    ("organisation", "x" * 201, "This is too long."),
    ("sector", "", "Choose the sector you work in."),
    ("sector", "piracy", "Choose the sector you work in."),
    ("gender", "many", "Choose one of the answers."),
    ("language", "", "Choose a language."),
    ("language", "tlh", "Choose a language."),
    ("zone", "", "Choose the city whose clock is yours."),
    ("zone", "../etc/passwd", "Choose the city whose clock is yours."),
    ("zone", "Factory", "Choose the city whose clock is yours."),
]


@pytest.mark.parametrize(("field", "value", "words"), ERRORS)
def test_errors_stand_beside_their_field_and_nothing_is_lost(
    client: FlaskClient, field: str, value: str, words: str
) -> None:
    make_tour()
    kept = "family_name" if field == "organisation" else "organisation"

    answer = register(client, **{field: value, kept: "Kept as typed", "newsletter": "y"})

    assert answer.status_code == 422
    assert problems_of(answer.text.replace("\x00", "")) == []
    beside = rf'id="{field}-error">.*?{re.escape(words)}.*?</p>'
    assert re.search(beside, answer.text, re.DOTALL)
    assert f'<a href="#{field}">' in answer.text
    assert 'value="Kept as typed"' in answer.text
    assert re.search(r'<input[^>]*checked[^>]*name="newsletter"', answer.text)
    assert 'value="a key of this form"' in answer.text
    assert registrations() == []


def test_empty_form_names_every_field(client: FlaskClient) -> None:
    make_tour()

    answer = client.post(ADDRESS)

    beside = re.findall(r'id="(\w+)-error"', answer.text)
    on_top = re.findall(r'<a href="#(\w+)">[^<]*</a>: ', answer.text)
    assert answer.status_code == 422
    assert beside == on_top == ["given_name", "email", "country_code", "sector", "zone"]


@pytest.mark.parametrize("body", ["[1]", '{"email": "a@example.org"}', "nonsense"])
def test_what_no_form_sends_is_refused(client: FlaskClient, body: str) -> None:
    make_tour()

    answer = client.post(ADDRESS, data=body, content_type="application/json")

    assert answer.status_code == 422
    assert registrations() == []


def test_long_key_is_replaced(client: FlaskClient) -> None:
    make_tour()

    answer = register(client, key="k" * 5000)

    assert answer.status_code == 303
    assert len(registrations()) == 1


def test_fields_of_the_table_cannot_be_sent_along(client: FlaskClient) -> None:
    make_tour()

    register(client, ticket_code="chosen", code="chosen", event_id="9", withdrawn_at="2020-01-01")

    (row,) = registrations()
    assert "chosen" not in {row.ticket_code, row.code}
    assert row.withdrawn_at is None


def test_text_of_a_script_is_shown_as_text(client: FlaskClient) -> None:
    make_tour()

    text = register(client, given_name='"><script>alert(1)</script>', email="x").text

    assert "<script>alert" not in text


def seen_by_a_stranger(answer: Any) -> tuple[int, str, list[tuple[str, str]]]:
    """Give what an answer tells, but for the nonce and the proof that belong to each page."""
    text = re.sub(r'(nonce|value)="[^"]*"', "", answer.text)
    headers = [
        (name, re.sub(r"nonce-[^']+|form=[^;]+", "", value)) for name, value in answer.headers
    ]
    return answer.status_code, text, sorted(headers)


def test_stranger_does_not_learn_who_is_registered(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    event = make_tour()
    make_registration(event, "P1", email="known@example.org", ticket_code="a" * 32)

    told = []
    for email in ("known@example.org", "KNOWN@Example.org ", "new@example.org"):
        with app.app_context():
            browser = app.test_client()
            page = browser.get(ADDRESS)
            values = {
                name: re.search(rf'name="{name}"[^>]*value="([^"]+)"', page.text)[1]  # type: ignore[index]
                for name in ("csrf_token", "key")
            }
            answer = browser.post(ADDRESS, data=WISH | values | {"email": email})
            after = browser.get(answer.location)
        told.append((seen_by_a_stranger(answer), seen_by_a_stranger(after)))

    assert told[0] == told[1] == told[2]
    assert told[0][0][0] == 303
    assert [row.email for row in registrations()] == ["known@example.org", "new@example.org"]
    assert mails() == [
        ("already_registered", "known@example.org"),
        ("confirmation", "new@example.org"),
    ]


def test_form_without_its_proof_is_shown_again(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    make_tour()

    answer = register(client)

    assert answer.status_code == 422
    assert "This page was open for long" in answer.text
    assert 'value="mio@example.org"' in answer.text
    assert problems_of(answer.text) == []
    assert registrations() == []


@pytest.mark.parametrize(
    ("opens", "closes", "state", "words"),
    [
        (-DAY, DAY, 303, ""),
        (None, None, 303, ""),
        (DAY, 2 * DAY, 422, "Registration has not opened yet."),
        (-2 * DAY, -DAY, 422, "Registration has closed."),
    ],
)
def test_registration_is_made_while_it_is_open(
    client: FlaskClient, opens: Any, closes: Any, state: int, words: str
) -> None:
    now = utc_now()
    make_tour(
        registration_opens_at=None if opens is None else now + opens,
        registration_closes_at=None if closes is None else now + closes,
    )

    shown, answer = client.get(ADDRESS), register(client)

    assert shown.status_code == 200
    assert answer.status_code == state
    assert words in shown.text
    assert words in answer.text
    assert ('<form class="form"' in shown.text) is (state == 303)
    assert len(registrations()) == (state == 303)


def test_closing_is_told_in_the_events_time_and_the_readers(client: FlaskClient) -> None:
    make_tour()

    text = client.get(f"{ADDRESS}?zone=Asia/Kathmandu").text

    assert "Stockholm\u00a0· UTC+" in text
    assert "UTC+5:45" in text


def test_full_event_says_so(client: FlaskClient) -> None:
    make_tour(capacity_online=1, taken_online=1)

    shown, answer = client.get(ADDRESS), register(client)

    assert "All places are taken." in shown.text
    assert answer.status_code == 422
    assert "All places online are taken." in answer.text
    assert 'value="mio@example.org"' in answer.text
    assert registrations() == []


def test_one_full_mode_leaves_the_other(client: FlaskClient) -> None:
    make_tour(format="hybrid", capacity_onsite=2, taken_onsite=2, capacity_online=12)

    shown = client.get(ADDRESS).text
    onsite = register(client, mode="onsite")
    online = register(client, mode="online")

    assert "fully booked" in shown
    assert "12 places left" in shown
    assert onsite.status_code == 422
    assert re.search(r'id="mode-error">.*?All places on site are taken\.', onsite.text, re.DOTALL)
    assert online.status_code == 303
    assert [row.mode for row in registrations()] == ["online"]


def test_mode_is_chosen_where_there_are_two(client: FlaskClient) -> None:
    make_tour(format="hybrid")

    answer = register(client)

    assert answer.status_code == 422
    assert "Choose how you take part." in answer.text


def test_mode_that_is_not_offered_cannot_be_sent(client: FlaskClient) -> None:
    make_tour(format="online")

    register(client, mode="onsite")

    assert [row.mode for row in registrations()] == ["online"]


def test_ticket_is_mailed_again_to_its_owner_alone(client: FlaskClient) -> None:
    event = make_tour()
    make_registration(event, "P1", email="known@example.org")

    known = client.post("/events/tour/registered", data={"email": " Known@example.org"})
    unknown = client.post("/events/tour/registered", data={"email": "new@example.org"})

    assert seen_by_a_stranger(known) == seen_by_a_stranger(unknown)
    assert known.status_code == 303
    assert mails() == [("already_registered", "known@example.org")]


def test_ticket_is_not_mailed_to_what_is_no_address(client: FlaskClient) -> None:
    make_tour()

    answer = client.post("/events/tour/registered", data={"email": "mio"})

    assert answer.status_code == 422
    assert 'value="mio"' in answer.text
    assert problems_of(answer.text) == []


def test_page_after_the_form_is_well_formed(client: FlaskClient) -> None:
    make_tour()

    answer = client.get("/events/tour/registered")

    assert problems_of(answer.text) == []
    assert 'name="robots" content="noindex"' in answer.text


@pytest.mark.parametrize("address", ["/events/nowhere/register", "/events/nowhere/registered"])
def test_unknown_event_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404
    assert client.post(address, data=WISH).status_code == 404
