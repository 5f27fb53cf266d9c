"""Edits of sessions by people: made, changed, moved, cancelled and taken back."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventapp.audit.actions import record
from eventapp.events.actions import lock_event
from eventapp.events.changing import free_code
from eventapp.events.models import Stop
from eventapp.events.noting import note_change
from eventapp.events.rules import FieldRefused, StateImpossible, check_named
from eventapp.foundation.database import db
from eventapp.foundation.edits import Edited, Seen, edit, told
from eventapp.foundation.timezones import TZDATA_VERSION, to_wall
from eventapp.foundation.wall_spans import EndsBeforeStart
from eventapp.programme.models import Session, Track
from eventapp.programme.pending import has_releases, row_to_edit, settle, waiting_row
from eventapp.programme.queries import session_ids
from eventapp.programme.rules import (
    CANCELLED,
    DRAFT,
    KINDS,
    PARKED,
    PUBLISHED,
    SHOWN_IN_CALENDARS,
    UNSEEN,
    SessionDetails,
    SessionOutsideStop,
    Slot,
)
from eventapp.programme.translations import note_texts
from eventapp.programme.working import EditedSession

SLOT = ({"stop_id", "track_id", "zone", "wall_starts", "wall_ends", "starts_at", "ends_at"},)
EDITED = (
    "stop_id",
    "track_id",
    "zone",
    "wall_starts",
    "wall_ends",
    "starts_at",
    "ends_at",
    "kind",
    "state",
    "title_en",
    "title_sv",
    "abstract_en",
    "abstract_sv",
    "theme",
    "host_country_code",
    "guest_zone",
    "language",
    "capacity",
)
"""The columns of a session that a form shows; what somebody saw of them comes back with an edit."""


def add_session(event_id: int, details: SessionDetails, *, actor: str, now: datetime) -> Session:
    """Make a session; a blank code becomes the next free one.

    Raises CodeTaken, FieldRefused, EndsBeforeStart and SessionOutsideStop.
    """
    lock_event(event_id)
    taken = session_ids(event_id)
    code = free_code(details.code, "S", taken)
    values = _values(event_id, details) | {"code": code, "tzdata_version": TZDATA_VERSION}
    waits = details.state not in UNSEEN and has_releases(event_id)
    session = Session(event_id=event_id, created_at=now, changed_at=now, **values)
    session.state = DRAFT if waits else details.state
    db.session.add(session)
    db.session.flush()
    if waits:
        row_to_edit(session).state = details.state
        db.session.flush()
        record(actor, "session added", event_id=event_id, subject=code, now=now)
    else:
        note_change(event_id, "session added", code, actor=actor, now=now)
    return session


def change_session(
    session_id: int, details: SessionDetails, seen: Seen, *, actor: str, now: datetime
) -> Edited:
    """Change what is told of a session; its code stays.

    Cancelling and taking that back are acts of their own. Raises StaleEdit, FieldRefused,
    EndsBeforeStart, SessionOutsideStop, and StateImpossible for a draft of what was released.
    """
    session = locked_session(session_id)
    values = _values(session.event_id, details)
    del values["code"]
    if CANCELLED in {(waiting_row(session) or session).state, details.state}:
        del values["state"]
    elif details.state in UNSEEN and session.state not in UNSEEN and has_releases(session.event_id):
        raise StateImpossible
    return _save(session, values, seen, "session changed", actor=actor, now=now)


def schedule_session(
    session_id: int, slot: Slot, seen: Seen, *, actor: str, now: datetime
) -> Edited:
    """Hold a session at another time, on another track or at another stop of its event.

    One that was parked is a draft again. Raises StaleEdit, FieldRefused, EndsBeforeStart and
    SessionOutsideStop.
    """
    session = locked_session(session_id)
    values = _slot_values(session.event_id, slot)
    if session.state == PARKED:
        return _save_unparked(session, values, actor=actor, now=now)
    return _save(session, values, seen, "session scheduled", actor=actor, now=now)


def park_session(session_id: int, *, actor: str, now: datetime) -> bool:
    """Take a draft off the timetable until there is a time for it; tell whether it was on it.

    Raises StateImpossible for a session that everybody sees.
    """
    session = locked_session(session_id)
    if (waiting_row(session) or session).state not in UNSEEN or session.state not in UNSEEN:
        raise StateImpossible
    return _set_state(session, PARKED, "session parked", actor=actor, now=now)


def cancel_session(session_id: int, *, actor: str, now: datetime) -> bool:
    """Cancel a session: it stays in programme and calendars as cancelled. Tell whether it was on.

    Raises StateImpossible for a draft: nobody knows of it, so it is deleted.
    """
    session = locked_session(session_id)
    if (waiting_row(session) or session).state in UNSEEN:
        raise StateImpossible
    return _set_state(session, CANCELLED, "session cancelled", actor=actor, now=now)


def restore_session(session_id: int, *, actor: str, now: datetime) -> bool:
    """Take a cancellation back; tell whether there was one."""
    session = locked_session(session_id)
    if (waiting_row(session) or session).state != CANCELLED:
        return False
    return _set_state(session, PUBLISHED, "session restored", actor=actor, now=now)


def publish_session(session_id: int, *, actor: str, now: datetime) -> bool:
    """Show a draft to everybody, from the next release on if any; tell whether it was one."""
    session = locked_session(session_id)
    if (waiting_row(session) or session).state != DRAFT:
        return False
    return _set_state(session, PUBLISHED, "session published", actor=actor, now=now)


def delete_draft_session(session_id: int, *, actor: str, now: datetime) -> None:
    """Remove a session that was never shown. Raises StateImpossible for any other."""
    session = locked_session(session_id)
    if session.state not in UNSEEN or session.sequence or waiting_row(session) is not None:
        raise StateImpossible
    event_id, code = session.event_id, session.code
    db.session.delete(session)
    db.session.flush()
    note_change(event_id, "session deleted", code, actor=actor, now=now)


def locked_session(session_id: int) -> Session:
    """Give the session as it is now; nobody else changes anything of its event meanwhile."""
    event_id = db.session.scalars(sa.select(Session.event_id).where(Session.id == session_id)).one()
    lock_event(event_id)
    return db.session.get_one(Session, session_id, populate_existing=True)


def tell_calendars(session: Session, edited: Edited, *, now: datetime) -> None:
    """Give a session its next sequence number where calendars show what was changed."""
    if edited.touches(SHOWN_IN_CALENDARS):
        session.sequence += 1
        session.changed_at = now


def noted_edit(
    session: Session, row: EditedSession, action: str, detail: str, *, actor: str, now: datetime
) -> None:
    """Note an edit that was written to a row; pages know of it only when it is public."""
    if settle(session, row, now=now):
        note_change(session.event_id, action, session.code, detail, actor=actor, now=now)
    else:
        record(
            actor, action, event_id=session.event_id, subject=session.code, detail=detail, now=now
        )


def _save(
    session: Session,
    values: dict[str, Any],
    seen: Seen | None,
    action: str,
    *,
    actor: str,
    now: datetime,
) -> Edited:
    """Write to the session, or to what waits of it; `seen` is None for what needs no merging."""
    row = row_to_edit(session)
    edited = edit(row, values, seen or Seen(row.version), together=SLOT)
    if not edited:
        settle(session, row, now=now)
        return edited
    if edited.touches(SLOT[0]):
        row.tzdata_version = TZDATA_VERSION
    note_texts(session, edited.after, now=now)
    if row is session:
        tell_calendars(session, edited, now=now)
    db.session.flush()
    noted_edit(session, row, action, told(edited), actor=actor, now=now)
    return edited


def _save_unparked(
    session: Session, values: dict[str, Any], *, actor: str, now: datetime
) -> Edited:
    """Give a parked session a time: whatever slot it had before was no plan of anybody."""
    values["state"] = DRAFT
    return _save(session, values, None, "session scheduled", actor=actor, now=now)


def _set_state(session: Session, state: str, action: str, *, actor: str, now: datetime) -> bool:
    return bool(_save(session, {"state": state}, None, action, actor=actor, now=now))


def _values(event_id: int, details: SessionDetails) -> dict[str, Any]:
    """Give a session's columns. Raises what a session cannot be."""
    values = details._asdict()
    check_named(details.title_en, details.title_sv, "title_en")
    if details.kind not in KINDS:
        field = "kind"
        raise FieldRefused(field)
    slot = Slot(*(values.pop(name) for name in Slot._fields))
    return values | _slot_values(event_id, slot)


def _slot_values(event_id: int, slot: Slot) -> dict[str, Any]:
    """Give the columns of a slot. Raises FieldRefused, EndsBeforeStart and SessionOutsideStop."""
    stop = db.session.get(Stop, slot.stop_id)
    if stop is None or stop.event_id != event_id:
        field = "stop_id"
        raise FieldRefused(field)
    if slot.ends_at <= slot.starts_at:
        raise EndsBeforeStart
    if slot.starts_at < stop.starts_at or slot.ends_at > stop.ends_at:
        opens, closes = to_wall(stop.starts_at, slot.zone), to_wall(stop.ends_at, slot.zone)
        raise SessionOutsideStop(opens, closes, slot.zone)
    values = slot._asdict()
    values["track_id"] = _track_id(slot.stop_id, values.pop("track"))
    return values


def _track_id(stop_id: int, name: str) -> int | None:
    if not name:
        return None
    number = db.session.scalar(
        sa.select(Track.id).where(Track.stop_id == stop_id, Track.name == name)
    )
    if number is None:
        field = "track"
        raise FieldRefused(field)
    return number
