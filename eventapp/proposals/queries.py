"""Reads of calls, questions and single proposals."""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from eventapp.accounts.models import Account
from eventapp.accounts.tokens import digest_of
from eventapp.events.models import Event, Stop
from eventapp.events.rules import DRAFT
from eventapp.foundation.bilingual import Text
from eventapp.foundation.database import db
from eventapp.programme.models import Session
from eventapp.programme.rules import CANCELLED, PARKED
from eventapp.programme.working import working_sessions
from eventapp.proposals.answers import Asked, choices_of
from eventapp.proposals.balance import Counted
from eventapp.proposals.free_time import Taken
from eventapp.proposals.models import (
    Proposal,
    ProposalAnswer,
    ProposalCall,
    ProposalQuestion,
    ProposalReview,
    ProposalSpeaker,
    ProposalStep,
)
from eventapp.proposals.rules import DECISIONS


class Answered(NamedTuple):
    """A question with the answer that was given to it."""

    question: Asked
    text: str


class Reviewed(NamedTuple):
    """A review with the address of its reviewer's account."""

    review: ProposalReview
    reviewer: str


class Shown(NamedTuple):
    """A proposal as its page shows it; where `is_blind`, nothing in it tells whose it is."""

    proposal: Proposal
    is_blind: bool
    speakers: Sequence[ProposalSpeaker]
    answers: list[Answered]
    reviews: list[Reviewed]
    steps: Sequence[ProposalStep]


def call_of(event_id: int) -> ProposalCall | None:
    """Give the event's call, or None."""
    return db.session.scalar(sa.select(ProposalCall).where(ProposalCall.event_id == event_id))


def question_rows(event_id: int) -> Sequence[ProposalQuestion]:
    """Give the questions of an event's call in their order."""
    return db.session.scalars(
        sa.select(ProposalQuestion)
        .where(ProposalQuestion.event_id == event_id)
        .order_by(ProposalQuestion.position, ProposalQuestion.id)
    ).all()


def questions_of(event_id: int) -> tuple[Asked, ...]:
    """Give the questions of an event's call as a form puts them."""
    return tuple(map(asked, question_rows(event_id)))


def asked(row: ProposalQuestion) -> Asked:
    """Give a question as a form puts it."""
    return Asked(
        row.id,
        Text(row.label_en, row.label_sv),
        row.kind,
        choices_of(row.choices_en, row.choices_sv),
        row.is_required,
        row.is_personal,
    )


def proposal_by_token(token: str) -> Proposal | None:
    """Give the proposal that a link opens, with its event and session, or None.

    None too where the event is a draft: that the link was good once is told by no row that is read.
    """
    return db.session.scalar(
        sa.select(Proposal)
        .join(Proposal.event)
        .where(Proposal.token_digest == digest_of(token), Event.state != DRAFT)
        .options(
            contains_eager(Proposal.event).joinedload(Event.series), joinedload(Proposal.session)
        )
    )


def proposal_by_id(number: int) -> Proposal | None:
    """Give a proposal with its event, or None."""
    return db.session.scalar(
        sa.select(Proposal)
        .where(Proposal.id == number)
        .options(joinedload(Proposal.event).joinedload(Event.series))
    )


def proposal_by_code(event_id: int, code: str) -> Proposal | None:
    """Give a proposal of the event with its session, or None."""
    return db.session.scalar(
        sa.select(Proposal)
        .where(Proposal.event_id == event_id, Proposal.code == code)
        .options(joinedload(Proposal.session))
    )


def speakers_of(proposal_id: int) -> Sequence[ProposalSpeaker]:
    """Give who would speak along, in the order given."""
    return db.session.scalars(
        sa.select(ProposalSpeaker)
        .where(ProposalSpeaker.proposal_id == proposal_id)
        .order_by(ProposalSpeaker.position)
    ).all()


def answers_of(proposal_id: int, *, is_blind: bool = False) -> list[Answered]:
    """Give the questions that were answered, in order; where names are hidden no personal ones."""
    chosen = [ProposalAnswer.proposal_id == proposal_id]
    if is_blind:
        chosen.append(ProposalQuestion.is_personal.is_(False))
    rows = db.session.execute(
        sa.select(ProposalQuestion, ProposalAnswer.text)
        .join(ProposalAnswer, ProposalAnswer.question_id == ProposalQuestion.id)
        .where(*chosen)
        .order_by(ProposalQuestion.position, ProposalQuestion.id)
    )
    return [Answered(asked(row[0]), row[1]) for row in rows]


def shown_proposal(event_id: int, code: str, *, is_blind: bool) -> Shown | None:
    """Give a proposal of the event with all that its page shows, or None."""
    proposal = proposal_by_code(event_id, code)
    if proposal is None:
        return None
    return Shown(
        proposal,
        is_blind,
        () if is_blind else speakers_of(proposal.id),
        answers_of(proposal.id, is_blind=is_blind),
        reviews_of(proposal.id),
        steps_of(proposal.id),
    )


def reviews_of(proposal_id: int) -> list[Reviewed]:
    """Give the reviews of a proposal, the oldest first."""
    rows = db.session.execute(
        sa.select(ProposalReview, Account.email)
        .join(Account, Account.id == ProposalReview.account_id)
        .where(ProposalReview.proposal_id == proposal_id)
        .order_by(ProposalReview.id)
    )
    return [Reviewed(*row) for row in rows]


def review_by(proposal_id: int, account_id: int) -> ProposalReview | None:
    """Give the review that an account gave of a proposal, or None."""
    return db.session.scalar(
        sa.select(ProposalReview).where(
            ProposalReview.proposal_id == proposal_id, ProposalReview.account_id == account_id
        )
    )


def steps_of(proposal_id: int) -> Sequence[ProposalStep]:
    """Give the states that a proposal came to, in order."""
    return db.session.scalars(
        sa.select(ProposalStep)
        .where(ProposalStep.proposal_id == proposal_id)
        .order_by(ProposalStep.id)
    ).all()


def is_of(proposal_id: int, email: str) -> bool:
    """Tell whether somebody proposes it, or would speak along."""
    speaks = sa.exists().where(
        ProposalSpeaker.proposal_id == Proposal.id, ProposalSpeaker.email == email
    )
    own = sa.select(Proposal.id).where(
        Proposal.id == proposal_id, sa.or_(Proposal.email == email, speaks)
    )
    return db.session.scalar(own) is not None


def _to_tell(event_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Proposal.event_id == event_id,
        Proposal.state.in_(DECISIONS),
        Proposal.state != Proposal.told_state,
    )


def decisions_to_tell(event_id: int) -> Sequence[Proposal]:
    """Give the proposals whose proposers do not know the decision yet, by decision and code."""
    return db.session.scalars(
        sa.select(Proposal).where(*_to_tell(event_id)).order_by(Proposal.state, Proposal.id)
    ).all()


def number_to_tell(event_id: int) -> int:
    """Give how many decisions wait to be sent."""
    counted = sa.select(sa.func.count()).select_from(Proposal)
    return db.session.scalar(counted.where(*_to_tell(event_id))) or 0


def counted_proposals(event_id: int) -> list[Counted]:
    """Give what is counted of the event's proposals."""
    rows = db.session.execute(
        sa.select(Proposal.country_code, Proposal.gender, Proposal.state).where(
            Proposal.event_id == event_id
        )
    )
    return [Counted(*row) for row in rows]


def proposal_of_session(session_id: int) -> str | None:
    """Give the code of the proposal that a session was made of, or None."""
    return db.session.scalar(sa.select(Proposal.code).where(Proposal.session_id == session_id))


def taken_at(stop: Stop) -> list[Taken]:
    """Give the stretches of a stop in which sessions are held as organisers last left them.

    Drafts are among them; what is parked has no time.
    """
    session = working_sessions(Session.event_id == stop.event_id)
    rows = db.session.execute(
        sa.select(session.starts_at, session.ends_at).where(
            session.stop_id == stop.id, session.state.not_in((CANCELLED, PARKED))
        )
    )
    return [Taken(*row) for row in rows]


def last_of(event_id: int, email: str, *, limit: int) -> Sequence[Proposal]:
    """Give the newest proposals of an address."""
    return db.session.scalars(
        sa.select(Proposal)
        .where(Proposal.event_id == event_id, Proposal.email == email)
        .order_by(Proposal.id.desc())
        .limit(limit)
    ).all()


def submitted_before(event_id: int, submission: str) -> bool:
    """Tell whether the same form made a proposal before."""
    return (
        db.session.scalar(
            sa.select(Proposal.id).where(
                Proposal.event_id == event_id, Proposal.submission == submission
            )
        )
        is not None
    )


def codes_of(event_id: int) -> list[str]:
    """Give the codes of all proposals of the event."""
    return list(db.session.scalars(sa.select(Proposal.code).where(Proposal.event_id == event_id)))
