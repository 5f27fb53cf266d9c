"""Tables of the co-design board: cards, their stages, comments and sign-offs."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.codesign.rules import LONGEST_STEP
from eventapp.foundation.database import Model


class BoardCard(Model):
    """Where a session stands on the board; a co-designed one without a row is an idea."""

    __tablename__ = "board_card"

    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("session.id", ondelete="CASCADE"), primary_key=True
    )
    stage: Mapped[str] = mapped_column(sa.String(20))
    next_step: Mapped[str] = mapped_column(sa.String(LONGEST_STEP), default="")
    due_on: Mapped[date | None] = mapped_column(sa.Date)
    """The day of the event's zone by whose end the next step is to be taken."""
    comparability: Mapped[str] = mapped_column(sa.Text, default="")
    """Why the host's country can be compared with ours."""
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Rises with every edit, not with moves."""


class StageReached(Model):
    """A card moved to a stage: when, and by whom."""

    __tablename__ = "stage_reached"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("session.id", ondelete="CASCADE"), index=True
    )
    stage: Mapped[str] = mapped_column(sa.String(20))
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(sa.String(80))


class BoardComment(Model):
    """What somebody wrote about a session; plain text."""

    __tablename__ = "board_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("session.id", ondelete="CASCADE"), index=True
    )
    speaker_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("speaker.id", ondelete="SET NULL"), index=True
    )
    """The partner who wrote it; None for an organiser, and for one who is gone."""
    actor: Mapped[str] = mapped_column(sa.String(80))
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(sa.Text)


class SignOff(Model):
    """A partner agreed with one version of a session's content."""

    __tablename__ = "sign_off"
    __table_args__ = (sa.UniqueConstraint("session_id", "speaker_id", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("session.id", ondelete="CASCADE"))
    speaker_id: Mapped[int] = mapped_column(
        sa.ForeignKey("speaker.id", ondelete="CASCADE"), index=True
    )
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(sa.String(80))
    """The partner, or the organiser who noted what the partner said elsewhere."""
