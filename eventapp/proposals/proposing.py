"""Proposing a session, changing what was proposed, and withdrawing it."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from eventapp.accounts.tokens import digest_of, link_token
from eventapp.audit.actions import record
from eventapp.events.actions import lock_event
from eventapp.events.changing import next_code
from eventapp.events.models import Event
from eventapp.events.rules import PUBLISHED, StateImpossible
from eventapp.foundation.changes import assign
from eventapp.foundation.database import db
from eventapp.foundation.email_addresses import folded_email
from eventapp.foundation.refusals import Difference, StaleEdit
from eventapp.mail.actions import queue_mail
from eventapp.mail.rules import CONFIRMATIONS, Letter
from eventapp.proposals.answers import checked_answers
from eventapp.proposals.models import (
    Proposal,
    ProposalAnswer,
    ProposalCall,
    ProposalSpeaker,
    ProposalStep,
)
from eventapp.proposals.queries import (
    call_of,
    codes_of,
    last_of,
    questions_of,
    speakers_of,
    submitted_before,
)
from eventapp.proposals.rules import (
    ACCEPTED,
    CONFIRMED,
    DECLINED,
    OPEN_STATES,
    PROPOSER,
    REJECTED,
    SUBMITTED,
    WITHDRAWN,
    CoSpeaker,
    ProposalDetails,
    ProposalSettled,
    check_call_open,
    check_offered,
    checked,
    lengths_of,
    open_search_text,
    personal_search_text,
)

PURPOSE = "proposal"
MOST_LINKS = 5
"""So many links are mailed again at once."""
_ROWS = ("co_speakers", "answers")
"""What of a proposal stands in tables of its own."""


def propose(
    event_id: int, details: ProposalDetails, *, key: str, secret: str, now: datetime
) -> None:
    """Take a proposal, and queue the mail with the way to it.

    The same form sent again with the same `key` does nothing more. Raises FieldRefused,
    AnswerInvalid, CallNotOpen, CallClosed and StateImpossible.
    """
    details = checked(details)
    lock_event(event_id)
    submission = sha256(json.dumps([key, *details]).encode()).hexdigest() if key else None
    if submission is not None and submitted_before(event_id, submission):
        return
    call = _open_call(event_id, now=now)
    check_offered(details, call.kinds.split(), lengths_of(call.lengths))
    answers = checked_answers(questions_of(event_id), dict(details.answers))
    code = next_code("F", codes_of(event_id))
    seed = secrets.token_urlsafe(32)
    proposal = Proposal(
        event_id=event_id,
        code=code,
        seed=seed,
        token_digest=digest_of(link_token(secret, PURPOSE, seed)),
        submission=submission,
        submitted_at=now,
        changed_at=now,
        **_values(details, code),
    )
    db.session.add(proposal)
    db.session.flush()
    _write_rows(proposal.id, details.co_speakers, answers)
    step(proposal, SUBMITTED, actor=PROPOSER, now=now)
    tell(proposal, "proposal_received", now=now)
    record(PROPOSER, "proposal received", event_id=event_id, subject=code, now=now)


def token_of(proposal: Proposal, secret: str) -> str:
    """Give the token that opens the proposer's page."""
    return link_token(secret, PURPOSE, proposal.seed)


def change_proposal(
    proposal_id: int, details: ProposalDetails, version: int, *, now: datetime
) -> bool:
    """Change a proposal until the deadline; tell whether anything differed. The address stays.

    Raises what `propose` does, ProposalSettled, and StaleEdit when it was changed since `version`.
    """
    proposal = locked_proposal(proposal_id)
    details = checked(details._replace(email=proposal.email))
    call = _open_call(proposal.event_id, now=now)
    if not may_change(proposal):
        raise ProposalSettled
    check_offered(
        details,
        {*call.kinds.split(), proposal.kind},
        {*lengths_of(call.lengths), proposal.minutes},
    )
    answers = checked_answers(questions_of(proposal.event_id), dict(details.answers))
    values = _values(details, proposal.code)
    if version != proposal.version:
        raise StaleEdit(proposal.version, _differences(proposal, values))
    is_changed = bool(assign(proposal, values))
    if _write_rows(proposal.id, details.co_speakers, answers) or is_changed:
        proposal.version += 1
        proposal.changed_at = now
        db.session.flush()
        _record(proposal, "proposal changed", now=now)
        return True
    return False


def may_change(proposal: Proposal) -> bool:
    """Tell whether the proposer may still change it, as far as its state goes."""
    return proposal.state in OPEN_STATES and not proposal.told_state


def may_withdraw(proposal: Proposal) -> bool:
    """Tell whether there is something to withdraw; who was accepted declines."""
    return proposal.state in OPEN_STATES and proposal.told_state not in {ACCEPTED, REJECTED}


def withdraw_proposal(proposal_id: int, *, now: datetime) -> bool:
    """Withdraw a proposal; tell whether it was not withdrawn before. Raises ProposalSettled."""
    proposal = locked_proposal(proposal_id)
    if proposal.state == WITHDRAWN:
        return False
    if not may_withdraw(proposal):
        raise ProposalSettled
    _settle(proposal, WITHDRAWN, "proposal withdrawn", now=now)
    tell(proposal, "proposal_withdrawn", now=now)
    return True


def answer_offer(proposal_id: int, state: str, *, now: datetime) -> bool:
    """Confirm or decline what one was told is accepted; tell whether that is new.

    A place that was confirmed can be given back. Raises StateImpossible.
    """
    proposal = locked_proposal(proposal_id)
    if proposal.state == state:
        return False
    accepted = proposal.state == ACCEPTED and proposal.told_state == ACCEPTED
    if state == CONFIRMED and accepted:
        _settle(proposal, CONFIRMED, "proposal confirmed", now=now)
    elif state == DECLINED and (accepted or proposal.state == CONFIRMED):
        _settle(proposal, DECLINED, "proposal declined", now=now)
    else:
        raise StateImpossible
    return True


def send_links_again(event_id: int, email: str, *, now: datetime) -> None:
    """Mail the way to each proposal of an address, once an hour at most; tell nobody else."""
    for proposal in last_of(event_id, folded_email(email), limit=MOST_LINKS):
        once = f"proposal again {proposal.id} {now:%Y-%m-%dT%H}"
        tell(proposal, "proposal_received", now=now, once=once)


def locked_proposal(proposal_id: int) -> Proposal:
    """Give a proposal as it is now; nobody else changes anything of its event meanwhile."""
    event_id = db.session.scalars(
        sa.select(Proposal.event_id).where(Proposal.id == proposal_id)
    ).one()
    lock_event(event_id)
    return db.session.get_one(Proposal, proposal_id, populate_existing=True)


def step(
    proposal: Proposal, state: str, *, is_told: bool = False, actor: str, now: datetime
) -> None:
    """Note that a proposal came to a state, or that its proposer was told so in these words."""
    words = proposal.words if is_told else ""
    db.session.add(
        ProposalStep(
            proposal_id=proposal.id, at=now, actor=actor, state=state, is_told=is_told, words=words
        )
    )
    db.session.flush()


def tell(
    proposal: Proposal,
    kind: str,
    *,
    now: datetime,
    once: str = "",
    facts: Mapping[str, str] | None = None,
) -> None:
    """Queue a mail to the proposer, in their language and by their clock; `facts` stand in it."""
    about: dict[str, int | str] = {"proposal": proposal.id, **(facts or {})}
    letter = Letter(
        kind=kind,
        recipient=proposal.email,
        language=proposal.language,
        zone=proposal.zone,
        about=about,
        lane=CONFIRMATIONS,
    )
    queue_mail(letter, now=now, once=once)


def _open_call(event_id: int, *, now: datetime) -> ProposalCall:
    call = call_of(event_id)
    event = db.session.get_one(Event, event_id)
    if call is None or event.state != PUBLISHED:
        raise StateImpossible
    check_call_open(call.opens_at, call.closes_at, now=now)
    return call


def _values(details: ProposalDetails, code: str) -> dict[str, Any]:
    values = {name: value for name, value in details._asdict().items() if name not in _ROWS}
    return values | {
        "themes": f" {details.themes} " if details.themes else "",
        "open_search": open_search_text(details, code),
        "personal_search": personal_search_text(details),
    }


def _differences(proposal: Proposal, values: dict[str, Any]) -> tuple[Difference, ...]:
    stored = {name: getattr(proposal, name) for name in values}
    return tuple(
        Difference(name, stored[name], wished)
        for name, wished in values.items()
        if wished != stored[name]
    )


def _write_rows(
    proposal_id: int, speakers: tuple[CoSpeaker, ...], answers: tuple[tuple[int, str], ...]
) -> bool:
    """Store who speaks along and what was answered; tell whether that is new."""
    known = [
        CoSpeaker(*(getattr(row, name) for name in CoSpeaker._fields))
        for row in speakers_of(proposal_id)
    ]
    given = db.session.execute(
        sa.select(ProposalAnswer.question_id, ProposalAnswer.text).where(
            ProposalAnswer.proposal_id == proposal_id
        )
    )
    if known == list(speakers) and {(row[0], row[1]) for row in given} == set(answers):
        return False
    for model in (ProposalSpeaker, ProposalAnswer):
        db.session.execute(sa.delete(model).where(model.proposal_id == proposal_id))
    for position, person in enumerate(speakers):
        row = ProposalSpeaker(proposal_id=proposal_id, position=position, **person._asdict())
        db.session.add(row)
    for question_id, text in answers:
        answer = ProposalAnswer(proposal_id=proposal_id, question_id=question_id, text=text)
        db.session.add(answer)
    db.session.flush()
    return True


def _settle(proposal: Proposal, state: str, action: str, *, now: datetime) -> None:
    proposal.state = state
    db.session.flush()
    step(proposal, state, actor=PROPOSER, now=now)
    _record(proposal, action, now=now)


def _record(proposal: Proposal, action: str, *, now: datetime) -> None:
    record(PROPOSER, action, event_id=proposal.event_id, subject=proposal.code, now=now)
