"""Writes to series and events that other subjects build on."""

import sqlalchemy as sa

from eventapp.events.models import Counter, Event
from eventapp.foundation.database import db

SITE = "site"


def touch_site() -> None:
    """Say that a public page which lists events may have changed."""
    raised = db.session.scalar(
        sa.update(Counter)
        .where(Counter.name == SITE)
        .values(value=Counter.value + 1)
        .returning(Counter.value)
    )
    if raised is None:
        db.session.add(Counter(name=SITE, value=2))
        db.session.flush()


def touch_event(event_id: int) -> None:
    """Say that public pages of the event may have changed."""
    db.session.execute(
        sa.update(Event).where(Event.id == event_id).values(version=Event.version + 1)
    )
    touch_site()


def touch_figures(event_id: int) -> None:
    """Say that figures of the event may have changed."""
    db.session.execute(
        sa.update(Event)
        .where(Event.id == event_id)
        .values(figures_version=Event.figures_version + 1)
    )
