"""Writes to streams and recordings."""

import sqlalchemy as sa

from eventapp.events.models import Stop
from eventapp.events.queries import stops_of
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


def copy_streams(source_id: int, event_id: int) -> int:
    """Let the stops of an event be watched as those of another one with their codes; count them."""
    stops = {stop.code: stop.id for stop in stops_of(event_id)}
    streams = db.session.execute(
        sa.select(Stop.code, Stream)
        .join(Stream, Stream.stop_id == Stop.id)
        .where(Stop.event_id == source_id)
        .order_by(Stop.id)
    ).all()
    copied = [
        StreamDetails(stream.kind, stream.address, stream.opens_before_minutes, stream.files_from)
        for code, stream in streams
        if code in stops
    ]
    numbers = [stops[code] for code, _stream in streams if code in stops]
    return sum(map(save_stream, numbers, copied))


def _assigned(stored: Stream | Recording, values: dict[str, object]) -> bool:
    changed = bool(assign(stored, values))
    if changed:
        stored.version += 1
        db.session.flush()
    return changed
