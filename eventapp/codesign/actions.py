"""Writes to the co-design board, by organisers and by the partners themselves."""

from datetime import datetime

import sqlalchemy as sa

from eventapp.audit.actions import record
from eventapp.codesign.models import BoardCard, BoardComment, SignOff, StageReached
from eventapp.codesign.queries import fingerprint_of, is_on_board, is_partner
from eventapp.codesign.rules import (
    CODESIGNED,
    IDEA,
    LONGEST_COMMENT,
    LONGEST_STEP,
    STAGES,
    AlwaysOnBoard,
    CardDetails,
    ContentChanged,
    NotAPartner,
)
from eventapp.events.rules import FieldRefused
from eventapp.foundation.database import db
from eventapp.foundation.edits import Edited, Seen, edit, told
from eventapp.foundation.refusals import Difference, StaleEdit
from eventapp.programme.changing import locked_session
from eventapp.programme.models import Session
from eventapp.programme.pending import waiting_row
from eventapp.programme.working import EditedSession
from eventapp.speakers.models import Speaker

SPEAKER = "speaker:"
"""What begins the name of an actor who is a speaker of the event."""


def put_on_board(session_id: int, *, actor: str, now: datetime) -> bool:
    """Put a session on the board as an idea; tell whether it was not there."""
    session = locked_session(session_id)
    if is_on_board(_as_left(session)):
        return False
    _card(session)
    _note(session, "card added", "", actor=actor, now=now)
    return True


def take_off_board(session_id: int, *, actor: str, now: datetime) -> bool:
    """Take a session off the board; tell whether it was there.

    Its comments and sign-offs stay, for the day it is put there again. Raises AlwaysOnBoard.
    """
    session = locked_session(session_id)
    if _as_left(session).kind == CODESIGNED:
        raise AlwaysOnBoard
    card = db.session.get(BoardCard, session_id)
    if card is None:
        return False
    db.session.delete(card)
    db.session.flush()
    _note(session, "card removed", card.stage, actor=actor, now=now)
    return True


def move_card(session_id: int, stage: str, seen: str, *, actor: str, now: datetime) -> bool:
    """Move a card to a stage; tell whether it was not there. `seen` is where it was seen.

    Raises FieldRefused, and StaleEdit when somebody else moved it elsewhere meanwhile.
    """
    if stage not in STAGES:
        field = "stage"
        raise FieldRefused(field)
    session = locked_session(session_id)
    card = _card(session)
    before = card.stage
    if stage == before:
        return False
    if seen != before:
        raise StaleEdit(card.version, (Difference("stage", before, stage),))
    card.stage = stage
    db.session.add(StageReached(session_id=session_id, stage=stage, at=now, actor=actor))
    _note(session, "card moved", f"{before} → {stage}", actor=actor, now=now)
    return True


def change_card(
    session_id: int, details: CardDetails, seen: Seen, *, actor: str, now: datetime
) -> Edited:
    """Change what is told of a card. Raises FieldRefused and StaleEdit."""
    if len(details.next_step) > LONGEST_STEP:
        field = "next_step"
        raise FieldRefused(field)
    session = locked_session(session_id)
    edited = edit(_card(session), details._asdict(), seen)
    if edited:
        _note(session, "card changed", told(edited), actor=actor, now=now)
    return edited


def add_comment(session_id: int, text: str, *, actor: str, now: datetime) -> None:
    """Write something about a session, as an organiser. Raises FieldRefused."""
    _add_comment(locked_session(session_id), text, None, actor=actor, now=now)


def add_partner_comment(session_id: int, speaker_id: int, text: str, *, now: datetime) -> None:
    """Write something about a session, as its partner. Raises NotAPartner and FieldRefused."""
    session = _session_of_partner(session_id, speaker_id)
    _add_comment(session, text, speaker_id, actor=f"{SPEAKER}{speaker_id}", now=now)


def sign_off(session_id: int, speaker_id: int, read: str, *, now: datetime) -> bool:
    """Agree, as a partner, with the content that has the fingerprint `read`; tell if that is new.

    Raises NotAPartner, and ContentChanged when the content is another one by now.
    """
    return note_sign_off(session_id, speaker_id, read, actor=f"{SPEAKER}{speaker_id}", now=now)


def note_sign_off(
    session_id: int, speaker_id: int, read: str, *, actor: str, now: datetime
) -> bool:
    """Note that a partner agreed with the content, whoever was told. Raises as `sign_off`."""
    session = _session_of_partner(session_id, speaker_id)
    if read != fingerprint_of(_as_left(session)):
        raise ContentChanged
    values = {"session_id": session_id, "speaker_id": speaker_id, "fingerprint": read}
    if db.session.scalar(sa.select(SignOff.id).filter_by(**values)) is not None:
        return False
    db.session.add(SignOff(**values, at=now, actor=actor))
    code = db.session.get_one(Speaker, speaker_id).code
    _note(session, "content signed off", code, actor=actor, now=now)
    return True


def _session_of_partner(session_id: int, speaker_id: int) -> Session:
    """Give the session, locked. Raises NotAPartner."""
    session = locked_session(session_id)
    if not is_partner(session_id, speaker_id) or not is_on_board(_as_left(session)):
        raise NotAPartner
    return session


def _as_left(session: Session) -> EditedSession:
    """Give the session as organisers last left it, released or not."""
    return waiting_row(session) or session


def _add_comment(
    session: Session, text: str, speaker_id: int | None, *, actor: str, now: datetime
) -> None:
    text = text.strip()
    if not text or len(text) > LONGEST_COMMENT:
        field = "comment"
        raise FieldRefused(field)
    db.session.add(
        BoardComment(session_id=session.id, speaker_id=speaker_id, actor=actor, at=now, text=text)
    )
    _note(session, "card commented", "", actor=actor, now=now)


def _card(session: Session) -> BoardCard:
    """Give the stored card of a session, made now where there is none."""
    card = db.session.get(BoardCard, session.id, populate_existing=True)
    if card is None:
        card = BoardCard(
            session_id=session.id,
            stage=IDEA,
            next_step="",
            due_on=None,
            comparability="",
            version=1,
        )
        db.session.add(card)
        db.session.flush()
    return card


def _note(session: Session, action: str, detail: str, *, actor: str, now: datetime) -> None:
    db.session.flush()
    record(actor, action, event_id=session.event_id, subject=session.code, detail=detail, now=now)
