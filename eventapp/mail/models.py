"""The table of mails to be sent."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.foundation.database import Model

_WAITING = sa.text("sent_at IS NULL AND failed_at IS NULL")
_FAILED = sa.text("failed_at IS NOT NULL")


class OutboxMail(Model):
    """A mail: waiting until it is sent or given up."""

    __tablename__ = "outbox"
    __table_args__ = (
        sa.Index(
            "ix_outbox_waiting",
            "lane",
            "due_at",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        sa.Index("ix_outbox_about", "about"),
        sa.Index("ix_outbox_failed", "failed_at", sqlite_where=_FAILED, postgresql_where=_FAILED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    recipient: Mapped[str] = mapped_column(sa.String(254))
    language: Mapped[str] = mapped_column(sa.String(35))
    zone: Mapped[str] = mapped_column(sa.String(64))
    name: Mapped[str] = mapped_column(sa.String(36), unique=True)
    """A UUID, of which the Message-ID is made: the same at every try."""
    about: Mapped[str] = mapped_column(sa.Text)
    """JSON: the rows it tells of."""
    lane: Mapped[int] = mapped_column(sa.SmallInteger)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(sa.String(200), default="")
    """What the last try met, without addresses of people."""
