"""Saying that a translation holds, though its text was changed after it."""

from datetime import datetime

from eventapp.events.noting import note_change
from eventapp.foundation.bilingual import LANGUAGES
from eventapp.foundation.database import db
from eventapp.programme.changing import locked_session
from eventapp.programme.translations import TEXTS, note_texts, outdated_texts_of


def confirm_translations(session_id: int, *, actor: str, now: datetime) -> bool:
    """Say that the translations of a session hold; tell whether one seemed to be too old."""
    session = locked_session(session_id)
    outdated = outdated_texts_of(session)
    if not outdated:
        return False
    columns = [f"{text}_{language}" for text in TEXTS for language in LANGUAGES if text in outdated]
    note_texts(session, columns, now=now)
    db.session.flush()
    detail = ", ".join(outdated)
    note_change(
        session.event_id, "translation confirmed", session.code, detail, actor=actor, now=now
    )
    return True
