"""Edits of the line-up by people: who speaks where, in which role and order.

Each row is put in, moved and taken out by itself, so that two who do it at once both succeed.
"""

from datetime import datetime

import sqlalchemy as sa

from eventapp.events.actions import lock_event
from eventapp.events.rules import FieldRefused, StillInUse
from eventapp.foundation.database import db
from eventapp.programme.changing import locked_session, note
from eventapp.programme.models import Appearance, Session
from eventapp.programme.rules import ROLES
from eventapp.speakers.models import Speaker


def add_appearance(
    session_id: int, speaker_id: int, role: str, *, actor: str, now: datetime
) -> bool:
    """Put a speaker into a session, after the others; tell whether that was new.

    Raises FieldRefused for a speaker of another event and for an unknown role.
    """
    session = locked_session(session_id)
    speaker = db.session.get(Speaker, speaker_id)
    if speaker is None or speaker.event_id != session.event_id:
        field = "speaker"
        raise FieldRefused(field)
    if role not in ROLES:
        field = "role"
        raise FieldRefused(field)
    rows = _line_up(session_id)
    if any((row.speaker_id, row.role) == (speaker_id, role) for row in rows):
        return False
    last = max((row.position for row in rows), default=-1)
    db.session.add(
        Appearance(session_id=session_id, speaker_id=speaker_id, role=role, position=last + 1)
    )
    _note(session, "line-up added", f"{speaker.code} {role}", actor=actor, now=now)
    return True


def remove_appearance(
    session_id: int, speaker_id: int, role: str, *, actor: str, now: datetime
) -> bool:
    """Take a speaker out of a session; tell whether they were in it."""
    session = locked_session(session_id)
    for row in _line_up(session_id):
        if (row.speaker_id, row.role) == (speaker_id, role):
            code = row.speaker.code
            db.session.delete(row)
            _note(session, "line-up removed", f"{code} {role}", actor=actor, now=now)
            return True
    return False


def move_appearance_up(
    session_id: int, speaker_id: int, role: str, *, actor: str, now: datetime
) -> bool:
    """Name a speaker before the one who stood before; tell whether there was one."""
    session = locked_session(session_id)
    rows = _line_up(session_id)
    chosen = next((row for row in rows if (row.speaker_id, row.role) == (speaker_id, role)), None)
    if chosen is None or chosen is rows[0]:
        return False
    number = rows.index(chosen)
    rows[number - 1 : number + 1] = [chosen, rows[number - 1]]
    for position, row in enumerate(rows):
        row.position = position
    _note(session, "line-up ordered", f"{chosen.speaker.code} {role}", actor=actor, now=now)
    return True


def delete_speaker(speaker_id: int, *, actor: str, now: datetime) -> None:
    """Remove a speaker who is in no session. Raises StillInUse."""
    event_id = db.session.scalars(sa.select(Speaker.event_id).where(Speaker.id == speaker_id)).one()
    lock_event(event_id)
    speaker = db.session.get_one(Speaker, speaker_id, populate_existing=True)
    if db.session.scalar(
        sa.select(Appearance.id).where(Appearance.speaker_id == speaker_id).limit(1)
    ):
        what = "line_up"
        raise StillInUse(what)
    code = speaker.code
    db.session.delete(speaker)
    db.session.flush()
    note(event_id, "speaker deleted", code, actor=actor, now=now)


def _line_up(session_id: int) -> list[Appearance]:
    return list(
        db.session.scalars(
            sa.select(Appearance)
            .where(Appearance.session_id == session_id)
            .order_by(Appearance.position, Appearance.id)
        )
    )


def _note(session: Session, action: str, detail: str, *, actor: str, now: datetime) -> None:
    """Say that the session's line-up is new as of now."""
    session.changed_at = now
    db.session.flush()
    note(session.event_id, action, session.code, detail, actor=actor, now=now)
