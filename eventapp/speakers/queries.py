"""Reads of the people who speak."""

from collections.abc import Sequence

import sqlalchemy as sa

from eventapp.foundation.database import db
from eventapp.speakers.models import Speaker


def speakers_of(event_id: int) -> Sequence[Speaker]:
    """Give the event's speakers by family name, then given name and code."""
    return db.session.scalars(
        sa.select(Speaker)
        .where(Speaker.event_id == event_id)
        .order_by(Speaker.family_name, Speaker.given_name, Speaker.code)
    ).all()


def speaker_by_code(event_id: int, code: str) -> Speaker | None:
    """Give a speaker of the event, or None."""
    if "\0" in code:
        return None
    return db.session.scalar(
        sa.select(Speaker).where(Speaker.event_id == event_id, Speaker.code == code)
    )


def speaker_ids(event_id: int) -> dict[str, int]:
    """Give the number of every speaker of the event by code."""
    rows = db.session.execute(
        sa.select(Speaker.code, Speaker.id)
        .where(Speaker.event_id == event_id)
        .order_by(Speaker.code)
    )
    return {row[0]: row[1] for row in rows}
