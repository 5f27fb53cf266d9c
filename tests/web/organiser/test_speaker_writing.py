"""Organisers see who has answered, and write to who has not."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from eventapp.accounts.rules import Scope
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.mail.models import OutboxMail
from eventapp.speaking.answering import Answer, answer_session
from eventapp.speaking.models import SpeakerInvitation
from eventapp.speaking.rules import Times
from tests.counting import statements
from tests.factories import make_appearance, make_event, make_session, make_speaker, make_stop
from tests.signing_in import signed_in
from tests.web.organiser.signing import EMAIL, make_account
from tests.web.public.test_figures import words_of
from tests.web.speaker.asking import ASKED_AT, Invited, make_invited

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LIST = "/organise/events/tour/speakers"


@pytest.fixture
def ana(app: Flask) -> Invited:
    ana = make_invited()
    make_account("organiser", EMAIL, Scope(event_id=ana.event.id))
    make_speaker(ana.event, "T2", given_name="Bo", family_name="Ek", email="bo@example.org")
    make_speaker(ana.event, "T3", given_name="Cy", family_name="Al")
    return ana


@pytest.fixture
def organiser(app: Flask, ana: Invited) -> FlaskClient:
    return signed_in(app, EMAIL)


def letters() -> list[tuple[str, str]]:
    db.session.rollback()
    rows = db.session.scalars(sa.select(OutboxMail).order_by(OutboxMail.id))
    return [(row.kind, row.recipient) for row in rows][1:]


def answer(ana: Invited, code: str, what: str, note: str = "") -> None:
    session = {"S1": ana.first, "S2": ana.second}[code]
    given = Answer(what, note, Times(session.starts_at, session.ends_at))
    with transaction():
        answer_session(ana.speaker.id, code, given, now=ASKED_AT)


@on_sqlite
def test_list_tells_who_has_answered(ana: Invited, organiser: FlaskClient) -> None:
    before = words_of(organiser.get(LIST).text)
    answer(ana, "S1", "confirmed")
    answer(ana, "S2", "declined", "I <teach> then.")
    page = organiser.get(LIST).text
    after = words_of(page)

    assert re.search(r"Ana Souza Not answered .* 2 unanswered", before)
    assert re.search(r"Bo Ek Not invited", before)
    assert re.search(r"Cy Al Not invited .* no e-mail address", before)
    assert re.search(r"Ana Souza Declined .* 1 confirmed · 1 declined", after)
    assert "I &lt;teach&gt; then." in page


@on_sqlite
@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("", ["Ana", "Bo", "Cy"]),
        ("not-invited", ["Bo", "Cy"]),
        ("waiting", ["Ana"]),
        ("answered", []),
        ("nonsense", []),
    ],
)
def test_list_is_filtered(organiser: FlaskClient, state: str, names: list[str]) -> None:
    page = organiser.get(f"{LIST}?state={state}").text

    shown = re.findall(r'<p class="entry__name">.*?<bdi>(\w+)', page)
    assert sorted(shown) == names


@on_sqlite
def test_letter_is_seen_before_it_is_sent_and_without_its_link(
    ana: Invited, organiser: FlaskClient
) -> None:
    page = organiser.get(f"{LIST}/invite")

    words = words_of(page.text)
    assert "Du är inbjuden att tala: Världsturnén" in words
    assert "bo@example.org" in words
    assert "ana@example.org" not in words
    assert "/speaking/…" in words
    assert letters() == []


def test_everybody_with_an_address_is_invited_once(ana: Invited, organiser: FlaskClient) -> None:
    organiser.post(f"{LIST}/invite")
    organiser.post(f"{LIST}/invite")

    assert letters() == [("invitation_to_speak", "bo@example.org")]
    assert "Nobody to write to" in words_of(organiser.get(f"{LIST}/invite").text)


def test_who_has_not_answered_is_reminded_once_a_day(ana: Invited, organiser: FlaskClient) -> None:
    # ASKED_AT lies years ahead of the clock, so the letter is made older.
    with transaction():
        db.session.execute(
            sa.update(SpeakerInvitation).values(sent_at=ASKED_AT - timedelta(days=9_999))
        )
    seen = words_of(organiser.get(f"{LIST}/remind").text)

    organiser.post(f"{LIST}/remind")
    organiser.post(f"{LIST}/remind")

    assert "Your answer is awaited: World Tour" in seen
    assert letters() == [("reminder_to_speak", "ana@example.org")]
    assert "reminded" in words_of(organiser.get(LIST).text)


@on_sqlite
def test_one_link_is_sent_anew_and_revoked(ana: Invited, organiser: FlaskClient) -> None:
    seen = words_of(organiser.get(f"{LIST}/T1/invite").text)
    sent = organiser.post(f"{LIST}/T1/invite")

    assert "The link they have opens nothing any more once this is sent." in seen
    assert sent.location == LIST
    assert letters() == [("invitation_to_speak", "ana@example.org")]
    assert organiser.get(ana.page).status_code == 404
    organiser.post(f"{LIST}/T1/revoke")
    assert "link revoked" in words_of(organiser.get(LIST).text)
    assert "ana@example.org" not in organiser.get(f"{LIST}/invite").text
    db.session.rollback()
    assert db.session.scalars(sa.select(SpeakerInvitation.revoked_at)).one() is not None


@on_sqlite
def test_speaker_without_an_address_is_told(organiser: FlaskClient) -> None:
    organiser.post(f"{LIST}/T3/invite")

    page = words_of(organiser.get(LIST).text)
    assert "There is no e-mail address of this speaker. Add one first." in page


@on_sqlite
def test_speakers_of_other_events_are_not_there(ana: Invited, organiser: FlaskClient) -> None:
    make_speaker(make_event("other"), "T9", email="x@example.org")

    assert organiser.get(f"{LIST}/T9/invite").status_code == 404
    assert organiser.post(f"{LIST}/T9/invite").status_code == 404
    assert organiser.post(f"{LIST}/T9/revoke").status_code == 404


@on_sqlite
def test_list_asks_the_same_number_of_questions(ana: Invited, organiser: FlaskClient) -> None:
    with statements() as few:
        organiser.get(LIST)
    stop = make_stop(ana.event)
    for number in range(4):
        person = make_speaker(ana.event, f"M{number}", email=f"m{number}@example.org")
        make_appearance(make_session(stop), person)
    with statements() as many:
        organiser.get(LIST)

    assert len(many) == len(few)


@on_sqlite
def test_form_shows_what_the_speaker_told(
    ana: Invited, organiser: FlaskClient, client: FlaskClient
) -> None:
    before = words_of(organiser.get(f"{LIST}/T1/edit").text)
    answer(ana, "S1", "confirmed")
    client.post(f"{ana.page}/hours", data={"free": ["2030-05-15T12:00:00Z"]})
    client.post(f"{ana.page}/consents", data={"recording": "1"})

    after = words_of(organiser.get(f"{LIST}/T1/edit").text)

    assert "S1: not answered yet S2: not answered yet" in before
    assert "Hours on the clock in Sao Paulo not told yet" in before
    assert "S1: confirmed S2: not answered yet" in after
    assert re.search(r"Sao Paulo [^.]*, 09:00–09:30 May be recorded yes, since", after)
    assert "Photo may be published no" in after
    assert "What they told" not in words_of(organiser.get(f"{LIST}/T2/edit").text)


@on_sqlite
def test_translation_is_said_to_hold(ana: Invited, organiser: FlaskClient) -> None:
    with transaction():
        ana.first.title_en_changed_at = ASKED_AT
    page = "/organise/events/tour/sessions/S1"
    words = "The translation is older than its text"
    before = words in organiser.get(f"{page}/edit").text

    organiser.post(f"{page}/state", data={"do": "translated"})

    assert before
    assert words not in organiser.get(f"{page}/edit").text
