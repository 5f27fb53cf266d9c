"""Table of the shifts."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.events.models import Stop
from eventapp.foundation.database import Model, WallTime
from eventapp.roster.rules import LONGEST_LANGUAGES, LONGEST_NAME
from eventapp.speakers.models import Speaker


class Shift(Model):
    """Somebody works at a stop for a while."""

    __tablename__ = "shift"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "code"),
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    stop_id: Mapped[int] = mapped_column(sa.ForeignKey("stop.id", ondelete="CASCADE"), index=True)
    speaker_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("speaker.id", ondelete="SET NULL"), index=True
    )
    """The speaker of the event who works it; None for anybody else."""
    code: Mapped[str] = mapped_column(sa.String(40))
    role: Mapped[str] = mapped_column(sa.String(20))
    languages: Mapped[str] = mapped_column(sa.String(LONGEST_LANGUAGES), default="")
    """From and into which an interpreter works, as it was typed."""
    name: Mapped[str] = mapped_column(sa.String(LONGEST_NAME))
    """Who works it; blank while nobody does, as after a copy without people."""
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    person_zone: Mapped[str] = mapped_column(sa.String(64))
    zone: Mapped[str] = mapped_column(sa.String(64))
    wall_starts: Mapped[datetime] = mapped_column(WallTime())
    wall_ends: Mapped[datetime] = mapped_column(WallTime())
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    tzdata_version: Mapped[str] = mapped_column(sa.String(16))
    """The zone data from which starts_at and ends_at were derived."""
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Rises with every edit."""

    stop: Mapped[Stop] = relationship()
    speaker: Mapped[Speaker | None] = relationship()
