"""Reads of targets and decisions."""

from collections.abc import Sequence

import sqlalchemy as sa

from eventapp.decisions.models import BalanceTarget, Decision
from eventapp.decisions.rules import Target
from eventapp.foundation.database import db

DEFAULT_TARGET = Target()


def target_of(event_id: int) -> Target:
    """Give the balance that an event aims at."""
    stored = db.session.get(BalanceTarget, event_id)
    return Target(stored.least, stored.most) if stored else DEFAULT_TARGET


def has_target(event_id: int) -> bool:
    """Tell whether somebody said which balance the event aims at."""
    return db.session.get(BalanceTarget, event_id) is not None


def decisions_of(event_id: int) -> Sequence[Decision]:
    """Give what was decided for an event, the newest first."""
    return db.session.scalars(
        sa.select(Decision)
        .where(Decision.event_id == event_id)
        .order_by(Decision.at.desc(), Decision.id.desc())
    ).all()
