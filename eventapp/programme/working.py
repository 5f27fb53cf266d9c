"""The programme as its organisers work on it: what is public, with what waits laid over it.

Before an event's first release nothing waits, and both are the same.
"""

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from eventapp.foundation.database import db
from eventapp.programme.models import (
    Appearance,
    PendingAppearance,
    PendingSession,
    Session,
    ToldSession,
)

EditedSession = Session | PendingSession
LineUpRow = Appearance | PendingAppearance

TOLD = tuple(name for name in ToldSession.__annotations__ if name != "waits")
"""The columns that stand in either table."""
_OWN = ("id", "event_id", "code", "sequence", "changed_at", "created_at")


def working_sessions(*conditions: sa.ColumnElement[bool]) -> type[Session]:
    """Give what reads as the sessions, those that wait in place of the public ones.

    Its rows may be selected by column; an object of the whole row is what `session_to_edit` gives.
    """
    public = sa.select(*(getattr(Session, name).label(name) for name in (*_OWN, *TOLD))).where(
        ~_waits(Session.id), *conditions
    )
    waiting = (
        sa.select(
            *(getattr(Session, name).label(name) for name in _OWN),
            *(getattr(PendingSession, name).label(name) for name in TOLD),
        )
        .join(PendingSession, PendingSession.session_id == Session.id)
        .where(*conditions)
    )
    return aliased(Session, sa.union_all(public, waiting).subquery(), adapt_on_names=True)


def working_line_up() -> type[Appearance]:
    """Give what reads as the line-up, that of a session that waits in place of the public one."""
    names = ("id", "session_id", "speaker_id", "role", "position")
    public = sa.select(*(getattr(Appearance, name).label(name) for name in names)).where(
        ~_waits(Appearance.session_id)
    )
    waiting = sa.select(*(getattr(PendingAppearance, name).label(name) for name in names))
    return aliased(Appearance, sa.union_all(public, waiting).subquery(), adapt_on_names=True)


def _waits(session_id: sa.SQLColumnExpression[int]) -> sa.ColumnElement[bool]:
    return sa.exists().where(PendingSession.session_id == session_id)


def session_to_edit(event_id: int, code: str) -> EditedSession | None:
    """Give a session of the event as its organisers last left it, with stop and track, or None."""
    public = sa.and_(Session.event_id == event_id, Session.code == code)
    waiting = db.session.scalar(
        sa.select(PendingSession)
        .join(Session, Session.id == PendingSession.session_id)
        .where(public)
        .options(joinedload(PendingSession.stop), joinedload(PendingSession.track))
    )
    if waiting is not None:
        return waiting
    return db.session.scalar(
        sa.select(Session)
        .where(public)
        .options(joinedload(Session.stop), joinedload(Session.track))
    )


def line_up_to_edit(session: EditedSession) -> list[LineUpRow]:
    """Give who appears in a session as its organisers last left it, in order, with the speakers."""
    model = line_up_model(session)
    return list(
        db.session.scalars(
            sa.select(model)
            .where(model.session_id == session.number)
            .options(joinedload(model.speaker))
            .order_by(model.position, model.id)
            .execution_options(populate_existing=True)
        )
    )


def line_up_model(session: EditedSession) -> type[Appearance] | type[PendingAppearance]:
    """Give the table in which the line-up of a session stands."""
    return PendingAppearance if isinstance(session, PendingSession) else Appearance


def pending_codes(event_id: int) -> frozenset[str]:
    """Give the codes of the event's sessions of which something waits for a release."""
    return frozenset(
        db.session.scalars(
            sa.select(Session.code)
            .join(PendingSession, PendingSession.session_id == Session.id)
            .where(Session.event_id == event_id)
        )
    )
