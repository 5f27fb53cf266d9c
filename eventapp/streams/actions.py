"""Writes to streams and recordings."""

import sqlalchemy as sa

from eventapp.foundation.changes import assign
from eventapp.foundation.database import db
from eventapp.streams.models import Recording, Stream
from eventapp.streams.rules import (
    RecordingDetails,
    StreamDetails,
    checked_recording,
    checked_stream,
)


def save_stream(stop_id: int, details: StreamDetails) -> bool:
    """Say how a stop is watched; tell whether that differs from before.

    Raises StreamAddressInvalid and StreamNumberInvalid.
    """
    values = checked_stream(details)._asdict()
    stored = db.session.get(Stream, stop_id)
    if stored is None:
        db.session.add(Stream(stop_id=stop_id, **values))
        db.session.flush()
        return True
    return _assigned(stored, values)


def save_recording(session_id: int, details: RecordingDetails) -> bool:
    """Say where the recording of a session is; tell whether that differs from before.

    Raises StreamAddressInvalid and StreamNumberInvalid.
    """
    values = checked_recording(details)._asdict()
    stored = db.session.get(Recording, session_id)
    if stored is None:
        db.session.add(Recording(session_id=session_id, **values))
        db.session.flush()
        return True
    return _assigned(stored, values)


def remove_stream(stop_id: int) -> bool:
    """Say that it is not known how a stop is watched; tell whether it was."""
    removed = sa.delete(Stream).where(Stream.stop_id == stop_id).returning(Stream.stop_id)
    return db.session.execute(removed).first() is not None


def remove_recording(session_id: int) -> bool:
    """Take a recording away; tell whether there was one."""
    chosen = Recording.session_id == session_id
    removed = sa.delete(Recording).where(chosen).returning(Recording.session_id)
    return db.session.execute(removed).first() is not None


def _assigned(stored: Stream | Recording, values: dict[str, object]) -> bool:
    changed = bool(assign(stored, values))
    if changed:
        stored.version += 1
        db.session.flush()
    return changed
