"""Edits of the line-up by people: who speaks where, in which role and order.

Each row is put in, moved and taken out by itself, so that two who do it at once both succeed.
"""

from datetime import datetime

import sqlalchemy as sa

from eventapp.events.actions import lock_event
from eventapp.events.noting import note_change
from eventapp.events.rules import FieldRefused, StillInUse
from eventapp.foundation.database import db
from eventapp.programme.changing import locked_session, noted_edit
from eventapp.programme.models import Appearance, PendingAppearance, Session
from eventapp.programme.pending import new_line_up_row, row_to_edit, settle
from eventapp.programme.rules import ROLES
from eventapp.programme.working import EditedSession, line_up_to_edit
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
    row = row_to_edit(session)
    rows = line_up_to_edit(row)
    if any((one.speaker_id, one.role) == (speaker_id, role) for one in rows):
        settle(session, row, now=now)
        return False
    last = max((one.position for one in rows), default=-1)
    db.session.add(new_line_up_row(row, speaker_id=speaker_id, role=role, position=last + 1))
    _note(session, row, "line-up added", f"{speaker.code} {role}", actor=actor, now=now)
    return True


def remove_appearance(
    session_id: int, speaker_id: int, role: str, *, actor: str, now: datetime
) -> bool:
    """Take a speaker out of a session; tell whether they were in it."""
    session = locked_session(session_id)
    row = row_to_edit(session)
    for one in line_up_to_edit(row):
        if (one.speaker_id, one.role) == (speaker_id, role):
            code = one.speaker.code
            db.session.delete(one)
            _note(session, row, "line-up removed", f"{code} {role}", actor=actor, now=now)
            return True
    settle(session, row, now=now)
    return False


def move_appearance_up(
    session_id: int, speaker_id: int, role: str, *, actor: str, now: datetime
) -> bool:
    """Name a speaker before the one who stood before; tell whether there was one."""
    session = locked_session(session_id)
    row = row_to_edit(session)
    rows = line_up_to_edit(row)
    chosen = next((one for one in rows if (one.speaker_id, one.role) == (speaker_id, role)), None)
    if chosen is None or chosen is rows[0]:
        settle(session, row, now=now)
        return False
    number = rows.index(chosen)
    rows[number - 1 : number + 1] = [chosen, rows[number - 1]]
    for position, one in enumerate(rows):
        one.position = position
    _note(session, row, "line-up ordered", f"{chosen.speaker.code} {role}", actor=actor, now=now)
    return True


def delete_speaker(speaker_id: int, *, actor: str, now: datetime) -> None:
    """Remove a speaker who is in no session. Raises StillInUse."""
    event_id = db.session.scalars(sa.select(Speaker.event_id).where(Speaker.id == speaker_id)).one()
    lock_event(event_id)
    speaker = db.session.get_one(Speaker, speaker_id, populate_existing=True)
    if any(
        db.session.scalar(sa.select(model.id).where(model.speaker_id == speaker_id).limit(1))
        for model in (Appearance, PendingAppearance)
    ):
        what = "line_up"
        raise StillInUse(what)
    code = speaker.code
    db.session.delete(speaker)
    db.session.flush()
    note_change(event_id, "speaker deleted", code, actor=actor, now=now)


def _note(
    session: Session, row: EditedSession, action: str, detail: str, *, actor: str, now: datetime
) -> None:
    """Say that the line-up of a row is new as of now."""
    if row is session:
        session.changed_at = now
    db.session.flush()
    noted_edit(session, row, action, detail, actor=actor, now=now)
