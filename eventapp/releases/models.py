"""The table of releases."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.foundation.database import Model


class Release(Model):
    """A state of an event's programme that became public as a whole."""

    __tablename__ = "release"
    __table_args__ = (sa.UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    """From 1, without gaps."""
    released_at: Mapped[datetime]
    released_by: Mapped[str] = mapped_column(sa.String(200))
    note_en: Mapped[str] = mapped_column(sa.Text, default="")
    note_sv: Mapped[str] = mapped_column(sa.Text, default="")
    session_count: Mapped[int]
    """How many sessions were public then, breaks not counted."""
    mail_count: Mapped[int] = mapped_column(default=0)
    """How many mails told of it."""
    changes: Mapped[str] = mapped_column(sa.Text)
    """JSON: what changed since the release before."""
    snapshot: Mapped[str] = mapped_column(sa.Text)
    """JSON: what was public then, for the changes of the next release."""
