"""Reads of who has a place."""

from typing import NamedTuple

import sqlalchemy as sa

from eventapp.foundation.database import db
from eventapp.registration.models import Registration


class Holder(NamedTuple):
    """By which address a registration is held, and whether it is withdrawn."""

    id: int
    email: str
    withdrawn: bool


def registration_ids(event_id: int) -> dict[str, int]:
    """Give the number of every registration of the event, withdrawn ones too, by its code."""
    rows = db.session.execute(
        sa.select(Registration.code, Registration.id).where(Registration.event_id == event_id)
    )
    return {row[0]: row[1] for row in rows}


def holders_of(event_id: int) -> dict[str, Holder]:
    """Give who holds each registration of the event, by its code."""
    rows = db.session.execute(
        sa.select(
            Registration.code,
            Registration.id,
            Registration.email,
            Registration.withdrawn_at.is_not(None),
        ).where(Registration.event_id == event_id)
    )
    return {row[0]: Holder(*row[1:]) for row in rows}
