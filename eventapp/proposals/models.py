"""Tables of calls, their questions, proposals with their people and answers, and reviews."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.events.models import Event
from eventapp.foundation.database import Model, WallTime
from eventapp.programme.models import Session
from eventapp.proposals.rules import SUBMITTED


class ProposalCall(Model):
    """An event asks for sessions until a deadline; an event has one call at most."""

    __tablename__ = "proposal_call"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("event.id", ondelete="CASCADE"), unique=True
    )
    zone: Mapped[str] = mapped_column(sa.String(64))
    """That of the event when the times were set: a deadline that was announced stays."""
    wall_opens: Mapped[datetime | None] = mapped_column(WallTime())
    wall_closes: Mapped[datetime] = mapped_column(WallTime())
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime]
    text_en: Mapped[str] = mapped_column(sa.Text)
    text_sv: Mapped[str] = mapped_column(sa.Text)
    is_blind: Mapped[bool]
    kinds: Mapped[str] = mapped_column(sa.String(200))
    lengths: Mapped[str] = mapped_column(sa.String(40))
    version: Mapped[int] = mapped_column(default=1)
    """Rises with every edit."""

    event: Mapped[Event] = relationship()


class ProposalQuestion(Model):
    """A question of a call's own."""

    __tablename__ = "proposal_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    label_en: Mapped[str] = mapped_column(sa.String(300))
    label_sv: Mapped[str] = mapped_column(sa.String(300))
    kind: Mapped[str] = mapped_column(sa.String(12))
    choices_en: Mapped[str] = mapped_column(sa.Text)
    choices_sv: Mapped[str] = mapped_column(sa.Text)
    is_required: Mapped[bool]
    is_personal: Mapped[bool]
    """Whether the answer tells who somebody is, and is hidden where names are."""
    position: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    """Rises with every edit."""


class Proposal(Model):
    """A session that somebody proposes."""

    __tablename__ = "proposal"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "code"),
        sa.Index("uq_proposal_event_id_submission", "event_id", "submission", unique=True),
        sa.Index("ix_proposal_event_id_email", "event_id", "email"),
        sa.Index("uq_proposal_session_id", "session_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(sa.String(40))
    seed: Mapped[str] = mapped_column(sa.String(64))
    """From this and the installation's secret comes the token of the proposer's page."""
    token_digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    submission: Mapped[str | None] = mapped_column(sa.String(64))
    """The digest of the form that was sent and its key: sent again, it makes nothing more."""
    state: Mapped[str] = mapped_column(sa.String(12), default=SUBMITTED)
    told_state: Mapped[str] = mapped_column(sa.String(12), default="")
    """The decision that the proposer was last told; blank before the first."""
    words: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    """Organisers' own, for the letter that tells the decision which waits; blank once told."""
    given_name: Mapped[str] = mapped_column(sa.String(120))
    family_name: Mapped[str] = mapped_column(sa.String(120))
    email: Mapped[str] = mapped_column(sa.String(254))
    """Trimmed and case folded."""
    country_code: Mapped[str] = mapped_column(sa.String(2))
    zone: Mapped[str] = mapped_column(sa.String(64))
    sector: Mapped[str] = mapped_column(sa.String(40))
    organisation: Mapped[str] = mapped_column(sa.String(200))
    gender: Mapped[str] = mapped_column(sa.String(12))
    language: Mapped[str] = mapped_column(sa.String(35))
    title_en: Mapped[str] = mapped_column(sa.String(200))
    title_sv: Mapped[str] = mapped_column(sa.String(200))
    abstract_en: Mapped[str] = mapped_column(sa.Text)
    abstract_sv: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.String(20))
    minutes: Mapped[int]
    themes: Mapped[str] = mapped_column(sa.String(200))
    """Codes with a space between and around, so that one is found by a look for " code "."""
    open_search: Mapped[str] = mapped_column(sa.Text)
    """What it is found by when nobody may see whose it is."""
    personal_search: Mapped[str] = mapped_column(sa.Text)
    """What else it is found by."""
    session_id: Mapped[int | None] = mapped_column(sa.ForeignKey("session.id", ondelete="SET NULL"))
    """The session that was made of it."""
    made_speakers: Mapped[str] = mapped_column(sa.Text, default="")
    """The numbers of the speakers that were made along with the session."""
    version: Mapped[int] = mapped_column(default=1)
    """Rises with every change by the proposer."""
    submitted_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    event: Mapped[Event] = relationship()
    session: Mapped[Session | None] = relationship()


class ProposalSpeaker(Model):
    """Somebody who would speak along with the proposer."""

    __tablename__ = "proposal_speaker"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(
        sa.ForeignKey("proposal.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    given_name: Mapped[str] = mapped_column(sa.String(120))
    family_name: Mapped[str] = mapped_column(sa.String(120))
    email: Mapped[str] = mapped_column(sa.String(254))
    country_code: Mapped[str] = mapped_column(sa.String(2))
    organisation: Mapped[str] = mapped_column(sa.String(200))


class ProposalAnswer(Model):
    """What a proposer answered to a question of the call's own."""

    __tablename__ = "proposal_answer"
    __table_args__ = (sa.UniqueConstraint("proposal_id", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(sa.ForeignKey("proposal.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(
        sa.ForeignKey("proposal_question.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(sa.Text)


class ProposalReview(Model):
    """What a reviewer thinks of a proposal; a score that is None abstains."""

    __tablename__ = "proposal_review"
    __table_args__ = (
        sa.UniqueConstraint("proposal_id", "account_id"),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name="score_is_one_to_five"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(sa.ForeignKey("proposal.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(
        sa.ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    score: Mapped[int | None]
    comment: Mapped[str] = mapped_column(sa.Text)
    version: Mapped[int] = mapped_column(default=1)
    """Rises with every change."""
    changed_at: Mapped[datetime]


class ProposalStep(Model):
    """A state that a proposal came to, or that its proposer was told."""

    __tablename__ = "proposal_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(
        sa.ForeignKey("proposal.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(sa.String(80))
    state: Mapped[str] = mapped_column(sa.String(12))
    is_told: Mapped[bool] = mapped_column(default=False)
    """Whether this is the moment at which the proposer was told of it."""
    words: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    """What organisers added to the letter that told it."""
