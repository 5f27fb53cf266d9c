"""What organisers decide about proposals, and telling the proposers of it."""

from collections.abc import Mapping
from datetime import datetime

from eventapp.audit.actions import record
from eventapp.events.actions import lock_event
from eventapp.events.rules import FieldRefused, StateImpossible
from eventapp.foundation.database import db
from eventapp.proposals.proposing import locked_proposal, step, tell
from eventapp.proposals.queries import decisions_to_tell
from eventapp.proposals.rules import (
    DECISIONS,
    IN_PROGRAMME,
    OPEN_STATES,
    REVIEWING,
    AlreadyInProgramme,
    letter_mark,
)

CHOSEN = (REVIEWING, *DECISIONS)
"""What organisers may put a proposal to."""


def decide(proposal_id: int, state: str, *, actor: str, now: datetime) -> bool:
    """Accept, waitlist or reject a proposal, or look at it anew; tell whether that is new.

    The proposer knows nothing of it before `tell_decisions`. Words that were written for the letter
    of another decision go. Raises FieldRefused, StateImpossible
    for what its proposer has settled, and AlreadyInProgramme while there is a session of it.
    """
    if state not in CHOSEN:
        field = "state"
        raise FieldRefused(field)
    proposal = locked_proposal(proposal_id)
    if proposal.state == state:
        return False
    if proposal.state not in OPEN_STATES:
        raise StateImpossible
    if state == REVIEWING and proposal.told_state:
        raise StateImpossible
    if proposal.session is not None and state not in IN_PROGRAMME:
        raise AlreadyInProgramme(proposal.session.code)
    proposal.state, proposal.words = state, ""
    db.session.flush()
    step(proposal, state, actor=actor, now=now)
    record(
        actor,
        "proposal decided",
        event_id=proposal.event_id,
        subject=proposal.code,
        detail=state,
        now=now,
    )
    return True


def tell_decisions(event_id: int, seen: Mapping[str, str], *, actor: str, now: datetime) -> int:
    """Mail each proposer the letter that was seen; return how many are told.

    `seen` are the marks of letters by code. What was decided or worded otherwise since, and what
    was told already, is left for the next time.
    """
    lock_event(event_id)
    number = 0
    for proposal in decisions_to_tell(event_id):
        db.session.refresh(proposal)
        mark = letter_mark(proposal.state, proposal.words)
        if seen.get(proposal.code) != mark or proposal.told_state == proposal.state:
            continue
        proposal.told_state = proposal.state
        step(proposal, proposal.state, is_told=True, actor=actor, now=now)
        facts = {"state": proposal.state, "words": proposal.words}
        tell(proposal, "proposal_decided", now=now, facts=facts)
        proposal.words = ""
        number += 1
    if number:
        record(actor, "decisions sent", event_id=event_id, detail=str(number), now=now)
    return number
