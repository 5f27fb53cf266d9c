"""Which texts of sessions were translated before they were last changed."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from eventapp.events.models import Event
from eventapp.foundation.bilingual import LANGUAGES, known_language
from eventapp.foundation.database import db
from eventapp.programme.models import Session

TEXTS = ("title", "abstract")
_COLUMNS = frozenset(f"{text}_{language}" for text in TEXTS for language in LANGUAGES)


def note_texts(session: Session, changed: Iterable[str], *, now: datetime) -> None:
    """Note of those columns which hold a text that it was written just now."""
    for column in _COLUMNS.intersection(changed):
        setattr(session, f"{column}_changed_at", now)


def outdated_texts(event_id: int) -> dict[str, tuple[str, ...]]:
    """Give which texts of a session are newer in its own language than in the other, by its code.

    A session's own language is the one it is held in where the site speaks it, else the event's
    first. Texts that stand in one language alone are left out.
    """
    rows = db.session.execute(
        sa.select(Session, Event.languages)
        .join(Event, Event.id == Session.event_id)
        .where(
            Session.event_id == event_id,
            sa.or_(*(getattr(Session, f"{one}_changed_at").is_not(None) for one in _COLUMNS)),
        )
        .order_by(Session.code)
    )
    found = {session.code: _outdated(session, languages) for session, languages in rows}
    return {code: texts for code, texts in found.items() if texts}


def outdated_texts_of(session: Session) -> tuple[str, ...]:
    """Give which texts of one session are newer in its own language than in the other."""
    return _outdated(session, session.stop.event.languages)


def _outdated(session: Session, languages_of_event: str) -> tuple[str, ...]:
    source = _own_language(session.language, languages_of_event)
    return tuple(text for text in TEXTS if _is_outdated(session, text, source))


def _own_language(language: str, languages_of_event: str) -> str:
    own = language.partition("-")[0].lower()
    return own if own in LANGUAGES else known_language((languages_of_event.split() or [""])[0])


def _is_outdated(session: Session, text: str, source: str) -> bool:
    other = next(language for language in LANGUAGES if language != source)
    if not (getattr(session, f"{text}_{source}") and getattr(session, f"{text}_{other}")):
        return False
    written: datetime | None = getattr(session, f"{text}_{source}_changed_at")
    translated: datetime | None = getattr(session, f"{text}_{other}_changed_at")
    return written is not None and (translated is None or translated < written)
