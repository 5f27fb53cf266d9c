"""The speakers whom everybody may see: who is in nothing but drafts is not announced yet."""

from collections.abc import Sequence

import sqlalchemy as sa

from eventapp.foundation.database import db
from eventapp.programme.models import Appearance, Session
from eventapp.programme.rules import UNSEEN
from eventapp.speakers.models import Speaker


def public_speakers(event_id: int) -> Sequence[Speaker]:
    """Give the event's public speakers by family name, then given name and code."""
    return db.session.scalars(
        _public(event_id).order_by(Speaker.family_name, Speaker.given_name, Speaker.code)
    ).all()


def public_speaker(event_id: int, code: str) -> Speaker | None:
    """Give a public speaker of the event, or None."""
    return db.session.scalar(_public(event_id).where(Speaker.code == code))


def _public(event_id: int) -> sa.Select[Speaker]:
    appears = sa.exists().where(Appearance.speaker_id == Speaker.id)
    is_announced = sa.exists().where(
        Appearance.speaker_id == Speaker.id,
        Appearance.session_id == Session.id,
        Session.state.not_in(UNSEEN),
    )
    return sa.select(Speaker).where(
        Speaker.event_id == event_id, sa.or_(sa.not_(appears), is_announced)
    )
