"""Reads of who changed or took out what."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from eventapp.audit.models import AuditEntry
from eventapp.foundation.database import db

PAGE = 50


class Entry(NamedTuple):
    """One change or export."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: str


class LogPage(NamedTuple):
    """Some entries, the newest first; where there are older ones, the number to go on before."""

    entries: list[Entry]
    older: int | None


def log_of(event_id: int, *, action: str = "", actor: str = "", before: int = 0) -> LogPage:
    """Give a page of an event's entries, all or those of an action and an actor."""
    chosen = [AuditEntry.event_id == event_id]
    if action:
        chosen.append(AuditEntry.action == action)
    if actor:
        chosen.append(AuditEntry.actor == actor)
    if before:
        chosen.append(AuditEntry.id < before)
    entries = _entries(chosen, limit=PAGE + 1)
    older = entries[PAGE - 1].id if len(entries) > PAGE else None
    return LogPage(entries[:PAGE], older)


def entries_about(event_id: int | None, subject: str) -> list[Entry]:
    """Give the newest entries of an event, or of none, about one thing, a page of them at most."""
    return _entries([AuditEntry.event_id == event_id, AuditEntry.subject == subject], limit=PAGE)


def kinds_of(event_id: int) -> tuple[list[str], list[str]]:
    """Give the actions and the actors that an event's entries have."""
    columns = (AuditEntry.action, AuditEntry.actor)
    parts = [
        sa.select(sa.literal(place).label("place"), column.label("value"))
        .where(AuditEntry.event_id == event_id)
        .distinct()
        for place, column in enumerate(columns)
    ]
    found: tuple[list[str], list[str]] = ([], [])
    for place, value in db.session.execute(sa.union_all(*parts)):
        found[place].append(value)
    return sorted(found[0]), sorted(found[1])


def _entries(chosen: Sequence[sa.ColumnElement[bool]], *, limit: int) -> list[Entry]:
    rows = db.session.execute(
        sa.select(*(getattr(AuditEntry, name) for name in Entry._fields))
        .where(*chosen)
        .order_by(AuditEntry.id.desc())
        .limit(limit)
    )
    return [Entry(*row) for row in rows]
