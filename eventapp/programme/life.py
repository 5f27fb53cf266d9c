"""What becomes of an event, told to the calendars of its sessions."""

from datetime import datetime

import sqlalchemy as sa

from eventapp.events.life import set_state
from eventapp.events.models import Event
from eventapp.events.rules import CANCELLED
from eventapp.foundation.database import db
from eventapp.programme.models import Session


def set_event_state(
    event_id: int, state: str, *, replaced_by_id: int | None = None, actor: str, now: datetime
) -> bool:
    """Publish, postpone, cancel or take back an event; tell whether that changed anything.

    When it is cancelled or no longer so, calendars are told of each session. Raises
    StateImpossible.
    """
    before = db.session.scalars(sa.select(Event.state).where(Event.id == event_id)).one()
    changed = set_state(event_id, state, replaced_by_id=replaced_by_id, actor=actor, now=now)
    if changed and CANCELLED in {before, state} and before != state:
        db.session.execute(
            sa.update(Session)
            .where(Session.event_id == event_id)
            .values(sequence=Session.sequence + 1, changed_at=now)
        )
    return changed
