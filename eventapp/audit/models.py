"""Tables of what was changed or taken out, by whom and when."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.foundation.database import Model


class AuditEntry(Model):
    """One change or export; holds no personal data of registrants."""

    __tablename__ = "audit_entry"
    __table_args__ = (sa.Index("ix_audit_entry_event_id_at", "event_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(sa.String(80))
    """`command`, or `account:<id>`."""
    action: Mapped[str] = mapped_column(sa.String(60))
    event_id: Mapped[int | None]
    subject: Mapped[str] = mapped_column(sa.String(200), default="")
    detail: Mapped[str] = mapped_column(sa.Text, default="")
