"""Writes to arrivals: a check-in and its undoing.

The row itself is the record of who let whom in and when, so a check-in has no other one; taking
one back is noted.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from eventapp.audit.actions import record
from eventapp.checkin.models import CheckIn
from eventapp.checkin.rules import (
    AGAIN,
    GOOD,
    ONLINE,
    OTHER_EVENT,
    UNDO_WITHIN,
    UNKNOWN,
    WITHDRAWN,
    Scan,
)
from eventapp.events.actions import touch_figures
from eventapp.foundation.database import db, table_of
from eventapp.registration.models import Registration

_TABLE = table_of(CheckIn)
_REGISTRATION = table_of(Registration)
_WRITTEN = ("event_id", "registration_id", "stop_id", "at", "account_id")


def check_in(
    event_id: int,
    code: str,
    stop_id: int | None,
    *,
    account_id: int,
    now: datetime,
    anyway: bool = False,
) -> Scan:
    """Note that who holds a ticket arrived, once however often it is scanned.

    `code` is that of the ticket, or the short one of the registration. `anyway` lets in who has a
    place online only. Three statements at most.
    """
    row = _registration(event_id, code)
    if row is None:
        return Scan(UNKNOWN)
    if row.event_id != event_id:
        return Scan(OTHER_EVENT)
    told = Scan(GOOD, f"{row.given_name} {row.family_name}".strip(), row.code)
    if row.withdrawn_at is not None:
        return told._replace(outcome=WITHDRAWN)
    if row.mode != "onsite" and not anyway:
        return told._replace(outcome=ONLINE)
    values = (event_id, row.id, stop_id, now, account_id)
    number = db.session.connection().scalar(_insert(values))
    if number is not None:
        touch_figures(event_id)
        return told._replace(number=number, at=now)
    earlier = _arrival(row.id, stop_id)
    # None when between two statements the registration was withdrawn, or the arrival taken back.
    return (
        told._replace(outcome=AGAIN, number=earlier.id, at=earlier.at)
        if earlier
        else check_in(event_id, code, stop_id, account_id=account_id, now=now, anyway=anyway)
    )


def undo_check_in(event_id: int, number: int, *, actor: str, now: datetime) -> bool:
    """Say that a check-in of the event was a mistake; tell whether that could still be said."""
    registration_id = db.session.connection().scalar(
        sa.update(_TABLE)
        .where(
            _TABLE.c.id == number,
            _TABLE.c.event_id == event_id,
            _TABLE.c.undone_at.is_(None),
            _TABLE.c.at > now - UNDO_WITHIN,
        )
        .values(undone_at=now)
        .returning(_TABLE.c.registration_id)
    )
    if registration_id is None:
        return False
    code = db.session.connection().scalar(
        sa.select(_REGISTRATION.c.code).where(_REGISTRATION.c.id == registration_id)
    )
    touch_figures(event_id)
    record(actor, "undo_check_in", event_id=event_id, subject=str(code), now=now)
    return True


def _registration(event_id: int, code: str) -> Any:
    """Give the registration of a ticket, whatever its event, or that of a short code here."""
    is_ticket = _REGISTRATION.c.ticket_code == code
    is_short = sa.and_(
        _REGISTRATION.c.event_id == event_id, _REGISTRATION.c.code.in_((code, code.upper()))
    )
    columns = ("id", "event_id", "code", "given_name", "family_name", "mode", "withdrawn_at")
    return (
        db.session.connection()
        .execute(
            sa.select(*(_REGISTRATION.c[name] for name in columns))
            .where(sa.or_(is_ticket, is_short))
            .order_by(sa.case((is_ticket, 0), else_=1), _REGISTRATION.c.code != code)
            .limit(1)
        )
        .first()
    )


def _insert(values: tuple[object, ...]) -> sa.Insert:
    """Give the statement that notes an arrival unless there is one, or the ticket is withdrawn."""
    dialect = db.session.connection().dialect.name
    insert = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(_TABLE)
    columns = [_TABLE.c[name] for name in _WRITTEN]
    arrived = [
        sa.cast(sa.literal(value, column.type), column.type)
        if dialect == "postgresql"
        else sa.literal(value, column.type)
        for value, column in zip(values, columns, strict=True)
    ]
    valid = sa.select(*arrived).where(
        _REGISTRATION.c.id == values[1], _REGISTRATION.c.withdrawn_at.is_(None)
    )
    return (
        insert.from_select(columns, valid.select_from(_REGISTRATION))
        .on_conflict_do_nothing()
        .returning(_TABLE.c.id)
    )


def _arrival(registration_id: int, stop_id: int | None) -> Any:
    """Give the arrival that is not undone; None where there is none."""
    return (
        db.session.connection()
        .execute(
            sa.select(_TABLE.c.id, _TABLE.c.at).where(
                _TABLE.c.registration_id == registration_id,
                _TABLE.c.stop_id.is_not_distinct_from(stop_id),
                _TABLE.c.undone_at.is_(None),
            )
        )
        .first()
    )
