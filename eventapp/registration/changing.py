"""Changing and withdrawing a registration."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventapp.audit.actions import record
from eventapp.events.actions import lock_event, touch_figures
from eventapp.foundation.database import db, table_of
from eventapp.foundation.refusals import Difference, StaleEdit
from eventapp.mail.actions import queue_mail
from eventapp.mail.rules import CONFIRMATIONS, Letter
from eventapp.registration.models import Registration
from eventapp.registration.places import (
    give_back_place,
    take_place,
    take_place_or_refuse,
)
from eventapp.registration.registering import REGISTRANT
from eventapp.registration.rules import (
    CONSENTS,
    RegistrationChange,
    RegistrationWithdrawn,
    checked_change,
    search_text,
)

_TABLE = table_of(Registration)


def withdraw(registration_id: int, *, now: datetime, actor: str = REGISTRANT) -> bool:
    """Withdraw a registration and free its place; tell whether it was not withdrawn before."""
    connection = db.session.connection()
    event_id = connection.scalar(sa.select(_TABLE.c.event_id).where(_TABLE.c.id == registration_id))
    if event_id is None:
        return False
    lock_event(event_id)
    row = connection.execute(
        sa.update(_TABLE)
        .where(_TABLE.c.id == registration_id, _TABLE.c.withdrawn_at.is_(None))
        .values(withdrawn_at=now, version=_TABLE.c.version + 1)
        .returning(*_TOLD)
    ).first()
    if row is None:
        return False
    give_back_place(event_id, row.mode)
    _tell("withdrawn", row, now=now)
    record(actor, "withdraw_registration", event_id=event_id, subject=row.code, now=now)
    return True


def change_registration(
    registration_id: int,
    change: RegistrationChange,
    revision: int,
    *,
    now: datetime,
    actor: str = REGISTRANT,
) -> bool:
    """Change what a registrant told, and tell whether anything differed.

    `revision` is the version that was read. Raises FieldRefused, RegistrationWithdrawn,
    ModeNotOffered, EventFull, and StaleEdit when somebody changed it otherwise meanwhile.
    """
    change = checked_change(change)
    stored = _stored(registration_id)
    if not _differences(stored, change):
        return False
    if change.mode != stored.mode:
        _change_mode(stored.event_id, stored.mode, change.mode, now=now)
    row = (
        db.session.connection()
        .execute(
            sa.update(_TABLE)
            .where(
                _TABLE.c.id == registration_id,
                _TABLE.c.version == revision,
                _TABLE.c.withdrawn_at.is_(None),
            )
            .values(_values(stored, change, now=now))
            .returning(*_TOLD)
        )
        .first()
    )
    if row is None:
        newest = _stored(registration_id)
        raise StaleEdit(newest.version, _differences(newest, change))
    if change.mode == stored.mode:
        touch_figures(stored.event_id)
    _tell("changed", row, now=now)
    record(actor, "change_registration", event_id=stored.event_id, subject=row.code, now=now)
    return True


_TOLD = (
    _TABLE.c.id,
    _TABLE.c.code,
    _TABLE.c.mode,
    _TABLE.c.email,
    _TABLE.c.language,
    _TABLE.c.zone,
    _TABLE.c.version,
)


def _stored(registration_id: int) -> Any:
    row = (
        db.session.connection().execute(sa.select(_TABLE).where(_TABLE.c.id == registration_id))
    ).one()
    if row.withdrawn_at is not None:
        raise RegistrationWithdrawn
    return row


def _differences(stored: Any, change: RegistrationChange) -> tuple[Difference, ...]:
    found = []
    for field, wished in change._asdict().items():
        if field in CONSENTS:
            known: object = getattr(stored, f"{field}_consent_at") is not None
        else:
            known = getattr(stored, field)
        if known != wished:
            found.append(Difference(field, known, wished))
    return tuple(found)


def _change_mode(event_id: int, given_up: str, wished: str, *, now: datetime) -> None:
    """Take a place of the other mode and give the first one back."""
    if not take_place(event_id, wished, now=now, anytime=True):
        take_place_or_refuse(event_id, wished, now=now, anytime=True)
    give_back_place(event_id, given_up)


def _values(stored: Any, change: RegistrationChange, *, now: datetime) -> dict[str, Any]:
    """Give what is written; a consent given before keeps its moment."""
    values = change._asdict()
    for purpose in CONSENTS:
        before = getattr(stored, f"{purpose}_consent_at")
        values[f"{purpose}_consent_at"] = (before or now) if values.pop(purpose) else None
    text = search_text(change, email=stored.email, code=stored.code)
    return values | {"version": stored.version + 1, "search_text": text}


def _tell(kind: str, row: Any, *, now: datetime) -> None:
    letter = Letter(
        kind=kind,
        recipient=row.email,
        language=row.language,
        zone=row.zone,
        about={"registration": row.id},
        lane=CONFIRMATIONS,
    )
    queue_mail(letter, now=now, once=f"{kind} {row.id} {row.version}")
