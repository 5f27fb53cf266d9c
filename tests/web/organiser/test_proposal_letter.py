"""The letter about a decision is read before it is sent, and given words of organisers' own."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.accounts.rules import Scope
from eventapp.events.models import Event
from eventapp.foundation.transaction import transaction
from eventapp.proposals.deciding import decide
from eventapp.proposals.models import Proposal
from eventapp.proposals.rules import letter_mark
from tests.factories import NOON, make_event
from tests.page_rules import problems_of
from tests.proposals.wishes import again, make_call, make_proposal
from tests.signing_in import make_account, signed_in
from tests.web.public.test_figures import words_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

LETTER = "/organise/events/tour/proposals/F1/letter"
DECISIONS = "/organise/events/tour/decisions"
HOSTILE = "Well <script>alert(1)</script> done\n\n{{ facts.url }} & more"


@pytest.fixture
def event(app: Flask) -> Event:
    made = make_event("tour", name_en="World Tour")
    make_call(made)
    return made


@pytest.fixture
def proposal(event: Event) -> Proposal:
    made = make_proposal(event, language="sv", title_sv="Celler", abstract_sv="Text")
    number = made.id
    with transaction():
        decide(number, "accepted", actor="account:1", now=NOON)
    return made


@pytest.fixture
def organiser(app: Flask, event: Event) -> FlaskClient:
    return client_of(app, event, "organiser")


def client_of(app: Flask, event: Event, role: str) -> FlaskClient:
    make_account(f"{role}@example.org", role, Scope(event_id=event.id))
    return signed_in(app, f"{role}@example.org")


def test_words_are_previewed_escaped_and_sent(organiser: FlaskClient, proposal: Proposal) -> None:
    kept = organiser.post(LETTER, data={"words": HOSTILE, "seen": "accepted"})
    page = organiser.get(LETTER).text
    letters = organiser.get(DECISIONS).text
    mark = letter_mark("accepted", HOSTILE)
    organiser.post(DECISIONS, data={"tell": f"F1 {mark}"})
    told = organiser.get(LETTER.removesuffix("/letter")).text

    assert kept.status_code == 303
    for text in (page, letters, told):
        assert problems_of(text) == []
        assert "<script>alert" not in text
        assert "Well &lt;script&gt;alert(1)&lt;/script&gt; done" in text
        assert "{{ facts.url }} &amp; more" in text
    assert "This is the letter now." in page
    assert 'lang="sv"' in page
    assert f'value="F1 {mark}"' in letters
    assert again(proposal).told_state == "accepted"
    assert "No letter waits to be sent." in organiser.get(LETTER).text


def test_a_letter_that_was_worded_meanwhile_is_not_sent(
    organiser: FlaskClient, proposal: Proposal
) -> None:
    organiser.post(LETTER, data={"words": "New", "seen": "accepted"})

    organiser.post(DECISIONS, data={"tell": "F1 accepted"})

    assert again(proposal).told_state == ""


def test_words_that_somebody_else_wrote_are_shown(
    organiser: FlaskClient, proposal: Proposal
) -> None:
    organiser.post(LETTER, data={"words": "Theirs", "seen": "accepted"})

    clash = organiser.post(LETTER, data={"words": "Mine", "seen": "accepted"})
    after = again(proposal).words
    kept = organiser.post(LETTER, data={"words": "Mine", "seen": letter_mark("accepted", "Theirs")})

    assert (clash.status_code, after, kept.status_code) == (409, "Theirs", 303)
    assert problems_of(clash.text) == []
    assert "This is what is stored now:" in clash.text
    assert "Mine</textarea>" in clash.text
    assert f'value="{letter_mark("accepted", "Theirs")}"' in clash.text
    assert again(proposal).words == "Mine"


def test_too_many_words_are_told_of(organiser: FlaskClient, proposal: Proposal) -> None:
    refused = organiser.post(LETTER, data={"words": "x" * 2001, "seen": "accepted"})

    assert refused.status_code == 422
    assert "This is too long." in refused.text
    assert problems_of(refused.text) == []


def test_there_is_no_letter_before_a_decision(organiser: FlaskClient, event: Event) -> None:
    make_proposal(event)

    page = organiser.get(LETTER)
    refused = organiser.post(LETTER, data={"words": "Too early", "seen": ""})

    assert "No letter waits to be sent." in page.text
    assert problems_of(page.text) == []
    assert refused.status_code == 422


def test_reviewers_neither_read_the_letter_nor_what_was_added(
    app: Flask, event: Event, proposal: Proposal, organiser: FlaskClient
) -> None:
    organiser.post(LETTER, data={"words": "Secretcanary", "seen": "accepted"})
    organiser.post(DECISIONS, data={"tell": f"F1 {letter_mark('accepted', 'Secretcanary')}"})
    reviewer = client_of(app, event, "reviewer")

    own, letter = reviewer.get(LETTER.removesuffix("/letter")), reviewer.get(LETTER)

    assert (own.status_code, letter.status_code) == (200, 403)
    assert "Secretcanary" not in own.text


def test_times_of_a_proposal_carry_city_and_offset(
    organiser: FlaskClient, proposal: Proposal
) -> None:
    page = words_of(organiser.get(LETTER.removesuffix("/letter")).text)

    # Submitted, the two states of its story, each by the clock of Stockholm.
    assert page.count("14:00 Stockholm · UTC+2") == 3
