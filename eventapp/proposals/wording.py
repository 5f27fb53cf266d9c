"""Words of organisers' own in the letter that tells a decision: written, seen, and told with it."""

from datetime import datetime

from eventapp.audit.actions import record
from eventapp.events.rules import StateImpossible, check_fields
from eventapp.foundation.database import db
from eventapp.foundation.refusals import Difference, StaleEdit
from eventapp.foundation.texts import is_text
from eventapp.proposals.proposing import locked_proposal
from eventapp.proposals.rules import LONGEST_WORDS, is_to_be_told, letter_mark


def word_letter(proposal_id: int, words: str, seen: str, *, actor: str, now: datetime) -> bool:
    """Add words to the letter of a decision that waits to be told; tell whether they differ.

    `seen` is the mark of the letter that was read. Blank words take away what was there. Raises
    FieldRefused, StateImpossible where no decision waits, and StaleEdit.
    """
    words = words.strip()
    check_fields({"words": is_text(words, LONGEST_WORDS)})
    proposal = locked_proposal(proposal_id)
    if not is_to_be_told(proposal.state, proposal.told_state):
        raise StateImpossible
    if words == proposal.words:
        return False
    if seen != letter_mark(proposal.state, proposal.words):
        raise StaleEdit(0, (Difference("words", proposal.words, words),))
    proposal.words = words
    db.session.flush()
    # The words may tell of somebody, which the log is not to hold.
    record(actor, "decision worded", event_id=proposal.event_id, subject=proposal.code, now=now)
    return True
