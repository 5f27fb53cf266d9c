"""Tables of raw attendance, each row with its source; figures are computed, never kept."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.events.models import Stop
from eventapp.foundation.database import Model
from eventapp.programme.models import Session
from eventapp.registration.models import Registration


class LogIn(Model):
    """One opening of the live page of a stop by one registrant."""

    __tablename__ = "log_in"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "code"),
        # Holds all that figures are counted from, in the order they are counted in.
        sa.Index("ix_log_in_viewing", "stop_id", "registration_id", "joined_at", "left_at"),
        sa.Index("ix_log_in_registration_id", "registration_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(sa.String(40))
    stop_id: Mapped[int] = mapped_column(sa.ForeignKey("stop.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registration.id", ondelete="CASCADE")
    )
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    """None: a log-in of no known length."""
    source: Mapped[str] = mapped_column(sa.String(20), default="file")

    stop: Mapped[Stop] = relationship()
    registration: Mapped[Registration] = relationship()


class Play(Model):
    """One playing of a session's recording by one registrant."""

    __tablename__ = "play"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "code"),
        sa.Index("ix_play_session_id", "session_id"),
        sa.Index("ix_play_registration_id", "registration_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(sa.String(40))
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registration.id", ondelete="CASCADE")
    )
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("session.id", ondelete="CASCADE"))
    started_at: Mapped[datetime]
    played_segments: Mapped[str] = mapped_column(sa.Text)
    """As xAPI writes them, in seconds: `0[.]600[,]540[.]900`; empty: nothing seen."""
    recording_seconds: Mapped[int]
    source: Mapped[str] = mapped_column(sa.String(20), default="file")

    registration: Mapped[Registration] = relationship()
    session: Mapped[Session] = relationship()
