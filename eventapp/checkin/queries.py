"""Reads of arrivals."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from eventapp.checkin.models import CheckIn
from eventapp.events.models import Stop
from eventapp.foundation.database import db
from eventapp.registration.models import Registration


class Arrival(NamedTuple):
    """An arrival as the door is told of it."""

    number: int
    at: datetime
    undone_at: datetime | None
    name: str
    code: str
    mode: str


class OwnCheckIn(NamedTuple):
    """An arrival as its registrant is told of it; an empty stop is the event as a whole."""

    stop_code: str
    at: datetime
    undone_at: datetime | None


def arrival(event_id: int, number: int) -> Arrival | None:
    """Give an arrival of the event, undone or not, or None."""
    row = db.session.execute(
        sa.select(
            CheckIn.id,
            CheckIn.at,
            CheckIn.undone_at,
            Registration.given_name + " " + Registration.family_name,
            Registration.code,
            Registration.mode,
        )
        .join(Registration, Registration.id == CheckIn.registration_id)
        .where(CheckIn.id == number, CheckIn.event_id == event_id)
    ).first()
    return Arrival(*row)._replace(name=row[3].strip()) if row else None


def number_arrived(event_id: int, stop_id: int | None) -> int:
    """Give how many arrived at a stop, or at the event where none is named."""
    return (
        db.session.scalar(
            sa.select(sa.func.count()).where(
                CheckIn.event_id == event_id,
                CheckIn.stop_id.is_not_distinct_from(stop_id),
                CheckIn.undone_at.is_(None),
            )
        )
        or 0
    )


def check_ins_of(registration_id: int) -> list[OwnCheckIn]:
    """Give the arrivals of a registrant, the first one first."""
    rows = db.session.execute(
        sa.select(sa.func.coalesce(Stop.code, ""), CheckIn.at, CheckIn.undone_at)
        .outerjoin(Stop, Stop.id == CheckIn.stop_id)
        .where(CheckIn.registration_id == registration_id)
        .order_by(CheckIn.id)
    )
    return [OwnCheckIn(*row) for row in rows]
