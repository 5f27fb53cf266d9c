"""Changes of streams and recordings by organisers: noted, and never over what was not seen.

A revision is the version that was read, 0 where there was none. Whoever changes something holds
the event's row until the transaction ends, so two wait for each other.
"""

from datetime import datetime
from typing import NamedTuple

from eventapp.audit.actions import record
from eventapp.events.actions import lock_event, touch_event
from eventapp.foundation.database import db
from eventapp.foundation.refusals import Difference, StaleEdit
from eventapp.streams.actions import (
    remove_recording,
    remove_stream,
    save_recording,
    save_stream,
)
from eventapp.streams.models import Recording, Stream
from eventapp.streams.rules import (
    RecordingDetails,
    StreamDetails,
    checked_recording,
    checked_stream,
)


class Change(NamedTuple):
    """Who changes something of which event, what is changed by its code, and what was read."""

    event_id: int
    code: str
    actor: str
    revision: int


def edit_stream(stop_id: int, details: StreamDetails, change: Change, *, now: datetime) -> bool:
    """Say how a stop is watched; tell whether that differs from before.

    Raises StreamAddressInvalid, StreamNumberInvalid, and StaleEdit when somebody else said
    otherwise meanwhile.
    """
    wished = checked_stream(details)
    lock_event(change.event_id)
    _check_revision(db.session.get(Stream, stop_id), wished, change.revision)
    return _noted("save_stream", change, now=now, is_changed=save_stream(stop_id, wished))


def edit_recording(
    session_id: int, details: RecordingDetails, change: Change, *, now: datetime
) -> bool:
    """Say where the recording of a session is; tell whether that differs from before.

    Raises as `edit_stream`.
    """
    wished = checked_recording(details)
    lock_event(change.event_id)
    _check_revision(db.session.get(Recording, session_id), wished, change.revision)
    return _noted("save_recording", change, now=now, is_changed=save_recording(session_id, wished))


def drop_stream(stop_id: int, change: Change, *, now: datetime) -> bool:
    """Say that it is not known how a stop is watched; tell whether it was. Raises StaleEdit."""
    lock_event(change.event_id)
    _check_revision(db.session.get(Stream, stop_id), None, change.revision)
    return _noted("remove_stream", change, now=now, is_changed=remove_stream(stop_id))


def drop_recording(session_id: int, change: Change, *, now: datetime) -> bool:
    """Take a recording away; tell whether there was one. Raises StaleEdit."""
    lock_event(change.event_id)
    _check_revision(db.session.get(Recording, session_id), None, change.revision)
    return _noted("remove_recording", change, now=now, is_changed=remove_recording(session_id))


def _check_revision(
    stored: Stream | Recording | None,
    wished: StreamDetails | RecordingDetails | None,
    revision: int,
) -> None:
    version = stored.version if stored else 0
    if version == revision:
        return
    if wished is None:
        if stored is not None:
            raise StaleEdit(version, (Difference("address", stored.address, ""),))
        return
    differences = tuple(
        Difference(name, known, value)
        for name, value in wished._asdict().items()
        if (known := getattr(stored, name) if stored else "") != value
    )
    if differences:
        raise StaleEdit(version, differences)


def _noted(action: str, change: Change, *, now: datetime, is_changed: bool) -> bool:
    if is_changed:
        touch_event(change.event_id)
        record(change.actor, action, event_id=change.event_id, subject=change.code, now=now)
    return is_changed
