"""Reads of streams and recordings."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventapp.events.models import Stop
from eventapp.foundation.database import db
from eventapp.programme.models import Session
from eventapp.streams.models import Recording, Stream
from eventapp.streams.rules import OPENS_BEFORE_MINUTES

_SHOWN = Session.state == "published"


def stream_of(stop_id: int) -> Stream | None:
    """Give how a stop is watched, or None when that is not known yet."""
    return db.session.get(Stream, stop_id)


def opening_minutes_of(event_id: int) -> dict[int, int]:
    """Give how many minutes before its start each stop of the event opens, by the stop's id."""
    minutes_before = sa.func.coalesce(Stream.opens_before_minutes, OPENS_BEFORE_MINUTES)
    rows = db.session.execute(
        sa.select(Stop.id, minutes_before)
        .outerjoin(Stream, Stream.stop_id == Stop.id)
        .where(Stop.event_id == event_id)
    )
    return {row[0]: row[1] for row in rows}


def recorded_sessions_of(event_id: int) -> dict[int, set[str]]:
    """Give the codes of the sessions that have a recording, by the id of their stop."""
    rows = db.session.execute(
        sa.select(Session.stop_id, Session.code)
        .join(Recording, Recording.session_id == Session.id)
        .where(Session.event_id == event_id, _SHOWN)
    )
    found: dict[int, set[str]] = {}
    for stop_id, code in rows:
        found.setdefault(stop_id, set()).add(code)
    return found


def recording_of(event_id: int, session_code: str) -> Recording | None:
    """Give the recording of a published session with the session and its stop, or None."""
    return db.session.scalar(
        sa.select(Recording)
        .join(Recording.session)
        .where(Session.event_id == event_id, Session.code == session_code, _SHOWN)
        .options(joinedload(Recording.session).joinedload(Session.stop))
    )


def recording_by_session(session_id: int) -> Recording | None:
    """Give the recording of a session, or None."""
    return db.session.get(Recording, session_id)


def streams_of(event_id: int) -> dict[int, Stream]:
    """Give the streams of an event, by the id of their stop."""
    rows = db.session.scalars(
        sa.select(Stream).join(Stop, Stop.id == Stream.stop_id).where(Stop.event_id == event_id)
    )
    return {stream.stop_id: stream for stream in rows}


def recordable_sessions(event_id: int) -> list[tuple[Session, bool]]:
    """Give the event's sessions but breaks as they follow, and whether each has a recording."""
    rows = db.session.execute(
        sa.select(Session, Recording.session_id.is_not(None))
        .outerjoin(Recording, Recording.session_id == Session.id)
        .where(Session.event_id == event_id, Session.kind != "break", Session.state != "cancelled")
        .order_by(Session.starts_at, Session.code)
    )
    return [(row[0], row[1]) for row in rows]
