"""The calendar of a registrant: an address with a secret of its own, made anew or ended at will.

Calendar programs hand addresses to their makers, so this secret opens nothing but the calendar.
"""

import secrets
from datetime import datetime

import sqlalchemy as sa

from eventapp.audit.actions import record
from eventapp.foundation.database import db, table_of
from eventapp.registration.models import Registration
from eventapp.registration.registering import REGISTRANT

_TABLE = table_of(Registration)
_TOKEN_BYTES = 24


def renew_feed(registration_id: int, *, now: datetime) -> None:
    """Give the calendar a new address; the one before ends."""
    _write(registration_id, secrets.token_urlsafe(_TOKEN_BYTES), "renew_calendar", now=now)


def end_feed(registration_id: int, *, now: datetime) -> None:
    """End the calendar's address."""
    _write(registration_id, None, "end_calendar", now=now)


def _write(registration_id: int, token: str | None, action: str, *, now: datetime) -> None:
    row = (
        db.session.connection()
        .execute(
            sa.update(_TABLE)
            .where(_TABLE.c.id == registration_id, _TABLE.c.withdrawn_at.is_(None))
            .values(feed_token=token)
            .returning(_TABLE.c.event_id, _TABLE.c.code)
        )
        .first()
    )
    if row is not None:
        record(REGISTRANT, action, event_id=row.event_id, subject=row.code, now=now)
