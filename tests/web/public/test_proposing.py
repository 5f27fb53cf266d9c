"""Proposing a session: when, what is wrong, and what a stranger learns."""

import dataclasses
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
from eventapp.proposals.models import Proposal, ProposalSpeaker
from tests.counting import statements
from tests.factories import make_event
from tests.page_rules import problems_of
from tests.proposals.wishes import make_call, make_question

ADDRESS = "/events/tour/propose"
DAY = timedelta(days=1)
WISH = {
    "title_en": "Cell therapy at altitude",
    "abstract_en": "What we learnt.\r\n\r\nAnd what not.",
    "kind": "talk",
    "minutes": "20",
    "themes": ["car_t"],
    "given_name": "Maya",
    "family_name": "Gurung",
    "email": "maya@example.org",
    "country_code": "NP",
    "organisation": "",
    "sector": "academia",
    "gender": "not_stated",
    "language": "en",
    "zone": "Asia/Kathmandu",
    "key": "a key of this form",
}


def make_open_call(**values: Any) -> Event:
    event_values = {name: values.pop(name) for name in ("state",) if name in values}
    event = make_event("tour", name_en="World Tour", name_sv="Världsturnén", **event_values)
    make_call(event, **{"closes_at": utc_now() + DAY} | values)
    return event


def propose(client: FlaskClient, **values: Any) -> Any:
    return client.post(ADDRESS, data=WISH | values)


def proposals() -> list[Proposal]:
    db.session.rollback()
    return db.session.query(Proposal).order_by(Proposal.id).all()


def mails() -> list[tuple[str, str]]:
    db.session.rollback()
    rows = db.session.query(OutboxMail).order_by(OutboxMail.id)
    return [(row.kind, row.recipient) for row in rows]


def test_form_tells_the_deadline_on_both_clocks(client: FlaskClient) -> None:
    make_open_call(text_en="Tell us <b>all</b>.")

    text = client.get(f"{ADDRESS}?zone=Asia/Kathmandu").text

    assert problems_of(text) == []
    assert "Stockholm\u00a0· UTC+" in text
    assert "Kathmandu\u00a0· UTC+5:45" in text
    assert "Tell us &lt;b&gt;all&lt;/b&gt;." in text
    assert '<option value="Asia/Kathmandu" selected>' in text


def test_a_proposal_is_taken_and_nothing_of_it_shown(client: FlaskClient) -> None:
    make_open_call()

    answer = propose(client)
    page = client.get(answer.location).text

    (stored,) = proposals()
    assert (answer.status_code, answer.location) == (303, "/events/tour/proposed")
    assert stored.abstract_en == "What we learnt.\n\nAnd what not."
    assert mails() == [("proposal_received", "maya@example.org")]
    assert problems_of(page) == []
    assert "maya" not in page.casefold()


def test_a_form_sent_twice_is_one_proposal(client: FlaskClient) -> None:
    make_open_call()

    answers = [propose(client) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(proposals()) == 1
    assert len(mails()) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title_en": ""}, "title_en"),
        ({"abstract_en": ""}, "abstract_en"),
        ({"title_sv": "Bara titel"}, "abstract_sv"),
        ({"title_en": "x" * 201}, "title_en"),
        ({"abstract_en": "x" * 5001}, "abstract_en"),
        ({"title_en": "a\x00b"}, "title_en"),
        ({"kind": "keynote"}, "kind"),
        ({"minutes": "999999999999"}, "minutes"),
        ({"minutes": "x"}, "minutes"),
        ({"themes": ["car_t", "network", "payment", "regulatory"]}, "themes"),
        ({"themes": ["'; drop table"]}, "themes"),
        ({"email": "nobody"}, "email"),
        ({"email": "a@example.org\r\nBcc: b@example.org"}, "email"),
        ({"given_name": ""}, "given_name"),
        ({"given_name": "M\ty"}, "given_name"),
        ({"country_code": "XX"}, "country_code"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"language": "xx"}, "language"),
        ({"gender": "?"}, "gender"),
        ({"speaker1_given_name": "Elena"}, "speaker1_email"),
        ({"speaker4_email": "elena@example.org"}, "speaker4_given_name"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(
    client: FlaskClient, values: dict[str, Any], field: str
) -> None:
    make_open_call()

    answer = propose(client, **{"organisation": "Patan hospital"} | values)

    assert answer.status_code == 422
    assert problems_of(answer.text) == []
    assert f'id="{field}-error"' in answer.text
    assert 'value="Patan hospital"' in answer.text
    assert proposals() == []


def test_all_that_is_wrong_is_summed_up_in_the_order_of_the_page(client: FlaskClient) -> None:
    event = make_open_call()
    number = make_question(event, "How many?", kind="number", is_required=True).id

    answer = propose(client, title_en="", email="", given_name="", zone="", speaker1_email="x")

    assert problems_of(answer.text) == []
    assert re.findall(r'<a href="#(\w+)">[^<]*</a>: ', answer.text) == [
        "title_en",
        f"question_{number}",
        "given_name",
        "email",
        "zone",
        "speaker1_given_name",
        "speaker1_email",
        "speaker1_country_code",
    ]


def test_own_questions_are_asked_and_checked(client: FlaskClient) -> None:
    event = make_open_call(is_blind=True)
    number = make_question(event, "How many?", kind="number", is_required=True).id
    choice = make_question(
        event, "Colour?", kind="choice", choices_en="red\nblue", choices_sv="röd\nblå"
    ).id
    make_question(event, "Who are you?", is_personal=True)

    page = client.get(f"{ADDRESS}?lang=sv").text
    wrong = propose(client, **{f"question_{number}": "many", f"question_{choice}": "green"})
    right = propose(client, **{f"question_{number}": "3", f"question_{choice}": "red"})

    assert '<option value="red">röd</option>' in page
    assert page.count("Granskare ser inte det här svaret.") == 1
    assert wrong.status_code == 422
    assert f'id="question_{number}-error"' in wrong.text
    assert f'id="question_{choice}-error"' in wrong.text
    assert right.status_code == 303


def test_those_who_speak_along_are_kept(client: FlaskClient) -> None:
    make_open_call()

    propose(
        client,
        speaker2_family_name="Rojas",
        speaker2_email="Elena@example.org",
        speaker2_country_code="CL",
    )

    people = db.session.query(ProposalSpeaker).all()
    assert [(one.family_name, one.email) for one in people] == [("Rojas", "elena@example.org")]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ({"opens_at": utc_now() + DAY, "closes_at": utc_now() + 2 * DAY}, "not taken yet"),
        ({"closes_at": utc_now() - DAY}, "deadline for proposals has passed"),
        ({"state": "cancelled"}, "This event is cancelled."),
        ({"state": "postponed"}, "This event is postponed."),
    ],
)
def test_a_call_that_is_not_open_says_so_in_words(
    client: FlaskClient, call: dict[str, Any], words: str
) -> None:
    make_open_call(**call)

    page, answer = client.get(ADDRESS), propose(client)

    assert page.status_code == 200
    assert words in page.text
    assert '<form class="form"' not in page.text
    assert answer.status_code == 422
    assert problems_of(answer.text) == []
    assert 'value="Cell therapy at altitude"' in answer.text
    assert proposals() == []


def test_without_a_call_or_an_event_there_is_no_page(client: FlaskClient) -> None:
    make_event("tour")
    make_call(make_event("draft", state="draft"), closes_at=utc_now() + DAY)

    for slug in ("tour", "draft", "none"):
        for page in ("propose", "proposed"):
            address = f"/events/{slug}/{page}"
            statuses = {client.get(address).status_code, client.post(address).status_code}
            if (slug, page) != ("tour", "proposed"):
                assert statuses == {404}


def test_event_page_shows_the_call_while_it_is_open(client: FlaskClient) -> None:
    event = make_open_call()
    make_call(make_event("over"), closes_at=utc_now() - DAY)
    make_event("without")

    assert "Propose a session until" in client.get(f"/events/{event.slug}").text
    assert "Propose a session" not in client.get("/events/over").text
    assert "Propose a session" not in client.get("/events/without").text


def test_links_are_mailed_again_and_a_stranger_learns_nothing(client: FlaskClient) -> None:
    make_open_call()
    propose(client)

    answers = [
        client.post("/events/tour/proposed", data={"email": email})
        for email in ("maya@example.org", "stranger@example.org")
    ]

    assert len({(answer.status_code, answer.location, answer.text) for answer in answers}) == 1
    assert mails() == [("proposal_received", "maya@example.org")] * 2
    assert client.post("/events/tour/proposed", data={"email": "x"}).status_code == 422


def test_one_address_does_not_flood_the_call(app: Flask, client: FlaskClient) -> None:
    make_open_call()
    app.extensions["settings"] = dataclasses.replace(app.extensions["settings"], rate_limit=True)

    statuses = [propose(client, key=str(number)).status_code for number in range(61)]

    assert statuses == [303] * 60 + [429]


def test_the_form_takes_few_statements(client: FlaskClient) -> None:
    event = make_open_call()
    for number in range(3):
        make_question(event, f"Question {number}")

    with statements() as seen:
        client.get(ADDRESS)
    with statements() as again:
        client.get(ADDRESS)

    assert (len(seen), len(again)) == (3, 0)
    assert re.search("FROM proposal_question", seen[-1])
