"""What becomes of an event: published, postponed, cancelled, replaced, put away, taken back."""

from datetime import datetime

import sqlalchemy as sa

from eventapp.audit.actions import record
from eventapp.events.actions import lock_event, touch_site
from eventapp.events.models import Event, Stop
from eventapp.events.noting import note_change
from eventapp.events.rules import DRAFT, PUBLISHED, STATES, StateImpossible, StillInUse
from eventapp.foundation.database import db


def set_state(
    event_id: int, state: str, *, replaced_by_id: int | None = None, actor: str, now: datetime
) -> bool:
    """Publish, postpone, cancel or take back an event; tell whether that changed anything.

    Who replaces it is forgotten with every other state. What people registered for does not
    become a draft again. Raises StateImpossible.
    """
    lock_event(event_id)
    event = db.session.get_one(Event, event_id, populate_existing=True)
    if state not in STATES or replaced_by_id == event_id:
        raise StateImpossible
    if state in {DRAFT, PUBLISHED}:
        replaced_by_id = None
    if state == DRAFT and event.state != DRAFT and event.taken_online + event.taken_onsite:
        raise StateImpossible
    if (event.state, event.replaced_by_id) == (state, replaced_by_id):
        return False
    detail = f"state: {event.state} → {state}"
    event.state, event.replaced_by_id = state, replaced_by_id
    event.edit_version += 1
    db.session.flush()
    note_change(event.id, f"event {state}", event.slug, detail, actor=actor, now=now)
    return True


def archive(event_id: int, *, actor: str, now: datetime) -> None:
    """Put an event among the old ones: it stays public, organisers see it apart."""
    _set_archived(event_id, now, "event archived", actor=actor, now=now)


def take_from_archive(event_id: int, *, actor: str, now: datetime) -> None:
    """Put an event back among those that are worked on."""
    _set_archived(event_id, None, "event taken from archive", actor=actor, now=now)


def delete_draft(event_id: int, *, actor: str, now: datetime) -> None:
    """Remove a draft with its stops and sessions. Raises StateImpossible and StillInUse."""
    lock_event(event_id)
    event = db.session.get_one(Event, event_id, populate_existing=True)
    if event.state != DRAFT:
        raise StateImpossible
    if event.taken_online + event.taken_onsite:
        what = "registrations"
        raise StillInUse(what)
    slug = event.slug
    db.session.execute(sa.delete(Stop).where(Stop.event_id == event_id))
    db.session.delete(event)
    db.session.flush()
    record(actor, "event deleted", event_id=event_id, subject=slug, now=now)
    touch_site()


def _set_archived(
    event_id: int, at: datetime | None, action: str, *, actor: str, now: datetime
) -> None:
    lock_event(event_id)
    event = db.session.get_one(Event, event_id, populate_existing=True)
    if (event.archived_at is None) != (at is None):
        event.archived_at = at
        db.session.flush()
        note_change(event.id, action, event.slug, actor=actor, now=now)
