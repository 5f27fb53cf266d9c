"""The table of arrivals."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.foundation.database import Model


def _once(name: str, *columns: str, stop_id: str) -> sa.Index:
    """Let one arrival of a kind stand for a registration, however many were undone."""
    condition = sa.text(f"undone_at IS NULL AND stop_id IS {stop_id}")
    return sa.Index(name, *columns, unique=True, sqlite_where=condition, postgresql_where=condition)


class CheckIn(Model):
    """An arrival on site: at one stop, or at the event where no stop is named."""

    __tablename__ = "check_in"
    __table_args__ = (
        _once("uq_check_in_registration_id_event", "registration_id", stop_id="NULL"),
        _once("uq_check_in_registration_id_stop", "registration_id", "stop_id", stop_id="NOT NULL"),
        sa.Index("ix_check_in_event_id_at", "event_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registration.id", ondelete="CASCADE")
    )
    stop_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("stop.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    """Who let them in."""
    undone_at: Mapped[datetime | None]
    """When it was said to be a mistake; None: it counts."""
