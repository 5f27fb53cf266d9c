"""Tables of streams and recordings."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.events.models import Stop
from eventapp.foundation.database import Model
from eventapp.programme.models import Session
from eventapp.streams.rules import LONGEST_ADDRESS


class Stream(Model):
    """Where a stop is watched live."""

    __tablename__ = "stream"

    stop_id: Mapped[int] = mapped_column(
        sa.ForeignKey("stop.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(sa.String(12))
    address: Mapped[str] = mapped_column(sa.String(LONGEST_ADDRESS))
    opens_before_minutes: Mapped[int] = mapped_column(default=15)
    files_from: Mapped[str] = mapped_column(sa.String(LONGEST_ADDRESS), default="")
    """Further origins from which a playlist loads its files, a space between."""
    version: Mapped[int] = mapped_column(default=1)

    stop: Mapped[Stop] = relationship()


class Recording(Model):
    """Where the recording of a session is watched."""

    __tablename__ = "recording"

    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("session.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(sa.String(12))
    address: Mapped[str] = mapped_column(sa.String(LONGEST_ADDRESS))
    seconds: Mapped[int | None]
    """How long it is; None: as long as the player says."""
    files_from: Mapped[str] = mapped_column(sa.String(LONGEST_ADDRESS), default="")
    version: Mapped[int] = mapped_column(default=1)

    session: Mapped[Session] = relationship()
