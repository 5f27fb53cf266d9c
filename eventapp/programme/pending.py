"""Edits that wait: from an event's first release on, organisers work beside what is public.

An edit is written to the row that `row_to_edit` gives, and `settle` says what becomes of it: a
draft takes it at once, because nobody sees it; what is as public again is forgotten; all else
waits, whole, for `make_public`.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventapp.events.models import Event
from eventapp.foundation.changes import assign
from eventapp.foundation.database import db
from eventapp.programme.models import Appearance, PendingAppearance, PendingSession, Session
from eventapp.programme.rules import SHOWN_IN_CALENDARS, UNSEEN
from eventapp.programme.working import (
    TOLD,
    EditedSession,
    LineUpRow,
    line_up_model,
    line_up_to_edit,
)


def has_releases(event_id: int) -> bool:
    """Tell whether edits of the event's programme wait for a release."""
    number = db.session.scalar(sa.select(Event.release_number).where(Event.id == event_id))
    return bool(number)


def waiting_row(session: Session) -> PendingSession | None:
    """Give what waits of a session, or None."""
    return db.session.get(PendingSession, session.id, populate_existing=True)


def row_to_edit(session: Session) -> EditedSession:
    """Give the row that an edit is written to: the session itself until the first release."""
    waiting = waiting_row(session)
    if waiting is not None or not has_releases(session.event_id):
        return waiting or session
    waiting = PendingSession(session_id=session.id, **_told(session))
    db.session.add(waiting)
    db.session.flush()
    for row in line_up_to_edit(session):
        db.session.add(PendingAppearance(session_id=session.id, **_part(row)))
    db.session.flush()
    return waiting


def new_line_up_row(row: EditedSession, **part: Any) -> LineUpRow:
    """Make a row of the line-up that belongs to a row."""
    return line_up_model(row)(session_id=row.number, **part)


def settle(session: Session, row: EditedSession, *, now: datetime) -> bool:
    """Say what becomes of a row after an edit; tell whether what is public was written to."""
    if not isinstance(row, PendingSession):
        return True
    db.session.flush()
    if row.state in UNSEEN:
        make_public(session, row, now=now)
    elif has_public_fields(session, row) and _parts(row) == _parts(session):
        discard(session, row)
    return False


def has_public_fields(session: Session, row: PendingSession) -> bool:
    """Tell whether a waiting row says what is public already; its line-up is not looked at."""
    return all(
        getattr(row, name) == getattr(session, name)
        for name in TOLD
        if name not in {"version", "tzdata_version"}
    )


def make_public(session: Session, row: PendingSession, *, now: datetime) -> None:
    """Let a session be as its waiting row says; its sequence rises once where calendars show it."""
    told = _told(row)
    del told["version"]
    differing = assign(session, told)
    if differing & SHOWN_IN_CALENDARS:
        session.sequence += 1
        session.changed_at = now
    parts = _parts(row)
    if parts != _parts(session):
        db.session.execute(sa.delete(Appearance).where(Appearance.session_id == session.id))
        db.session.add_all(Appearance(session_id=session.id, **part) for part in parts)
        session.changed_at = now
    session.version = row.version
    _forget(row)


def discard(session: Session, row: PendingSession) -> None:
    """Let a session be as it is public; who saw what waited is told so at the next edit."""
    if row.version != session.version:
        session.version = row.version + 1
    _forget(row)


def drop_waiting(session_ids: Collection[int]) -> int:
    """Forget what waits of these sessions, because a file says what they are; return how many."""
    rows = db.session.scalars(
        sa.select(PendingSession).where(PendingSession.session_id.in_(session_ids))
    ).all()
    for row in rows:
        discard(row.session, row)
    return len(rows)


def waiting_rows(event_id: int | None = None) -> Sequence[PendingSession]:
    """Give all that waits, at one event or at all."""
    return db.session.scalars(
        sa.select(PendingSession)
        .join(Session, Session.id == PendingSession.session_id)
        .where(sa.true() if event_id is None else Session.event_id == event_id)
        .options(joinedload(PendingSession.session))
        .order_by(PendingSession.session_id)
        .execution_options(populate_existing=True)
    ).all()


def _forget(row: PendingSession) -> None:
    db.session.delete(row)
    db.session.flush()


def _told(row: EditedSession) -> dict[str, Any]:
    return {name: getattr(row, name) for name in TOLD}


def _parts(row: EditedSession) -> list[dict[str, Any]]:
    return [_part(one) for one in line_up_to_edit(row)]


def _part(row: LineUpRow) -> dict[str, Any]:
    return {"speaker_id": row.speaker_id, "role": row.role, "position": row.position}
