"""Edits of sessions by people: made, changed, moved, cancelled and taken back."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventapp.audit.actions import record
from eventapp.events.actions import lock_event, touch_event, touch_figures
from eventapp.events.changing import next_code
from eventapp.events.models import Stop
from eventapp.events.rules import CodeTaken, FieldRefused, StateImpossible, check_named
from eventapp.foundation.codes import is_code
from eventapp.foundation.database import db
from eventapp.foundation.edits import Edited, Seen, edit, told
from eventapp.foundation.timezones import TZDATA_VERSION, to_wall
from eventapp.foundation.wall_spans import EndsBeforeStart
from eventapp.programme.models import Session, Track
from eventapp.programme.queries import session_ids
from eventapp.programme.rules import (
    CANCELLED,
    DRAFT,
    KINDS,
    PUBLISHED,
    SHOWN_IN_CALENDARS,
    SessionDetails,
    SessionOutsideStop,
    Slot,
)
from eventapp.programme.translations import note_texts

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
    code = details.code or next_code("S", list(taken))
    if not is_code(code):
        field = "code"
        raise FieldRefused(field)
    if code in taken:
        raise CodeTaken(code)
    values = _values(event_id, details) | {"code": code, "tzdata_version": TZDATA_VERSION}
    session = Session(event_id=event_id, created_at=now, changed_at=now, **values)
    db.session.add(session)
    db.session.flush()
    note(event_id, "session added", code, actor=actor, now=now)
    return session


def change_session(
    session_id: int, details: SessionDetails, seen: Seen, *, actor: str, now: datetime
) -> Edited:
    """Change what is told of a session; its code stays.

    Cancelling and taking that back are acts of their own. Raises StaleEdit, FieldRefused,
    EndsBeforeStart and SessionOutsideStop.
    """
    session = locked_session(session_id)
    values = _values(session.event_id, details)
    del values["code"]
    if CANCELLED in {session.state, details.state}:
        del values["state"]
    return _save(session, values, seen, "session changed", actor=actor, now=now)


def schedule_session(
    session_id: int, slot: Slot, seen: Seen, *, actor: str, now: datetime
) -> Edited:
    """Hold a session at another time, on another track or at another stop of its event.

    Raises StaleEdit, FieldRefused, EndsBeforeStart and SessionOutsideStop.
    """
    session = locked_session(session_id)
    values = _slot_values(session.event_id, slot)
    return _save(session, values, seen, "session scheduled", actor=actor, now=now)


def cancel_session(session_id: int, *, actor: str, now: datetime) -> bool:
    """Cancel a session: it stays in programme and calendars as cancelled. Tell whether it was on.

    Raises StateImpossible for a draft: nobody knows of it, so it is deleted.
    """
    session = locked_session(session_id)
    if session.state == DRAFT:
        raise StateImpossible
    return _set_state(session, CANCELLED, "session cancelled", actor=actor, now=now)


def restore_session(session_id: int, *, actor: str, now: datetime) -> bool:
    """Take a cancellation back; tell whether there was one."""
    session = locked_session(session_id)
    if session.state != CANCELLED:
        return False
    return _set_state(session, PUBLISHED, "session restored", actor=actor, now=now)


def publish_session(session_id: int, *, actor: str, now: datetime) -> bool:
    """Show a draft to everybody; tell whether it was one."""
    session = locked_session(session_id)
    if session.state != DRAFT:
        return False
    return _set_state(session, PUBLISHED, "session published", actor=actor, now=now)


def delete_draft_session(session_id: int, *, actor: str, now: datetime) -> None:
    """Remove a session that was never shown. Raises StateImpossible for any other."""
    session = locked_session(session_id)
    if session.state != DRAFT or session.sequence:
        raise StateImpossible
    event_id, code = session.event_id, session.code
    db.session.delete(session)
    db.session.flush()
    note(event_id, "session deleted", code, actor=actor, now=now)


def locked_session(session_id: int) -> Session:
    """Give the session as it is now; nobody else changes anything of its event meanwhile."""
    event_id = db.session.scalars(sa.select(Session.event_id).where(Session.id == session_id)).one()
    lock_event(event_id)
    return db.session.get_one(Session, session_id, populate_existing=True)


def note(
    event_id: int, action: str, subject: str, detail: str = "", *, actor: str, now: datetime
) -> None:
    """Say that pages and figures of the event may have changed, and who did what."""
    record(actor, action, event_id=event_id, subject=subject, detail=detail, now=now)
    touch_event(event_id)
    touch_figures(event_id)


def tell_calendars(session: Session, edited: Edited, *, now: datetime) -> None:
    """Give a session its next sequence number where calendars show what was changed."""
    if edited.touches(SHOWN_IN_CALENDARS):
        session.sequence += 1
        session.changed_at = now


def _save(
    session: Session,
    values: dict[str, Any],
    seen: Seen,
    action: str,
    *,
    actor: str,
    now: datetime,
) -> Edited:
    edited = edit(session, values, seen, together=SLOT)
    if edited:
        if edited.touches(SLOT[0]):
            session.tzdata_version = TZDATA_VERSION
        note_texts(session, edited.after, now=now)
        tell_calendars(session, edited, now=now)
        db.session.flush()
        note(session.event_id, action, session.code, told(edited), actor=actor, now=now)
    return edited


def _set_state(session: Session, state: str, action: str, *, actor: str, now: datetime) -> bool:
    edited = edit(session, {"state": state}, Seen(session.version))
    tell_calendars(session, edited, now=now)
    if edited:
        db.session.flush()
        note(session.event_id, action, session.code, told(edited), actor=actor, now=now)
    return bool(edited)


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
