"""Tables of what speakers are asked and answer."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.foundation.database import Model, WallTime
from eventapp.programme.models import Session
from eventapp.speakers.models import Speaker


def _of_speaker(*, unique: bool = False) -> Mapped[int]:
    return mapped_column(sa.ForeignKey("speaker.id", ondelete="CASCADE"), unique=unique)


class SpeakerInvitation(Model):
    """The link by which a speaker answers; a new one takes the place of the old one."""

    __tablename__ = "speaker_invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = _of_speaker(unique=True)
    seed: Mapped[str] = mapped_column(sa.String(64))
    """From this and the installation's secret comes the token."""
    token_digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    sent_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    reminders: Mapped[int] = mapped_column(default=0)
    answered_at: Mapped[datetime | None]
    """When the speaker last told anything."""
    hours_stated_at: Mapped[datetime | None]
    """When the speaker last told their hours; None: never, which is not "at no hour"."""
    revoked_at: Mapped[datetime | None]

    speaker: Mapped[Speaker] = relationship()


class SpeakerAnswer(Model):
    """What a speaker answered for a session, and for which time of it."""

    __tablename__ = "speaker_answer"
    __table_args__ = (sa.UniqueConstraint("session_id", "speaker_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("session.id", ondelete="CASCADE"))
    speaker_id: Mapped[int] = mapped_column(
        sa.ForeignKey("speaker.id", ondelete="CASCADE"), index=True
    )
    answer: Mapped[str] = mapped_column(sa.String(12))
    note: Mapped[str] = mapped_column(sa.String(500), default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    answered_at: Mapped[datetime]

    session: Mapped[Session] = relationship()


class SpeakerHours(Model):
    """A stretch in which a speaker can be there: wall times of their zone are its truth."""

    __tablename__ = "speaker_hours"
    __table_args__ = (sa.UniqueConstraint("speaker_id", "starts_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = _of_speaker()
    zone: Mapped[str] = mapped_column(sa.String(64))
    wall_starts: Mapped[datetime] = mapped_column(WallTime())
    wall_ends: Mapped[datetime] = mapped_column(WallTime())
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    tzdata_version: Mapped[str] = mapped_column(sa.String(16))
    """The zone data from which starts_at and ends_at were derived."""


class SpeakerStatement(Model):
    """A consent, or a point of the technical check: since when, to which words, and until when."""

    __tablename__ = "speaker_statement"
    __table_args__ = (sa.UniqueConstraint("speaker_id", "about"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = _of_speaker()
    about: Mapped[str] = mapped_column(sa.String(20))
    words_version: Mapped[int]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class SpeakerPhoto(Model):
    """The picture of a speaker as it was written anew, in two sizes."""

    __tablename__ = "speaker_photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = _of_speaker(unique=True)
    digest: Mapped[str] = mapped_column(sa.String(64), index=True)
    """Of the large picture; it stands in the public address."""
    small: Mapped[bytes] = mapped_column(sa.LargeBinary)
    large: Mapped[bytes] = mapped_column(sa.LargeBinary)
    stored_at: Mapped[datetime]
