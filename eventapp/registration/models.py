"""Tables of who has a place."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.events.models import Event
from eventapp.foundation.database import Model


class Registration(Model):
    """A place given to a registrant; the ticket code proves it."""

    __tablename__ = "registration"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "code"),
        sa.Index(
            "uq_registration_event_id_email_active",
            "event_id",
            "email",
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        ),
        sa.Index("ix_registration_email", "email"),
        sa.Index("uq_registration_event_id_submission", "event_id", "submission", unique=True),
        sa.Index("uq_registration_feed_token", "feed_token", unique=True),
        sa.Index("ix_registration_event_id_registered_at", "event_id", "registered_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(sa.String(40))
    ticket_code: Mapped[str] = mapped_column(sa.String(43), unique=True)
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
    mode: Mapped[str] = mapped_column(sa.String(8), default="online")
    newsletter_consent_at: Mapped[datetime | None]
    participant_list_consent_at: Mapped[datetime | None]
    speaker_contact_consent_at: Mapped[datetime | None]
    registered_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    submission: Mapped[str | None] = mapped_column(sa.String(64))
    """The digest of the form that was sent and its key: sent again, it gives this registration."""
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Rises with every change, so that nobody overwrites what they have not seen."""
    feed_token: Mapped[str | None] = mapped_column(sa.String(43))
    """Opens the registrant's calendar and nothing else; None: there is no such calendar."""

    search_text: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    """What it is found and ordered by: see `rules.search_text`."""

    event: Mapped[Event] = relationship()
