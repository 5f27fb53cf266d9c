"""What reviewers think of proposals: a score or none, and a comment; one review each."""

from datetime import datetime
from typing import NamedTuple

from eventapp.accounts.models import Account
from eventapp.audit.actions import record
from eventapp.events.rules import StateImpossible, check_fields
from eventapp.foundation.database import db
from eventapp.foundation.refusals import Difference, StaleEdit
from eventapp.foundation.texts import is_text
from eventapp.proposals.models import ProposalReview
from eventapp.proposals.proposing import locked_proposal, step
from eventapp.proposals.queries import is_of, review_by
from eventapp.proposals.rules import OPEN_STATES, REVIEWING, SUBMITTED, OwnProposal

SCORES = (1, 2, 3, 4, 5)
LONGEST_COMMENT = 4_000


class ReviewDetails(NamedTuple):
    """What a reviewer thinks; a score that is None abstains."""

    score: int | None
    comment: str


def save_review(
    proposal_id: int,
    account_id: int,
    details: ReviewDetails,
    version: int,
    *,
    actor: str,
    now: datetime,
) -> bool:
    """Store the review of an account, or change it; tell whether anything differed.

    With the first review the proposal is under review. `version` is the one that was read, 0 for
    none. Raises FieldRefused, OwnProposal, StaleEdit, and StateImpossible for what is settled.
    """
    _check(details)
    proposal = locked_proposal(proposal_id)
    if is_of(proposal_id, db.session.get_one(Account, account_id).email):
        raise OwnProposal
    if proposal.state not in OPEN_STATES:
        raise StateImpossible
    review = review_by(proposal_id, account_id)
    if review is None:
        review = ProposalReview(proposal_id=proposal_id, account_id=account_id, version=0)
        db.session.add(review)
    else:
        db.session.refresh(review)
        if (review.score, review.comment) == details:
            return False
        if review.version != version:
            raise StaleEdit(review.version, _differences(review, details))
    review.score, review.comment = details
    review.version += 1
    review.changed_at = now
    db.session.flush()
    if proposal.state == SUBMITTED:
        proposal.state = REVIEWING
        step(proposal, REVIEWING, actor=actor, now=now)
    record(actor, "proposal reviewed", event_id=proposal.event_id, subject=proposal.code, now=now)
    return True


def _check(details: ReviewDetails) -> None:
    check_fields(
        {
            "score": details.score is None or details.score in SCORES,
            "comment": is_text(details.comment, LONGEST_COMMENT),
        }
    )


def _differences(review: ProposalReview, details: ReviewDetails) -> tuple[Difference, ...]:
    stored = ReviewDetails(review.score, review.comment)
    return tuple(
        Difference(name, known, wished)
        for name, known, wished in zip(ReviewDetails._fields, stored, details, strict=True)
        if known != wished
    )
