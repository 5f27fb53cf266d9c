"""One registration: shown, added by hand, changed, withdrawn, its ticket sent again."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from eventapp.accounts.rules import Scope
from eventapp.audit.models import AuditEntry
from eventapp.events.models import Event
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.registration.changing import change_registration
from eventapp.registration.models import Registration
from eventapp.registration.queries import registration_by_code
from eventapp.registration.rules import RegistrationChange
from tests.factories import NOON, make_event, make_log_in, make_registration, make_stop
from tests.page_rules import problems_of
from tests.signing_in import signed_in
from tests.web.organiser.mails import mails
from tests.web.organiser.signing import EMAIL, make_account
from tests.web.public.test_figures import words_of

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGE = "/organise/events/tour/registrations/P1"
ADD = "/organise/events/tour/add-registration"
FORM = {
    "given_name": "Mio",
    "family_name": "Hoshikawa",
    "country_code": "JP",
    "zone": "Asia/Tokyo",
    "sector": "academia",
    "organisation": "Japan Vector Works",
    "language": "sv",
    "mode": "online",
    "revision": "1",
}


@pytest.fixture
def event(app: Flask) -> Event:
    return make_event("tour", format="hybrid", capacity_onsite=1)


@pytest.fixture
def organiser(app: Flask, event: Event) -> FlaskClient:
    make_account("organiser", EMAIL, Scope(event_id=event.id))
    return signed_in(app, EMAIL)


def stored(event: Event, code: str = "P1") -> Registration:
    db.session.rollback()
    found = registration_by_code(event.id, code)
    assert found is not None
    return found


def noted() -> list[tuple[Any, ...]]:
    rows = db.session.execute(
        sa.select(AuditEntry.action, AuditEntry.subject, AuditEntry.actor).order_by(AuditEntry.id)
    )
    return [tuple(row) for row in rows]


def test_page_tells_all_but_gender(organiser: FlaskClient, event: Event) -> None:
    registration = make_registration(event, "P1", gender="woman", organisation="Ada & Co")
    make_log_in(make_stop(event, "D1"), registration, NOON)
    make_registration(event, "P2", given_name="Foreign")

    words = words_of(organiser.get(PAGE).text)

    assert "p1@example.org" in words
    assert "Ada &amp; Co" in words or "Ada & Co" in words
    assert "D1 Wednesday 15 May 2030, 14:00 Stockholm · UTC+2 not known" in words
    assert "Nothing is noted: it came with a file." in words
    assert "Woman" not in words
    assert "Foreign" not in words


def test_registration_is_added_by_hand(organiser: FlaskClient, event: Event) -> None:
    answer = organiser.post(ADD, data=FORM | {"email": "Mio@example.org"})

    page = organiser.get(answer.location).text
    code = answer.location.rpartition("/")[2]
    assert answer.status_code == 303
    assert "mio@example.org" in page
    assert "Confirmation with the ticket" in page
    assert "olga@example.org" in page
    assert [mail.recipient for mail in mails()] == ["mio@example.org"]
    added = stored(event, code)
    assert (added.gender, added.newsletter_consent_at) == ("not_stated", None)
    assert stored(event, code).event.taken_online == 1


@on_sqlite
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "nobody", "Write the address as name@example.org."),
        ("email", "p1@example.org", "The address has a registration already."),
        ("given_name", "", "Type your name."),
        ("country_code", "ZZ", "Choose your country."),
        ("zone", "Mars/Base", "Choose the city whose clock is yours."),
        ("mode", "onsite", "All places on site are taken."),
        ("organisation", "x" * 201, "This is too long."),
    ],
)
def test_what_cannot_be_added_is_told_beside_its_field(
    organiser: FlaskClient, event: Event, field: str, value: str, words: str
) -> None:
    make_registration(event, "P1")
    with transaction():
        db.session.execute(sa.text("UPDATE event SET taken_onsite = 1"))

    answer = organiser.post(ADD, data=FORM | {"email": "mio@example.org", field: value})

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text or f'href="#{field}"' in answer.text
    assert words in answer.text
    assert mails() == []
    assert noted() == []


def test_what_is_wrong_is_summed_up_in_the_order_of_the_page(organiser: FlaskClient) -> None:
    answer = organiser.post(ADD, data={"zone": ""})

    assert problems_of(answer.text) == []
    assert re.findall(r'<a href="#(\w+)">[^<]*</a>: ', answer.text)[:2] == ["given_name", "email"]


def test_change_is_kept_told_and_noted(organiser: FlaskClient, event: Event) -> None:
    make_registration(event, "P1", gender="woman", newsletter_consent_at=NOON)

    form = organiser.get(f"{PAGE}/edit").text
    answer = organiser.post(f"{PAGE}/edit", data=FORM)
    again = organiser.post(f"{PAGE}/edit", data=FORM)

    changed = stored(event)
    assert 'name="gender"' not in form
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert (changed.given_name, changed.version, changed.gender) == ("Mio", 2, "woman")
    assert changed.newsletter_consent_at == NOON
    assert again.status_code == 303
    assert [mail.recipient for mail in mails()] == ["p1@example.org"]
    assert [entry[:2] for entry in noted()] == [("change_registration", "P1")]
    assert noted()[0][2].startswith("account:")


def test_stale_change_overwrites_nothing_and_tells_what_differs(
    organiser: FlaskClient, event: Event
) -> None:
    registration = make_registration(event, "P1")
    values = {**FORM, "organisation": "Theirs", "gender": "not_stated"}
    values.pop("revision")
    consents = dict.fromkeys(("newsletter", "participant_list", "speaker_contact"), False)
    theirs = RegistrationChange(**values, **consents)  # type: ignore[arg-type]  # by name
    with transaction():
        change_registration(registration.id, theirs, 1, now=NOON)

    stale = organiser.post(f"{PAGE}/edit", data=FORM | {"organisation": "Mine"})
    kept = stored(event).organisation
    second = organiser.post(f"{PAGE}/edit", data=FORM | {"organisation": "Mine", "revision": "2"})

    assert stale.status_code == 409
    assert "Organisation: Theirs" in words_of(stale.text)
    assert 'value="Mine"' in stale.text
    assert 'name="revision" type="hidden" value="2"' in stale.text
    assert kept == "Theirs"
    assert (second.status_code, stored(event).organisation) == (303, "Mine")


def test_withdrawing_asks_first_and_is_done_once(organiser: FlaskClient, event: Event) -> None:
    make_registration(event, "P1")

    asked = words_of(organiser.get(f"{PAGE}/withdraw").text)
    before = stored(event).withdrawn_at
    first = organiser.post(f"{PAGE}/withdraw")
    organiser.post(f"{PAGE}/withdraw")

    assert "A letter goes to p1@example.org" in asked
    assert before is None
    assert (first.status_code, first.location) == (303, PAGE)
    assert stored(event).withdrawn_at is not None
    assert len(mails()) == 1
    assert [entry[:2] for entry in noted()] == [("withdraw_registration", "P1")]


@on_sqlite
def test_withdrawn_registration_is_changed_no_more(organiser: FlaskClient, event: Event) -> None:
    make_registration(event, "P1", withdrawn_at=NOON)

    page = organiser.get(PAGE).text
    answers = [
        organiser.get(f"{PAGE}/edit"),
        organiser.post(f"{PAGE}/edit", data=FORM),
        organiser.post(f"{PAGE}/ticket"),
    ]

    assert f"{PAGE}/edit" not in page
    assert [answer.location for answer in answers] == [PAGE] * 3
    assert mails() == []
    assert stored(event).given_name == "Ada"


def test_ticket_is_sent_again_once_a_minute(organiser: FlaskClient, event: Event) -> None:
    make_registration(event, "P1")

    asked = words_of(organiser.get(f"{PAGE}/ticket").text)
    answer = organiser.post(f"{PAGE}/ticket")

    assert "p1@example.org" in asked
    assert answer.status_code == 303
    sent = mails()
    assert [mail.recipient for mail in sent] == ["p1@example.org"]
    assert "ticket-" in sent[0].text
    assert noted()[0][:2] == ("send_ticket", "P1")


@on_sqlite
@pytest.mark.parametrize("what", ["", "/edit", "/withdraw", "/ticket"])
def test_registration_of_another_event_is_not_there(
    organiser: FlaskClient, event: Event, what: str
) -> None:
    make_registration(make_event("other"), "P1")

    assert organiser.get(PAGE + what).status_code == 404
    if what:
        assert organiser.post(PAGE + what, data=FORM).status_code == 404
    assert mails() == []
