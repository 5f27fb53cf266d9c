"""Tables of tracks, sessions and the line-up."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.events.models import Stop
from eventapp.foundation.database import Model, WallTime
from eventapp.speakers.models import Speaker


class Track(Model):
    """A line of sessions of a stop that follow one another."""

    __tablename__ = "track"
    __table_args__ = (sa.UniqueConstraint("stop_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    stop_id: Mapped[int] = mapped_column(sa.ForeignKey("stop.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(sa.String(120))
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Rises with every edit."""

    stop: Mapped[Stop] = relationship()


class Session(Model):
    """A talk, panel, workshop or break of a stop."""

    __tablename__ = "session"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "code"),
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        sa.Index("ix_session_event_id_starts_at", "event_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    stop_id: Mapped[int] = mapped_column(sa.ForeignKey("stop.id", ondelete="CASCADE"), index=True)
    track_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("track.id", ondelete="SET NULL"), index=True
    )
    code: Mapped[str] = mapped_column(sa.String(40))
    kind: Mapped[str] = mapped_column(sa.String(20))
    state: Mapped[str] = mapped_column(sa.String(12), default="published")
    zone: Mapped[str] = mapped_column(sa.String(64))
    wall_starts: Mapped[datetime] = mapped_column(WallTime())
    wall_ends: Mapped[datetime] = mapped_column(WallTime())
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    tzdata_version: Mapped[str] = mapped_column(sa.String(16))
    title_en: Mapped[str] = mapped_column(sa.String(300))
    title_sv: Mapped[str] = mapped_column(sa.String(300))
    abstract_en: Mapped[str] = mapped_column(sa.Text, default="")
    abstract_sv: Mapped[str] = mapped_column(sa.Text, default="")
    theme: Mapped[str] = mapped_column(sa.String(40), default="")
    host_country_code: Mapped[str] = mapped_column(sa.String(2), default="")
    guest_zone: Mapped[str] = mapped_column(sa.String(64), default="")
    language: Mapped[str] = mapped_column(sa.String(35), default="")
    capacity: Mapped[int | None]
    sequence: Mapped[int] = mapped_column(default=0)
    """RFC 5545 3.8.7.4: rises when a reader's calendar must be told."""
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Rises with every edit, whether or not calendars show it."""
    changed_at: Mapped[datetime]
    created_at: Mapped[datetime]
    title_en_changed_at: Mapped[datetime | None]
    """When the text was last written in that language; None: as the session was made."""
    title_sv_changed_at: Mapped[datetime | None]
    abstract_en_changed_at: Mapped[datetime | None]
    abstract_sv_changed_at: Mapped[datetime | None]

    stop: Mapped[Stop] = relationship()
    track: Mapped[Track | None] = relationship()


class Appearance(Model):
    """A speaker in a session in a role: a row of the line-up."""

    __tablename__ = "appearance"
    __table_args__ = (sa.UniqueConstraint("session_id", "speaker_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("session.id", ondelete="CASCADE"))
    speaker_id: Mapped[int] = mapped_column(
        sa.ForeignKey("speaker.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[str] = mapped_column(sa.String(20))
    position: Mapped[int] = mapped_column(default=0)
    """The order of the line-up, as it was given."""

    session: Mapped[Session] = relationship()
    speaker: Mapped[Speaker] = relationship()
