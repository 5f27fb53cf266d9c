"""Changes of streams and recordings by organisers: noted, and merged with those of others.

Whoever changes something holds the event's row until the transaction ends, so two wait for each
other.
"""

from datetime import datetime
from typing import Any, TypeVar

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

Row = TypeVar("Row", Stream, Recording)
NOTHING = Edited({}, {}, ())
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
    stored = _locked(Stream, stop)
    edited = _edited(stored, Stream(stop_id=stop_id, **wish), wish, seen)
    return _noted(stop, "save_stream", edited, actor=actor, now=now)


def edit_recording(
    session_id: int, details: RecordingDetails, seen: Seen, *, actor: str, now: datetime
) -> Edited:
    """Say where the recording of a session is. Raises as `edit_stream`."""
    wish = checked_recording(details)._asdict()
    session = db.session.get_one(Session, session_id)
    stored = _locked(Recording, session)
    edited = _edited(stored, Recording(session_id=session_id, **wish), wish, seen)
    return _noted(session, "save_recording", edited, actor=actor, now=now)


def drop_stream(stop_id: int, version: int, *, actor: str, now: datetime) -> bool:
    """Say that it is not known how a stop is watched; tell whether it was.

    Raises StaleEdit where it is not the version that was seen.
    """
    stop = db.session.get_one(Stop, stop_id)
    dropped = _drop(_locked(Stream, stop), version)
    return bool(_noted(stop, "remove_stream", dropped, actor=actor, now=now))


def drop_recording(session_id: int, version: int, *, actor: str, now: datetime) -> bool:
    """Take a recording away; tell whether there was one. Raises as `drop_stream`."""
    session = db.session.get_one(Session, session_id)
    dropped = _drop(_locked(Recording, session), version)
    return bool(_noted(session, "remove_recording", dropped, actor=actor, now=now))


def _locked(model: type[Row], of: Stop | Session) -> Row | None:
    """Give what is stored; nobody else changes anything of the event meanwhile."""
    lock_event(of.event_id)
    return db.session.get(model, of.id, populate_existing=True)


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


def _drop(stored: Stream | Recording | None, version: int) -> Edited:
    if stored is None:
        return NOTHING
    if stored.version != version:
        raise StaleEdit(stored.version, (Difference("address", stored.address, ""),))
    was = {"address": stored.address}
    db.session.delete(stored)
    db.session.flush()
    return Edited(was, {"address": ""}, ())


def _noted(of: Stop | Session, action: str, edited: Edited, *, actor: str, now: datetime) -> Edited:
    if edited:
        touch_event(of.event_id)
        detail = told(edited)
        record(actor, action, event_id=of.event_id, subject=of.code, detail=detail, now=now)
    return edited
