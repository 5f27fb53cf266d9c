"""Tables of the people who speak."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.events.models import Event
from eventapp.foundation.database import Model


class Speaker(Model):
    """A person who speaks at an event, in whatever role."""

    __tablename__ = "speaker"
    __table_args__ = (sa.UniqueConstraint("event_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(sa.String(40))
    given_name: Mapped[str] = mapped_column(sa.String(120))
    family_name: Mapped[str] = mapped_column(sa.String(120))
    country_code: Mapped[str] = mapped_column(sa.String(2))
    zone: Mapped[str] = mapped_column(sa.String(64))
    gender: Mapped[str] = mapped_column(sa.String(12))
    sector: Mapped[str] = mapped_column(sa.String(40))
    organisation: Mapped[str] = mapped_column(sa.String(200))
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    bio_en: Mapped[str] = mapped_column(sa.Text, default="")
    bio_sv: Mapped[str] = mapped_column(sa.Text, default="")
    language: Mapped[str] = mapped_column(sa.String(35), default="", server_default="")
    """Of the letters to them; blank where nobody said."""
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Rises with every edit."""

    event: Mapped[Event] = relationship()
