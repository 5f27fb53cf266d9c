"""Proposals as organisers and reviewers see them; blind reviews tell nothing of anybody."""

import csv
import io
import re
from datetime import UTC, datetime
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
from eventapp.proposals.models import Proposal, ProposalReview
from tests.counting import statements
from tests.factories import NOON, make_event, make_stop
from tests.page_rules import problems_of
from tests.proposals.wishes import a_speaker, again, make_call, make_proposal, make_question
from tests.signing_in import make_account, signed_in
from tests.web.public.test_figures import words_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

LIST = "/organise/events/tour/proposals"
SECRETS = (
    "Mayakanary",
    "Gurungkanary",
    "mayakanary@example.org",
    "Patankanary",
    "Nepal",
    "NP",
    "Kathmandu",
    "Elenakanary",
    "elena@example.org",
    "Clínica",
    "Chile",
    "Answerkanary",
    "Whereabouts",
    "woman",
    "Woman",
)
"""All that tells whose the proposal is; each is there for organisers, gender alone excepted."""
NEEDLES = ("Mayakanary", "gurungkanary", "patankanary", "elenakanary", "mayakanary@example.org")


@pytest.fixture
def event(app: Flask) -> Event:
    made = make_event("tour", name_en="World Tour")
    make_call(made, is_blind=True)
    return made


@pytest.fixture
def proposal(event: Event) -> Proposal:
    personal = make_question(event, "Whereabouts?", is_personal=True).id
    open_one = make_question(event, "Takeaway?").id
    return make_proposal(
        event,
        "Mayakanary",
        family_name="Gurungkanary",
        organisation="Patankanary",
        gender="woman",
        co_speakers=(a_speaker(given_name="Elenakanary"),),
        answers=((personal, "Answerkanary"), (open_one, "A check list")),
    )


def client_of(app: Flask, event: Event, role: str, email: str = "") -> FlaskClient:
    email = email or f"{role}@example.org"
    make_account(email, role, Scope(event_id=event.id))
    return signed_in(app, email)


@pytest.fixture
def organiser(app: Flask, event: Event) -> FlaskClient:
    return client_of(app, event, "organiser")


@pytest.fixture
def reviewer(app: Flask, event: Event) -> FlaskClient:
    return client_of(app, event, "reviewer")


def main_of(text: str) -> str:
    """Give what the page itself says, without the options that every page has."""
    return re.sub(r"<(header|footer)\b.*?</\1>", "", text, flags=re.DOTALL)


def everything_of(client: FlaskClient) -> dict[str, str]:
    """Give all that somebody can look at, by its address."""
    pages = {
        address: main_of(client.get(address).text)
        for address in (LIST, f"{LIST}?order=score", f"{LIST}?order=reviews", f"{LIST}/F1")
    }
    answer = client.post(f"{LIST}.csv")
    return pages | {"csv": answer.get_data(as_text=True)}


def review(client: FlaskClient, score: str, comment: str = "", version: str = "0") -> Any:
    form = {"score": score, "comment": comment, "version": version}
    return client.post(f"{LIST}/F1/review", data=form)


def test_organisers_see_who_proposes(organiser: FlaskClient, proposal: Proposal) -> None:
    seen = "".join(everything_of(organiser).values())

    hidden_from_all = {"woman", "Woman"}
    assert [one for one in SECRETS if one not in seen] == ["woman", "Woman"]
    assert hidden_from_all == {"woman", "Woman"}
    for needle in NEEDLES:
        assert "1 proposal" in words_of(organiser.get(f"{LIST}?q={needle}").text)


def test_headings_say_which_language_they_are_in(
    organiser: FlaskClient, event: Event, proposal: Proposal
) -> None:
    make_stop(event)
    address = f"{LIST}/{proposal.code}"
    with transaction():
        db.session.execute(
            sa.update(Proposal).values(title_en="", title_sv="Ett förslag", state="accepted")
        )

    pages = [
        organiser.get(place, query_string={"lang": "en"}).text
        for place in (address, f"{address}/session")
    ]

    assert all(re.search('<(h1|p)[^>]* lang="sv"[^>]*>Ett förslag<', page) for page in pages)


def test_a_blind_review_tells_nothing_of_anybody(reviewer: FlaskClient, proposal: Proposal) -> None:
    review(reviewer, "4", "Good")

    for address, text in everything_of(reviewer).items():
        told = [one for one in SECRETS if one in text]
        assert (address, told) == (address, [])
    page = reviewer.get(f"{LIST}/F1").text
    assert "A check list" in page
    assert "This review is blind." in page
    assert "Cell therapy at altitude" in page


def test_a_blind_search_finds_nobody(reviewer: FlaskClient, proposal: Proposal) -> None:
    found = [reviewer.get(f"{LIST}?q={needle}").text for needle in NEEDLES]
    by_country = reviewer.get(f"{LIST}?country=SE").text

    assert all("No proposal is like that." in text for text in found)
    assert 'name="country"' not in by_country
    assert "1 proposal" in words_of(by_country)
    assert "1 proposal" in words_of(reviewer.get(f"{LIST}?q=altitude").text)


def test_without_blindness_reviewers_see_names(app: Flask) -> None:
    event = make_event("tour")
    make_call(event)
    make_proposal(event, "Mayakanary")

    assert "Mayakanary" in client_of(app, event, "reviewer").get(LIST).text


def test_scores_of_others_are_seen_after_ones_own(
    app: Flask, event: Event, reviewer: FlaskClient, proposal: Proposal
) -> None:
    other = client_of(app, event, "reviewer", "other@example.org")
    review(other, "2", "Kanarycomment")

    before = everything_of(reviewer)
    review(reviewer, "4")
    after = everything_of(reviewer)

    for text in before.values():
        assert "Kanarycomment" not in text
        assert "other@example.org" not in text
        assert not re.search(r"mean 2|2[.,]00", text)
    assert "once you have reviewed it" in before[f"{LIST}/F1"]
    assert "Kanarycomment" in after[f"{LIST}/F1"]
    assert "mean 3.0" in words_of(after[LIST])
    assert "3.00" in after["csv"]


def test_ordering_by_score_tells_no_score(app: Flask, event: Event, proposal: Proposal) -> None:
    make_proposal(event, "Second", title_en="Second title")
    other = client_of(app, event, "reviewer", "other@example.org")
    other.post(f"{LIST}/F2/review", data={"score": "5", "comment": "", "version": "0"})
    reviewer = client_of(app, event, "reviewer")

    def order(client: FlaskClient) -> list[str]:
        return re.findall(rf'href="{LIST}/(F\d)"', client.get(f"{LIST}?order=score").text)

    assert order(other) == ["F2", "F1"]
    assert order(reviewer) == ["F1", "F2"]


def test_a_review_is_kept_changed_and_never_overwritten(
    reviewer: FlaskClient, proposal: Proposal
) -> None:
    first = review(reviewer, "4", "Good")
    stale = review(reviewer, "1", "Bad", "0")
    second = review(reviewer, "none", "No opinion", "1")

    stored = db.session.query(ProposalReview).one()
    assert (first.status_code, stale.status_code, second.status_code) == (303, 409, 303)
    assert problems_of(stale.text) == []
    assert (stored.score, stored.comment, stored.version) == (None, "No opinion", 2)


@pytest.mark.parametrize("score", ["", "0", "6", "five", "5 "])
def test_a_review_needs_a_score_or_none(
    reviewer: FlaskClient, proposal: Proposal, score: str
) -> None:
    answer = review(reviewer, score, "What I typed")

    assert answer.status_code == 422
    assert problems_of(answer.text) == []
    assert 'id="score-error"' in answer.text
    assert "What I typed" in answer.text


def test_reviewers_see_proposals_and_nothing_else(
    reviewer: FlaskClient, proposal: Proposal
) -> None:
    event = "/organise/events/tour"
    closed = ("", "/programme", "/registrations", "/speakers", "/log", "/call", "/decisions")

    home = reviewer.get("/organise/").text

    assert [reviewer.get(f"{event}{page}").status_code for page in closed] == [403] * 7
    assert f'href="{LIST}"' in home
    assert "You review proposals." in home
    assert problems_of(home) == []
    assert reviewer.post(f"{LIST}/F1/state", data={"state": "accepted"}).status_code == 403


def test_filters_are_read_from_anything(organiser: FlaskClient, proposal: Proposal) -> None:
    for query in ("page=0", "page=99999999", "page=x", "state=?", "theme=%25", "kind=%27"):
        answer = organiser.get(f"{LIST}?{query}&mine=zz&order=zz&q=%25_")
        assert answer.status_code == 200
    assert "1 proposal" in words_of(organiser.get(f"{LIST}?theme=car_t&state=submitted").text)
    assert "No proposal" in organiser.get(f"{LIST}?theme=payment").text
    assert "No proposal" in organiser.get(f"{LIST}?mine=done").text


def test_lists_take_as_many_statements_for_one_as_for_three(
    organiser: FlaskClient, event: Event, proposal: Proposal
) -> None:
    with statements() as one:
        organiser.get(LIST)
    for name in ("Ryo", "Ada"):
        make_proposal(event, name, co_speakers=(a_speaker(),))
    with statements() as three:
        organiser.get(LIST)

    assert len(three) == len(one)


def test_pages_of_the_list_follow_one_another(organiser: FlaskClient, event: Event) -> None:
    for number in range(51):
        make_proposal(event, f"P{number}")

    first, second = organiser.get(LIST).text, organiser.get(f"{LIST}?page=2").text

    assert first.count('class="entry"') == 50
    assert second.count('class="entry"') == 1
    assert f'href="{LIST}?page=2"' in first
    assert problems_of(first) == []


def test_file_is_offered_where_something_is_found(
    organiser: FlaskClient, proposal: Proposal
) -> None:
    assert "Download CSV" in organiser.get(LIST).text
    assert "Download CSV" not in organiser.get(f"{LIST}?q=nothing-like-this").text


def test_file_has_a_column_for_each_question_and_no_formula(
    organiser: FlaskClient, proposal: Proposal
) -> None:
    with transaction():
        proposal.title_en = "=cmd()"
        db.session.flush()

    answer = organiser.post(f"{LIST}.csv")

    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert [row["code"] for row in rows] == ["F1"]
    assert rows[0]["title_en"] == "'=cmd()"
    assert (rows[0]["Takeaway?"], rows[0]["Whereabouts?"]) == ("A check list", "Answerkanary")
    assert "gender" not in rows[0]
    entry = db.session.query(AuditEntry).filter_by(action="proposals exported").one()
    assert (entry.subject, entry.detail) == ("tour", "1")


def test_decisions_are_read_as_letters_and_sent(
    organiser: FlaskClient, event: Event, proposal: Proposal
) -> None:
    organiser.post(f"{LIST}/F1/state", data={"state": "accepted"})
    page = organiser.get("/organise/events/tour/decisions").text

    none = organiser.post("/organise/events/tour/decisions", data={"tell": "F1 rejected"})
    before = again(proposal).told_state
    organiser.post("/organise/events/tour/decisions", data={"tell": "F1 accepted"})

    assert problems_of(page) == []
    assert "Your proposal is accepted: Cell therapy at altitude" in page
    assert "/proposals/…" in page
    assert proposal.seed not in page
    assert (none.status_code, before, again(proposal).told_state) == (303, "", "accepted")
    assert "Nothing waits to be told." in organiser.get("/organise/events/tour/decisions").text


def test_an_accepted_proposal_is_put_into_the_programme_and_back(
    organiser: FlaskClient, event: Event, proposal: Proposal
) -> None:
    make_stop(event, "D1", starts_at=NOON)
    organiser.post(f"{LIST}/F1/state", data={"state": "accepted"})
    page = organiser.get(f"{LIST}/F1/session").text
    wrong = organiser.post(
        f"{LIST}/F1/session", data={"stop": "D1", "wall_starts": "2030-01-01T00:00"}
    )
    make_stop(event, "D2", starts_at=datetime(2030, 10, 27, tzinfo=UTC))
    twice = organiser.post(
        f"{LIST}/F1/session", data={"stop": "D2", "wall_starts": "2030-10-27T02:30"}
    )
    made = organiser.post(f"{LIST}/F1/session", data={"stop": "D1", "wall_starts": ""})
    shown = organiser.get(f"{LIST}/F1").text
    session = organiser.get("/organise/events/tour/sessions/S1/edit").text
    refused = organiser.post(f"{LIST}/F1/state", data={"state": "rejected"})
    organiser.post(f"{LIST}/F1/undo")

    assert problems_of(page) == []
    assert (wrong.status_code, made.status_code, refused.status_code) == (422, 303, 303)
    assert 'id="wall_starts-error"' in wrong.text
    assert "The clocks of the stop show this time twice." in twice.text
    assert 'href="/organise/events/tour/sessions/S1/edit"' in shown
    assert f'href="{LIST}/F1"' in session
    assert again(proposal).state == "accepted"
    assert again(proposal).session_id is None


def test_balance_counts_without_names(
    app: Flask, event: Event, organiser: FlaskClient, proposal: Proposal
) -> None:
    for number in range(5):
        make_proposal(event, f"Ada{number}", country_code="SE", gender="man")
    analyst = client_of(app, event, "analyst")

    words = words_of(analyst.get("/organise/events/tour/proposal-balance").text)

    assert "Sweden 5 0" in words
    assert "Woman 1 (17%) too few to show" in words
    assert "Mayakanary" not in words
    assert analyst.get(LIST).status_code == 403
