"""Writes to the mails that wait: queued, leased by a worker, sent, put off, given up."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID, uuid4, uuid5

import sqlalchemy as sa

from eventapp.foundation.database import db, table_of
from eventapp.foundation.prepared import Prepared, insert_unless_known
from eventapp.mail.models import OutboxMail
from eventapp.mail.rules import NOBODY, LeasedMail, Letter, next_try

_TABLE = table_of(OutboxMail)
_NAMES = UUID("0f6d5a5e-6f0f-5a43-9d0c-5f1d7b1d6b0a")
_QUEUE = Prepared(
    insert_unless_known(_TABLE),
    (*Letter._fields, "name", "created_at", "due_at", "sent_at", "attempts", "last_error"),
)
AT_ONCE = 1_000
_WAITING = sa.and_(_TABLE.c.sent_at.is_(None), _TABLE.c.failed_at.is_(None))


def queue_mail(letter: Letter, *, now: datetime, once: str = "") -> None:
    """Let a worker send a letter when the transaction is through.

    Of letters queued with the same `once` only the first is sent. One to NOBODY is written down as
    one that is through.
    """
    _QUEUE.run(db.session.connection(), _values(letter, once, now))


def queue_mails(letters: Iterable[tuple[Letter, str]], *, now: datetime) -> int:
    """Queue many letters, each with what it is queued `once` for; return how many were given."""
    connection = db.session.connection()
    statement = insert_unless_known(_TABLE)(connection.dialect.name)
    given, remaining = 0, iter(letters)
    while rows := [_values(letter, once, now) for letter, once in islice(remaining, AT_ONCE)]:
        connection.execute(statement, rows)
        given += len(rows)
    return given


def _values(letter: Letter, once: str, now: datetime) -> dict[str, Any]:
    return letter._asdict() | {
        "about": json.dumps(letter.about),
        "name": str(uuid5(_NAMES, once) if once else uuid4()),
        "created_at": now,
        "due_at": now,
        "sent_at": now if letter.recipient == NOBODY else None,
        "attempts": 0,
        "last_error": "",
    }


def lease_mail(*, now: datetime, lease: timedelta) -> LeasedMail | None:
    """Take the most urgent mail that is due and that no other worker has; None when there is none.

    A worker that dies loses it when the lease is over; another one sends it then.
    """
    chosen = (
        sa.select(_TABLE.c.id)
        .where(
            _WAITING,
            _TABLE.c.due_at <= now,
            sa.or_(_TABLE.c.leased_until.is_(None), _TABLE.c.leased_until <= now),
        )
        .order_by(_TABLE.c.lane, _TABLE.c.due_at, _TABLE.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    row = (
        db.session.connection()
        .execute(
            sa.update(_TABLE)
            .where(_TABLE.c.id == chosen)
            .values(leased_until=now + lease, attempts=_TABLE.c.attempts + 1)
            .returning(*(_TABLE.c[field] for field in LeasedMail._fields))
        )
        .first()
    )
    return None if row is None else LeasedMail(*row)._replace(about=json.loads(row.about))


def mark_sent(mail: LeasedMail, *, now: datetime) -> None:
    """Say that a mail was handed over."""
    _write(mail, sent_at=now, leased_until=None, last_error="")


def put_off(mail: LeasedMail, error: str, *, now: datetime, chance: float) -> bool:
    """Let a mail be tried again later, or give it up when that is over; tell whether it waits."""
    due_at = next_try(mail.attempts, mail.created_at, now=now, chance=chance)
    if due_at is None:
        give_up(mail, error, now=now)
        return False
    _write(mail, due_at=due_at, leased_until=None, last_error=error[:200])
    return True


def hand_back(mail: LeasedMail) -> None:
    """Let a mail be as if it had not been tried: nobody was there to take it."""
    _write(mail, leased_until=None, attempts=mail.attempts - 1)


def give_up(mail: LeasedMail, error: str, *, now: datetime) -> None:
    """Say that a mail cannot be sent."""
    _write(mail, failed_at=now, leased_until=None, last_error=error[:200])


def withhold_mails(reason: str, *, now: datetime) -> int:
    """Give up every mail that waits, as after going back to an older copy; return how many."""
    result = db.session.connection().execute(
        sa.update(_TABLE)
        .where(_WAITING)
        .values(failed_at=now, leased_until=None, last_error=reason[:200])
    )
    return result.rowcount


def _write(mail: LeasedMail, **values: object) -> None:
    """Write to a mail as long as this try is the newest; that it was sent is always told."""
    newest = _TABLE.c.attempts == mail.attempts
    db.session.connection().execute(
        sa.update(_TABLE)
        .where(_TABLE.c.id == mail.id, _WAITING, sa.true() if "sent_at" in values else newest)
        .values(**values)
    )
