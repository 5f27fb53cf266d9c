"""Reads of the shifts."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventapp.events.models import Stop
from eventapp.foundation.database import db
from eventapp.roster.models import Shift


def shifts_of(event_id: int) -> Sequence[Shift]:
    """Give the event's shifts with their stops and speakers, by stop, start and name."""
    return db.session.scalars(
        sa.select(Shift)
        .join(Shift.stop)
        .where(Shift.event_id == event_id)
        .options(joinedload(Shift.stop), joinedload(Shift.speaker))
        .order_by(Stop.starts_at, Stop.code, Shift.starts_at, Shift.name, Shift.id)
    ).all()


def shifts_at(stop_id: int) -> Sequence[Shift]:
    """Give the shifts of a stop as they are stored now, by start and code."""
    return db.session.scalars(
        sa.select(Shift)
        .where(Shift.stop_id == stop_id)
        .order_by(Shift.starts_at, Shift.code)
        .execution_options(populate_existing=True)
    ).all()


def shift_by_code(event_id: int, code: str) -> Shift | None:
    """Give a shift of the event with its stop, or None."""
    return db.session.scalar(
        sa.select(Shift)
        .where(Shift.event_id == event_id, Shift.code == code)
        .options(joinedload(Shift.stop), joinedload(Shift.speaker))
    )


def shift_codes(event_id: int) -> list[str]:
    """Give the codes of the event's shifts."""
    return list(db.session.scalars(sa.select(Shift.code).where(Shift.event_id == event_id)))
