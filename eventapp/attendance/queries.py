"""Reads of a registrant's own attendance."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from eventapp.attendance.models import LogIn, Play
from eventapp.events.models import Stop
from eventapp.foundation.database import db
from eventapp.programme.models import Session


class OwnLogIn(NamedTuple):
    """A log-in as its registrant is told of it."""

    stop_code: str
    joined_at: datetime
    left_at: datetime | None
    source: str


class OwnPlay(NamedTuple):
    """A play as its registrant is told of it."""

    session_code: str
    started_at: datetime
    played_segments: str
    recording_seconds: int
    source: str


def log_ins_of(registration_id: int) -> list[OwnLogIn]:
    """Give the log-ins of a registrant, the first one first."""
    rows = db.session.execute(
        sa.select(Stop.code, LogIn.joined_at, LogIn.left_at, LogIn.source)
        .join(Stop, Stop.id == LogIn.stop_id)
        .where(LogIn.registration_id == registration_id)
        .order_by(LogIn.joined_at, LogIn.id)
    )
    return [OwnLogIn(*row) for row in rows]


def plays_of(registration_id: int) -> list[OwnPlay]:
    """Give the plays of a registrant, the first one first."""
    rows = db.session.execute(
        sa.select(
            Session.code,
            Play.started_at,
            Play.played_segments,
            Play.recording_seconds,
            Play.source,
        )
        .join(Session, Session.id == Play.session_id)
        .where(Play.registration_id == registration_id)
        .order_by(Play.started_at, Play.id)
    )
    return [OwnPlay(*row) for row in rows]
