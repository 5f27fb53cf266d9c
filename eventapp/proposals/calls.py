"""Setting up a call and its own questions."""

from datetime import datetime

import sqlalchemy as sa

from eventapp.audit.actions import record
from eventapp.events.actions import lock_event, touch_event
from eventapp.events.rules import StillInUse
from eventapp.foundation.database import db
from eventapp.foundation.edits import Edited, Seen, edit, told
from eventapp.proposals.answers import (
    MOST_QUESTIONS,
    QuestionDetails,
    TooManyQuestions,
    check_question,
)
from eventapp.proposals.models import ProposalAnswer, ProposalCall, ProposalQuestion
from eventapp.proposals.queries import call_of, question_rows
from eventapp.proposals.rules import CallDetails, check_call

TIMES = ({"zone", "wall_opens", "wall_closes", "opens_at", "closes_at"},)


def save_call(
    event_id: int, details: CallDetails, seen: Seen, *, actor: str, now: datetime
) -> Edited | None:
    """Open a call, or change the one there is; None where it is new.

    Raises FieldRefused and StaleEdit.
    """
    check_call(details)
    lock_event(event_id)
    call = call_of(event_id)
    if call is None:
        db.session.add(ProposalCall(event_id=event_id, **details._asdict()))
        db.session.flush()
        _note(event_id, "call opened", "", actor=actor, now=now)
        return None
    db.session.refresh(call)
    edited = edit(call, details._asdict(), seen, together=TIMES)
    if edited:
        db.session.flush()
        _note(event_id, "call changed", told(edited), actor=actor, now=now)
    return edited


def add_question(
    event_id: int, details: QuestionDetails, *, actor: str, now: datetime
) -> ProposalQuestion:
    """Ask one question more, after the others. Raises FieldRefused and TooManyQuestions."""
    check_question(details)
    lock_event(event_id)
    rows = question_rows(event_id)
    if len(rows) >= MOST_QUESTIONS:
        raise TooManyQuestions
    position = max((row.position for row in rows), default=-1) + 1
    row = ProposalQuestion(event_id=event_id, position=position, **details._asdict())
    db.session.add(row)
    db.session.flush()
    _note(event_id, "question added", details.label_en or details.label_sv, actor=actor, now=now)
    return row


def change_question(
    question: ProposalQuestion, details: QuestionDetails, version: int, *, actor: str, now: datetime
) -> Edited:
    """Change a question; answers that were given stay. Raises FieldRefused and StaleEdit."""
    check_question(details)
    lock_event(question.event_id)
    db.session.refresh(question)
    edited = edit(question, details._asdict(), Seen(version))
    if edited:
        db.session.flush()
        _note(question.event_id, "question changed", told(edited), actor=actor, now=now)
    return edited


def move_question_up(question: ProposalQuestion, *, actor: str, now: datetime) -> bool:
    """Ask a question before the one that stood before; tell whether there was one."""
    lock_event(question.event_id)
    rows = list(question_rows(question.event_id))
    place = next((n for n, row in enumerate(rows) if row.id == question.id), 0)
    if place == 0:
        return False
    rows[place - 1 : place + 1] = [rows[place], rows[place - 1]]
    for position, row in enumerate(rows):
        row.position = position
    db.session.flush()
    _note(question.event_id, "questions ordered", "", actor=actor, now=now)
    return True


def remove_question(question: ProposalQuestion, *, actor: str, now: datetime) -> None:
    """Ask a question no longer. Raises StillInUse where it was answered."""
    lock_event(question.event_id)
    answered = sa.select(ProposalAnswer.id).where(ProposalAnswer.question_id == question.id)
    if db.session.scalar(answered.limit(1)) is not None:
        what = "answers"
        raise StillInUse(what)
    event_id, label = question.event_id, question.label_en or question.label_sv
    db.session.delete(question)
    db.session.flush()
    _note(event_id, "question deleted", label, actor=actor, now=now)


def _note(event_id: int, action: str, detail: str, *, actor: str, now: datetime) -> None:
    """Say that public pages may have changed, and who did what."""
    record(actor, action, event_id=event_id, detail=detail, now=now)
    touch_event(event_id)
