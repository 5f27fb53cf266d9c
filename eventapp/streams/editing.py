"""Changes of streams and recordings by organisers: noted, and merged with those of others.

Whoever changes something holds the event's row until the transaction ends, so two wait for each
other.
"""

from datetime import datetime
from typing import Any

from eventapp.audit.actions import record
from eventapp.events.actions import lock_event, touch_event
from eventapp.events.models import Stop
from eventapp.foundation.database import db
from eventapp.foundation.edits import Edited, Seen, edit, told
from eventapp.foundation.refusals import Difference, StaleEdit
from eventapp.programme.models import Session
from eventapp.streams.models import Recording, Stream
from eventapp.streams.rules import (
    RecordingDetails,
    StreamDetails,
    checked_recording,
    checked_stream,
)

PLAYED = ({"kind", "address", "files_from"},)
"""What says only together what is played."""


def edit_stream(
    stop_id: int, details: StreamDetails, seen: Seen, *, actor: str, now: datetime
) -> Edited:
    """Say how a stop is watched.

    Raises StreamAddressInvalid, StreamNumberInvalid and StaleEdit.
    """
    wish = checked_stream(details)._asdict()
    stop = db.session.get_one(Stop, stop_id)
    lock_event(stop.event_id)
    stored = db.session.get(Stream, stop_id, populate_existing=True)
    edited = _edited(stored, Stream(stop_id=stop_id, **wish), wish, seen)
    if edited:
        _note(stop, "save_stream", told(edited), actor=actor, now=now)
    return edited


def edit_recording(
    session_id: int, details: RecordingDetails, seen: Seen, *, actor: str, now: datetime
) -> Edited:
    """Say where the recording of a session is. Raises as `edit_stream`."""
    wish = checked_recording(details)._asdict()
    session = db.session.get_one(Session, session_id)
    lock_event(session.event_id)
    stored = db.session.get(Recording, session_id, populate_existing=True)
    edited = _edited(stored, Recording(session_id=session_id, **wish), wish, seen)
    if edited:
        _note(session, "save_recording", told(edited), actor=actor, now=now)
    return edited


def drop_stream(stop_id: int, version: int, *, actor: str, now: datetime) -> bool:
    """Say that it is not known how a stop is watched; tell whether it was.

    Raises StaleEdit where it is not the version that was seen.
    """
    stop = db.session.get_one(Stop, stop_id)
    lock_event(stop.event_id)
    is_dropped = _drop(db.session.get(Stream, stop_id, populate_existing=True), version)
    if is_dropped:
        _note(stop, "remove_stream", "", actor=actor, now=now)
    return is_dropped


def drop_recording(session_id: int, version: int, *, actor: str, now: datetime) -> bool:
    """Take a recording away; tell whether there was one. Raises as `drop_stream`."""
    session = db.session.get_one(Session, session_id)
    lock_event(session.event_id)
    is_dropped = _drop(db.session.get(Recording, session_id, populate_existing=True), version)
    if is_dropped:
        _note(session, "remove_recording", "", actor=actor, now=now)
    return is_dropped


def _edited(
    stored: Stream | Recording | None, new: Stream | Recording, wish: dict[str, Any], seen: Seen
) -> Edited:
    """Write what is wished; what was seen and is gone by now collides with every wish."""
    if stored is not None:
        edited = edit(stored, wish, seen, together=PLAYED)
    elif seen.version:
        raise StaleEdit(0, tuple(Difference(name, None, value) for name, value in wish.items()))
    else:
        db.session.add(new)
        edited = Edited(dict.fromkeys(wish), wish, ())
    db.session.flush()
    return edited


def _drop(stored: Stream | Recording | None, version: int) -> bool:
    if stored is None:
        return False
    if stored.version != version:
        raise StaleEdit(stored.version, (Difference("address", stored.address, ""),))
    db.session.delete(stored)
    db.session.flush()
    return True


def _note(of: Stop | Session, action: str, detail: str, *, actor: str, now: datetime) -> None:
    touch_event(of.event_id)
    record(actor, action, event_id=of.event_id, subject=of.code, detail=detail, now=now)
