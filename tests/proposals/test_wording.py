"""Words of organisers' own go out with the decision for which they were written, and no other."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.audit.models import AuditEntry
from eventapp.events.models import Event
from eventapp.events.rules import FieldRefused, StateImpossible
from eventapp.foundation.database import db
from eventapp.foundation.refusals import StaleEdit
from eventapp.foundation.transaction import transaction
from eventapp.mail.models import OutboxMail
from eventapp.proposals.deciding import decide, tell_decisions
from eventapp.proposals.models import Proposal
from eventapp.proposals.queries import steps_of
from eventapp.proposals.rules import LONGEST_WORDS, letter_mark
from eventapp.proposals.wording import word_letter
from tests.factories import NOON, make_event
from tests.proposals.wishes import again, at_once, make_call, make_proposal

ACTOR = "account:1"


@pytest.fixture
def proposal(app: Flask) -> Proposal:
    made = make_event()
    make_call(made)
    proposal = make_proposal(made)
    put(proposal, "accepted")
    return proposal


def in_transaction(act: Callable[[], Any]) -> Any:
    with transaction():
        return act()


def put(proposal: Proposal, state: str) -> bool:
    number = proposal.id
    return bool(in_transaction(lambda: decide(number, state, actor=ACTOR, now=NOON)))


def word(proposal: Proposal, words: str, seen: str = "accepted") -> bool:
    number = proposal.id
    return bool(in_transaction(lambda: word_letter(number, words, seen, actor=ACTOR, now=NOON)))


def send(event: Event | int, mark: str) -> int:
    number = event if isinstance(event, int) else event.id
    return int(in_transaction(lambda: tell_decisions(number, {"F1": mark}, actor=ACTOR, now=NOON)))


def test_words_are_sent_once_and_kept_with_the_decision(proposal: Proposal) -> None:
    event_id = proposal.event_id
    written = [word(proposal, " We liked it. "), word(proposal, "We liked it.")]

    unseen = send(event_id, "accepted")
    sent = send(event_id, letter_mark("accepted", "We liked it."))

    assert (written, unseen, sent) == ([True, False], 0, 1)
    assert [(one.is_told, one.words) for one in steps_of(proposal.id)][-1] == (True, "We liked it.")
    mail = db.session.scalars(sa.select(OutboxMail).order_by(OutboxMail.id.desc())).first()
    assert mail is not None
    assert json.loads(mail.about)["words"] == "We liked it."
    assert again(proposal).words == ""


def test_words_go_with_the_decision_for_which_they_were_written(proposal: Proposal) -> None:
    word(proposal, "See you in Lima.")

    put(proposal, "rejected")

    assert again(proposal).words == ""


def test_words_are_taken_away(proposal: Proposal) -> None:
    word(proposal, "We liked it.")

    word(proposal, "", letter_mark("accepted", "We liked it."))

    assert again(proposal).words == ""


def test_words_of_two_who_write_at_once_are_not_lost(app: Flask, proposal: Proposal) -> None:
    number, numbers = proposal.id, iter(range(3))

    results = at_once(
        app,
        3,
        lambda: word_letter(number, f"From {next(numbers)}", "accepted", actor=ACTOR, now=NOON),
    )

    assert sorted(map(str, results)) == sorted(map(str, [True, StaleEdit, StaleEdit]))


@pytest.mark.parametrize("words", ["x" * (LONGEST_WORDS + 1), "a\0b", "\ud800"])
def test_words_that_cannot_be_stored_are_refused(proposal: Proposal, words: str) -> None:
    with pytest.raises(FieldRefused):
        word(proposal, words)
    assert word(proposal, "x" * LONGEST_WORDS)


def test_words_need_a_decision_that_waits(proposal: Proposal) -> None:
    send(proposal.event_id, "accepted")

    with pytest.raises(StateImpossible):
        word(proposal, "Too late.")


def test_log_tells_who_wrote_and_not_what(proposal: Proposal) -> None:
    word(proposal, "Dear Maya")

    entry = db.session.query(AuditEntry).filter_by(action="decision worded").one()
    assert (entry.subject, entry.detail) == (proposal.code, "")
