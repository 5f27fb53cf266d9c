"""What mails about proposals say."""

import re
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask, current_app

from eventapp.events.models import Event
from eventapp.foundation.transaction import transaction
from eventapp.mail.delivery import message_bytes
from eventapp.mail.rules import LeasedMail
from eventapp.proposals.models import Proposal
from eventapp.proposals.proposing import token_of
from eventapp.web.letters import compose
from eventapp.web.proposal_letters import decision_letter
from tests.factories import NOON, make_event
from tests.mail.sink import parsed
from tests.proposals.wishes import make_call, make_proposal

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
KINDS = (
    ("proposal_received", ""),
    ("proposal_withdrawn", ""),
    ("proposal_decided", "accepted"),
    ("proposal_decided", "waitlisted"),
    ("proposal_decided", "rejected"),
)
LINK = re.compile(r"https?://[^\s\"<>]+")


@pytest.fixture
def event(app: Flask) -> Event:
    made = make_event("tour", name_en="World & Tour", name_sv="Världsturnén")
    make_call(made)
    return made


def mail_of(kind: str, proposal: Proposal, state: str = "") -> LeasedMail:
    about: dict[str, int | str] = {"proposal": proposal.id} | ({"state": state} if state else {})
    return LeasedMail(
        id=1,
        kind=kind,
        recipient=proposal.email,
        language=proposal.language,
        zone=proposal.zone,
        name="4f6f",
        about=about,
        created_at=NOON,
        attempts=1,
    )


def letter(kind: str, proposal: Proposal, state: str = "") -> EmailMessage:
    message = compose(mail_of(kind, proposal, state))
    assert message is not None
    return parsed(message_bytes(message))


def parts_of(message: EmailMessage) -> tuple[str, str]:
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    return text.get_content(), html.get_content()


@pytest.mark.parametrize(("kind", "state"), KINDS)
@pytest.mark.parametrize("language", ["en", "sv"])
def test_letters_are_read_strictly_and_tell_of_the_proposal(
    event: Event, kind: str, state: str, language: str
) -> None:
    title = "“Cells” <b>& mountains</b> = ☂ " + "long " * 20
    values: dict[str, Any] = {"title_en": "", "abstract_en": "", "language": language}
    values |= {f"title_{language}": title, f"abstract_{language}": "…"}
    proposal = make_proposal(event, **values)

    message = letter(kind, proposal, state)

    text, html = parts_of(message)
    assert message["Content-Language"] == language
    assert title.strip() in str(message["Subject"])
    assert title.strip() in text
    assert "<b>" not in html
    assert "&lt;b&gt;&amp; mountains" in html
    assert "\n\n\n" not in text


def test_letter_leads_to_the_proposers_page_and_tells_both_clocks(event: Event) -> None:
    proposal = make_proposal(event)
    token = token_of(proposal, current_app.config["SECRET_KEY"])

    text, html = parts_of(letter("proposal_received", proposal))

    page = f"http://localhost/proposals/{token}"
    assert page in LINK.findall(text)
    assert page in LINK.findall(html)
    assert "17:45 Kathmandu (UTC+5:45)" in text
    assert "14:00 Stockholm (UTC+2)" in text


def test_words_of_organisers_stand_in_the_letter_as_they_were_typed(event: Event) -> None:
    proposal = make_proposal(event)
    words = "Well <b>done</b> & thanks\n{{ facts.url }}\n\n\nSee you."
    mail = mail_of("proposal_decided", proposal, "accepted")
    message = compose(mail._replace(about={**mail.about, "words": words}))
    assert message is not None

    text, html = parts_of(parsed(message_bytes(message)))

    text = text.replace("\r\n", "\n")
    assert "\n\nWell <b>done</b> & thanks\n{{ facts.url }}\n\nSee you.\n\nConfirm" in text
    assert '<p dir="auto">Well &lt;b&gt;done&lt;/b&gt; &amp; thanks<br>{{ facts.url }}</p>' in html
    assert "<b>done" not in html


def test_a_decision_that_is_looked_at_holds_no_secret(event: Event) -> None:
    proposal = make_proposal(event, language="sv")
    with transaction():
        proposal.state = "accepted"

    subject, text = decision_letter(proposal, now=NOON)

    assert subject == "Ditt förslag är antaget: Cell therapy at altitude"
    assert "http://localhost/proposals/…" in text
    assert token_of(proposal, current_app.config["SECRET_KEY"]) not in text


def test_a_letter_about_what_is_gone_is_not_written(app: Flask) -> None:
    about = {"proposal": 7}
    mail = LeasedMail(1, "proposal_received", "a@example.org", "en", "UTC", "x", about, NOON, 1)

    assert compose(mail) is None


def test_letters_go_to_addresses_in_any_script(event: Event) -> None:
    """The strict reading takes letters before the @ for a defect; RFC 6532 allows them."""
    proposal = make_proposal(event, email="björn@malmö.example.org")

    message = compose(mail_of("proposal_received", proposal))

    assert message is not None
    assert "\r\nTo: björn@xn--malm-8qa.example.org\r\n".encode() in message_bytes(message)


def test_title_that_is_an_address_becomes_no_link(event: Event) -> None:
    proposal = make_proposal(event, title_en="You won at evil.example", title_sv="")

    message = letter("proposal_received", proposal)

    assert "You won at" in message["Subject"]
    assert "evil.example" not in message["Subject"]
    assert "evil.example" not in str(message.get_body(("plain",)))
