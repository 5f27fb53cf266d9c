"""Edits of the people who speak."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventapp.events.actions import lock_event
from eventapp.events.changing import free_code
from eventapp.events.noting import note_change
from eventapp.events.rules import FieldRefused, check_named
from eventapp.foundation.countries import is_country
from eventapp.foundation.database import db
from eventapp.foundation.edits import Edited, Seen, edit, told
from eventapp.foundation.email_addresses import is_email
from eventapp.foundation.genders import is_gender
from eventapp.foundation.sectors import is_sector
from eventapp.foundation.timezones import is_zone
from eventapp.speakers.models import Speaker
from eventapp.speakers.queries import speaker_ids
from eventapp.speakers.rules import OwnDetails, SpeakerDetails, is_letter_language

EDITED = tuple(name for name in SpeakerDetails._fields if name != "code")
_KNOWN: dict[str, Callable[[str], bool]] = {
    "country_code": is_country,
    "zone": is_zone,
    "gender": is_gender,
    "sector": is_sector,
    "language": is_letter_language,
    "email": lambda address: not address or is_email(address),
}


def add_speaker(event_id: int, details: SpeakerDetails, *, actor: str, now: datetime) -> Speaker:
    """Make a speaker; a blank code becomes the next free one. Raises CodeTaken, FieldRefused."""
    _check(details)
    lock_event(event_id)
    code = free_code(details.code, "T", speaker_ids(event_id))
    speaker = Speaker(event_id=event_id, **details._replace(code=code)._asdict())
    db.session.add(speaker)
    db.session.flush()
    note_change(event_id, "speaker added", code, actor=actor, now=now)
    return speaker


def change_speaker(
    speaker_id: int, details: SpeakerDetails, seen: Seen, *, actor: str, now: datetime
) -> Edited:
    """Change what is told of a speaker; the code stays. Raises StaleEdit and FieldRefused."""
    _check(details)
    wish = {name: getattr(details, name) for name in EDITED}
    return _change(speaker_id, wish, seen, "speaker changed", actor=actor, now=now)


def describe_oneself(
    speaker_id: int, details: OwnDetails, seen: Seen, *, actor: str, now: datetime
) -> Edited:
    """Change what a speaker may tell of themselves. Raises StaleEdit and FieldRefused."""
    wish = details._asdict()
    _check_known(wish)
    return _change(speaker_id, wish, seen, "speaker told of themselves", actor=actor, now=now)


def locked_speaker(speaker_id: int) -> Speaker:
    """Give the speaker as they are now; nobody else changes anything of the event meanwhile."""
    event_id = db.session.scalars(sa.select(Speaker.event_id).where(Speaker.id == speaker_id)).one()
    lock_event(event_id)
    return db.session.get_one(Speaker, speaker_id, populate_existing=True)


def _change(
    speaker_id: int, wish: Mapping[str, Any], seen: Seen, action: str, *, actor: str, now: datetime
) -> Edited:
    speaker = locked_speaker(speaker_id)
    edited = edit(speaker, wish, seen)
    if edited:
        db.session.flush()
        note_change(speaker.event_id, action, speaker.code, told(edited), actor=actor, now=now)
    return edited


def _check(details: SpeakerDetails) -> None:
    check_named(details.given_name, details.family_name, "given_name")
    _check_known(details._asdict())


def _check_known(wish: Mapping[str, Any]) -> None:
    for field, knows in _KNOWN.items():
        if field in wish and not knows(wish[field]):
            raise FieldRefused(field)
