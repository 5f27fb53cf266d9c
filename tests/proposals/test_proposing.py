"""Proposing, changing and withdrawing."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.accounts.tokens import digest_of
from eventapp.audit.models import AuditEntry
from eventapp.events.models import Event
from eventapp.events.rules import FieldRefused, StateImpossible
from eventapp.foundation.database import db
from eventapp.foundation.refusals import StaleEdit
from eventapp.foundation.transaction import transaction
from eventapp.mail.models import OutboxMail
from eventapp.proposals.answers import AnswerInvalid
from eventapp.proposals.deciding import decide, tell_decisions
from eventapp.proposals.models import Proposal
from eventapp.proposals.proposing import (
    answer_offer,
    change_proposal,
    propose,
    send_links_again,
    token_of,
    withdraw_proposal,
)
from eventapp.proposals.queries import answers_of, proposal_by_token, speakers_of, steps_of
from eventapp.proposals.rules import CallClosed, CallNotOpen, ProposalSettled
from tests.factories import NOON, make_event
from tests.proposals.wishes import (
    SECRET,
    WEEK,
    a_proposal,
    a_speaker,
    again,
    at_once,
    make_call,
    make_proposal,
    make_question,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def event(app: Flask) -> Event:
    made = make_event()
    make_call(made)
    return made


def number_of_proposals() -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(Proposal)) or 0


def mails() -> list[tuple[str, str, str, str]]:
    db.session.rollback()
    rows = db.session.scalars(sa.select(OutboxMail).order_by(OutboxMail.id))
    return [(row.kind, row.recipient, row.language, row.zone) for row in rows]


def test_propose_stores_all_and_mails_the_way_to_it(event: Event) -> None:
    question = make_question(event)

    proposal = make_proposal(
        event, co_speakers=(a_speaker(),), answers=((question.id, " Because "),), gender="woman"
    )

    assert (proposal.code, proposal.state, proposal.told_state) == ("F1", "submitted", "")
    assert proposal.themes == " car_t health_data "
    assert [one.email for one in speakers_of(proposal.id)] == ["elena@example.org"]
    assert [one.text for one in answers_of(proposal.id)] == ["Because"]
    assert [one.state for one in steps_of(proposal.id)] == ["submitted"]
    assert mails() == [("proposal_received", "maya@example.org", "en", "Asia/Kathmandu")]
    entry = db.session.scalars(sa.select(AuditEntry)).one()
    assert (entry.actor, entry.action, entry.subject) == ("proposer", "proposal received", "F1")
    assert "maya" not in (entry.subject + entry.detail).casefold()


def test_the_link_is_made_of_a_secret_that_is_not_stored(event: Event) -> None:
    proposal = make_proposal(event)
    token = token_of(proposal, SECRET)

    stored = {str(value) for value in vars(proposal).values()}

    assert token not in stored
    assert digest_of(token) in stored
    assert proposal_by_token(token) is proposal
    assert proposal_by_token(proposal.seed) is None
    assert proposal_by_token("") is None


def test_the_same_form_sent_twice_is_one_proposal(event: Event) -> None:
    first = make_proposal(event).code
    make_proposal(event)
    make_proposal(event, title_en="Another title")

    assert first == "F1"
    assert number_of_proposals() == 2
    assert len(mails()) == 2


def test_the_same_form_sent_at_once_is_one_proposal(app: Flask, event: Event) -> None:
    event_id = event.id

    results = at_once(
        app, 4, lambda: propose(event_id, a_proposal(), key="k", secret=SECRET, now=NOON)
    )

    assert results == [None] * 4
    assert number_of_proposals() == 1
    assert len(mails()) == 1


def test_many_propose_at_once_and_have_a_code_each(app: Flask, event: Event) -> None:
    event_id = event.id

    at_once(app, 4, lambda: propose(event_id, a_proposal(), key="", secret=SECRET, now=NOON))

    codes = db.session.scalars(sa.select(Proposal.code).order_by(Proposal.code)).all()
    assert codes == ["F1", "F2", "F3", "F4"]


@pytest.mark.parametrize(
    ("call", "refusal"),
    [
        ({"opens_at": NOON + HOUR}, CallNotOpen),
        ({"closes_at": NOON}, CallClosed),
        ({"kinds": "workshop"}, FieldRefused),
        ({"lengths": "45"}, FieldRefused),
    ],
)
def test_propose_refuses_what_is_not_asked_for(
    app: Flask, call: dict[str, Any], refusal: type[Exception]
) -> None:
    event = make_event()
    make_call(event, **call)

    with pytest.raises(refusal):
        make_proposal(event)

    assert (number_of_proposals(), mails()) == (0, [])


def test_propose_needs_a_call_and_an_event_that_is_held(app: Flask) -> None:
    without, cancelled = make_event(), make_event(state="cancelled")
    make_call(cancelled)

    for event in (without, cancelled):
        with pytest.raises(StateImpossible):
            make_proposal(event)


def test_propose_asks_the_questions_of_its_own_call(event: Event) -> None:
    question = make_question(event, is_required=True).id
    foreign = make_question(make_event()).id

    with pytest.raises(AnswerInvalid) as refusal:
        make_proposal(event, answers=((foreign, "x"),))

    assert refusal.value.question_id == question
    assert number_of_proposals() == 0


def change(proposal: Proposal, version: int = 1, **values: Any) -> bool:
    number, now = proposal.id, values.pop("now", NOON)
    with transaction():
        return change_proposal(number, a_proposal(**values), version, now=now)


def test_change_writes_what_differs_and_keeps_the_address(event: Event) -> None:
    proposal = make_proposal(event, co_speakers=(a_speaker(),))

    changed = change(proposal, title_en="Cells", email="other@example.org")
    same = change(proposal, 2, title_en="Cells")

    stored = again(proposal)
    assert (changed, same) == (True, False)
    assert (stored.title_en, stored.email, stored.version) == ("Cells", "maya@example.org", 2)
    assert list(speakers_of(stored.id)) == []
    assert stored.open_search.startswith("f1 cells")


def test_change_of_what_was_changed_meanwhile_tells_the_difference(event: Event) -> None:
    proposal = make_proposal(event)
    change(proposal, title_en="Mine on the telephone")

    with pytest.raises(StaleEdit) as refusal:
        change(proposal, 1, title_en="Mine on the desk")

    titles = [one.stored for one in refusal.value.differences if one.field == "title_en"]
    assert (refusal.value.version, titles) == (2, ["Mine on the telephone"])


def test_change_is_over_with_the_deadline_and_with_a_told_decision(event: Event) -> None:
    proposal = make_proposal(event)
    with pytest.raises(CallClosed):
        change(proposal, title_en="Late", now=NOON + WEEK)
    decided(proposal, "accepted", is_told=False)
    change(proposal, title_en="Nobody told me")
    tell(event)

    with pytest.raises(ProposalSettled):
        change(again(proposal), 2, title_en="Too late")


def decided(proposal: Proposal, state: str, *, is_told: bool = True) -> None:
    number, event_id, code = proposal.id, proposal.event_id, proposal.code
    with transaction():
        decide(number, state, actor="account:1", now=NOON)
        if is_told:
            tell_decisions(event_id, {code: state}, actor="account:1", now=NOON)


def tell(event: Event, state: str = "accepted", code: str = "F1") -> int:
    event_id = event.id
    with transaction():
        return tell_decisions(event_id, {code: state}, actor="account:1", now=NOON)


def test_withdraw_is_done_once(event: Event) -> None:
    number = make_proposal(event).id

    results = []
    for _ in range(2):
        with transaction():
            results.append(withdraw_proposal(number, now=NOON + WEEK))

    assert results == [True, False]
    assert [kind for kind, *_rest in mails()] == ["proposal_received", "proposal_withdrawn"]


@pytest.mark.parametrize("state", ["accepted", "rejected"])
def test_withdraw_is_no_answer_to_a_told_decision(event: Event, state: str) -> None:
    proposal = make_proposal(event)
    decided(proposal, state)
    number = again(proposal).id

    with pytest.raises(ProposalSettled), transaction():
        withdraw_proposal(number, now=NOON)


def test_an_offer_is_confirmed_and_may_be_given_back(event: Event) -> None:
    proposal = make_proposal(event)
    decided(proposal, "accepted")
    number, states = proposal.id, []

    for state in ("confirmed", "confirmed", "declined"):
        with transaction():
            states.append(answer_offer(number, state, now=NOON))

    assert states == [True, False, True]
    steps = [(one.state, one.is_told) for one in steps_of(number)]
    assert steps == [
        ("submitted", False),
        ("accepted", False),
        ("accepted", True),
        ("confirmed", False),
        ("declined", False),
    ]
    with pytest.raises(StateImpossible), transaction():
        answer_offer(number, "confirmed", now=NOON)


def test_nobody_confirms_what_they_were_not_told(event: Event) -> None:
    proposal = make_proposal(event)
    decided(proposal, "accepted", is_told=False)
    number = proposal.id

    for state in ("confirmed", "declined"):
        with pytest.raises(StateImpossible), transaction():
            answer_offer(number, state, now=NOON)


def test_links_are_mailed_again_to_their_owner_once_an_hour(event: Event) -> None:
    make_proposal(event)
    make_proposal(event, title_en="Another")
    event_id = event.id

    for address in ("MAYA@example.org", "maya@example.org ", "stranger@example.org"):
        with transaction():
            send_links_again(event_id, address, now=NOON)

    assert [recipient for _kind, recipient, *_rest in mails()] == ["maya@example.org"] * 4
