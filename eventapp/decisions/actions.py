"""Writes to targets and decisions."""

from datetime import datetime

from eventapp.audit.actions import record
from eventapp.decisions.models import BalanceTarget, Decision
from eventapp.decisions.queries import target_of
from eventapp.decisions.rules import LONGEST_DECISION, SUBJECTS, About, Target, check_target
from eventapp.events.actions import lock_event
from eventapp.events.rules import check_fields
from eventapp.foundation.database import db


def set_target(event_id: int, target: Target, *, actor: str, now: datetime) -> bool:
    """Say which balance an event aims at; tell if it was another. Raises TargetImpossible."""
    check_target(target)
    lock_event(event_id)
    before = target_of(event_id)
    if before == target:
        return False
    db.session.merge(BalanceTarget(event_id=event_id, **target._asdict()))
    db.session.flush()
    detail = f"{before.least}–{before.most} % → {target.least}–{target.most} %"
    record(actor, "balance target changed", event_id=event_id, detail=detail, now=now)
    return True


def copy_target(source_id: int, event_id: int) -> bool:
    """Let another event aim at the same balance; tell whether one was set. Decisions stay."""
    stored = db.session.get(BalanceTarget, source_id)
    if stored is None:
        return False
    db.session.merge(BalanceTarget(event_id=event_id, least=stored.least, most=stored.most))
    db.session.flush()
    return True


def note_decision(event_id: int, about: About, text: str, *, actor: str, now: datetime) -> None:
    """Keep what was decided. Raises FieldRefused."""
    text = text.strip()
    check_fields(
        {"decision": 0 < len(text) <= LONGEST_DECISION, "about": about.subject in SUBJECTS}
    )
    db.session.add(Decision(event_id=event_id, text=text, at=now, actor=actor, **about._asdict()))
    db.session.flush()
    record(actor, "decision noted", event_id=event_id, subject=about.code, now=now)
