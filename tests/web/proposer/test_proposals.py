"""What a proposer sees and does by the address in the letter."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient

from eventapp.events.models import Event
from eventapp.foundation.clock import utc_now
from eventapp.foundation.logs import scrubbed
from eventapp.foundation.transaction import transaction
from eventapp.proposals.deciding import decide, tell_decisions
from eventapp.proposals.models import Proposal
from eventapp.proposals.proposing import token_of
from tests.factories import NOON, make_event
from tests.page_rules import problems_of
from tests.proposals.wishes import a_speaker, again, make_call, make_proposal, make_question
from tests.web.organiser.filling import open_form, send

DAY = timedelta(days=1)


@pytest.fixture
def event(app: Flask) -> Event:
    made = make_event("tour", name_en="World Tour", name_sv="Världsturnén")
    make_call(made, closes_at=utc_now() + DAY, is_blind=True)
    return made


@pytest.fixture
def proposal(event: Event) -> Proposal:
    question = make_question(event, "Why?").id
    return make_proposal(
        event, now=utc_now(), co_speakers=(a_speaker(),), answers=((question, "Because"),)
    )


def page_of(proposal: Proposal) -> str:
    return f"/proposals/{token_of(proposal, current_app.config['SECRET_KEY'])}"


def decided(proposal: Proposal, state: str, *, is_told: bool = True) -> None:
    number, event_id, code = proposal.id, proposal.event_id, proposal.code
    with transaction():
        decide(number, state, actor="account:1", now=NOON)
        if is_told:
            tell_decisions(event_id, {code: state}, actor="account:1", now=NOON)


def test_page_shows_what_was_proposed(client: FlaskClient, proposal: Proposal) -> None:
    answer = client.get(page_of(proposal))

    assert answer.status_code == 200
    assert problems_of(answer.text) == []
    for words in ("Cell therapy at altitude", "Because", "elena@example.org", "UTC+5:45"):
        assert words in answer.text
    assert "We have your proposal." in answer.text


def test_page_is_kept_indexed_and_told_nowhere(client: FlaskClient, proposal: Proposal) -> None:
    page = page_of(proposal)

    for address in (page, f"{page}/change", f"{page}/withdraw", "/proposals/none"):
        headers = client.get(address).headers
        assert headers["Cache-Control"] == "private, no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in headers["X-Robots-Tag"]
    assert scrubbed(f"GET {page}") == "GET [page]"


@pytest.mark.parametrize("token", ["none", "x" * 43, "x" * 500, "%00", "ü" * 43])
def test_what_is_no_token_opens_nothing(
    client: FlaskClient, proposal: Proposal, token: str
) -> None:
    assert client.get(f"/proposals/{token}").status_code == 404
    assert client.post(f"/proposals/{token}/withdraw").status_code == 404
    assert client.get(f"/proposals/{proposal.seed}").status_code == 404
    assert client.get(f"/proposals/{proposal.token_digest}").status_code == 404


def test_opening_changes_nothing(client: FlaskClient, proposal: Proposal) -> None:
    page = page_of(proposal)

    for address in (page, f"{page}/change", f"{page}/withdraw"):
        client.get(address)

    assert (again(proposal).state, again(proposal).version) == ("submitted", 1)
    assert client.get(f"{page}/answer").status_code == 405


def test_change_keeps_what_is_not_touched(client: FlaskClient, proposal: Proposal) -> None:
    page = page_of(proposal)
    form = open_form(client, f"{page}/change")

    answer = send(client, f"{page}/change", form, title_en="Cells & mountains")

    stored = again(proposal)
    assert answer.location == f"{page}?told=changed"
    assert (stored.title_en, stored.abstract_en) == ("Cells & mountains", "What we learnt.")
    assert (stored.email, stored.version) == ("maya@example.org", 2)
    assert "Because" in client.get(page).text
    assert "elena@example.org" in client.get(page).text


def test_what_was_changed_elsewhere_is_shown_first(client: FlaskClient, proposal: Proposal) -> None:
    page = page_of(proposal)
    form = open_form(client, f"{page}/change")
    send(client, f"{page}/change", form, title_en="On the telephone")

    answer = send(client, f"{page}/change", form, title_en="On the desk")

    assert answer.status_code == 409
    assert "On the telephone" in answer.text
    assert 'value="On the desk"' in answer.text
    assert again(proposal).title_en == "On the telephone"


def test_change_says_what_is_wrong(client: FlaskClient, proposal: Proposal) -> None:
    page = page_of(proposal)
    form = open_form(client, f"{page}/change")

    answer = send(client, f"{page}/change", form, abstract_en="", speaker1_email="x")

    assert answer.status_code == 422
    assert 'id="abstract_en-error"' in answer.text
    assert 'id="speaker1_email-error"' in answer.text


def test_withdrawing_asks_first(client: FlaskClient, proposal: Proposal) -> None:
    page = page_of(proposal)

    asked = client.get(f"{page}/withdraw").text
    answer = client.post(f"{page}/withdraw")

    assert problems_of(asked) == []
    assert answer.location == page
    assert again(proposal).state == "withdrawn"
    assert "You have withdrawn this proposal." in client.get(page).text
    assert client.get(f"{page}/change").location == f"{page}?told=settled"


def test_a_decision_is_shown_when_it_was_sent(client: FlaskClient, proposal: Proposal) -> None:
    page = page_of(proposal)
    decided(proposal, "accepted", is_told=False)

    before = client.get(page).text
    early = client.post(f"{page}/answer", data={"answer": "confirm"})
    decided(proposal, "waitlisted")
    after = client.get(page).text

    assert "accepted" not in before
    assert "Your proposal is under review." in before
    assert early.location == f"{page}?told=settled"
    assert "Your proposal is on the waiting list." in after


def test_an_offer_is_confirmed_and_given_back(client: FlaskClient, proposal: Proposal) -> None:
    page = page_of(proposal)
    decided(proposal, "accepted")

    offered = client.get(page).text
    client.post(f"{page}/answer", data={"answer": "confirm"})
    confirmed = client.get(page).text
    client.post(f"{page}/answer", data={"answer": "decline"})

    assert "Yes, I confirm" in offered
    assert "You have confirmed." in confirmed
    assert problems_of(confirmed) == []
    assert again(proposal).state == "declined"
    assert client.post(f"{page}/answer", data={"answer": "?"}).status_code == 400


def test_other_sites_cannot_send_these_forms(client: FlaskClient, proposal: Proposal) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}

    answer: Any = client.post(f"{page_of(proposal)}/withdraw", headers=headers)

    assert answer.status_code == 403
    assert again(proposal).state == "submitted"
