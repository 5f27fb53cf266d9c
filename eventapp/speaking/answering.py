"""What speakers tell by their link: sessions confirmed or declined, hours, consents, checks."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from eventapp.audit.actions import record
from eventapp.events.actions import touch_event
from eventapp.events.queries import stops_of
from eventapp.foundation.database import db
from eventapp.foundation.timezones import TZDATA_VERSION
from eventapp.foundation.wall_spans import span_between
from eventapp.programme.models import Session
from eventapp.speakers.changing import locked_speaker
from eventapp.speakers.models import Speaker
from eventapp.speaking.hours import cells_of, stretches_of
from eventapp.speaking.models import (
    SpeakerAnswer,
    SpeakerHours,
    SpeakerInvitation,
    SpeakerPhoto,
    SpeakerStatement,
)
from eventapp.speaking.parts import parts_of_speaker
from eventapp.speaking.pictures import Photo
from eventapp.speaking.rules import (
    ANSWERS,
    CHECKS,
    CONSENTS,
    PUBLICATION,
    WORDS_VERSION,
    AnswerUnknown,
    OtherHours,
    SessionNotTheirs,
    Times,
    check_note,
)

SPEAKER = "speaker"
"""The actor of what is done by a speaker's link; the subject says whose."""


class Answer(NamedTuple):
    """What a speaker says to a session, and the time at which they saw it."""

    answer: str
    note: str
    seen_for: Times


def answer_session(speaker_id: int, session_code: str, given: Answer, *, now: datetime) -> None:
    """Confirm or decline a session for the time that the speaker saw.

    Raises AnswerUnknown, NoteTooLong and SessionNotTheirs.
    """
    if given.answer not in ANSWERS:
        raise AnswerUnknown
    check_note(given.note)
    speaker = locked_speaker(speaker_id)
    mine = {part.session_code: part.session_id for part in parts_of_speaker(speaker_id)}
    if session_code not in mine:
        raise SessionNotTheirs
    row = _answer_row(mine[session_code], speaker_id)
    row.answer, row.note, row.answered_at = given.answer, given.note, now
    row.starts_at, row.ends_at = given.seen_for
    _note(speaker, f"session {given.answer}", session_code, now=now)


def _answer_row(session_id: int, speaker_id: int) -> SpeakerAnswer:
    row = db.session.scalar(
        sa.select(SpeakerAnswer).where(
            SpeakerAnswer.session_id == session_id, SpeakerAnswer.speaker_id == speaker_id
        )
    )
    if row is None:
        row = SpeakerAnswer(session_id=session_id, speaker_id=speaker_id)
        db.session.add(row)
    return row


def event_cells(event_id: int) -> list[datetime]:
    """Give the half hours in which the event is held: those of its stops and sessions, in order."""
    sessions = db.session.execute(
        sa.select(Session.starts_at, Session.ends_at).where(Session.event_id == event_id)
    )
    stops = [Times(stop.starts_at, stop.ends_at) for stop in stops_of(event_id)]
    return cells_of([*stops, *(Times(*row) for row in sessions)])


def state_hours(speaker_id: int, cells: Collection[datetime], *, now: datetime) -> None:
    """Store the half hours in which a speaker can be there, by the clock of their zone.

    Raises OtherHours for one that the event does not have.
    """
    speaker = locked_speaker(speaker_id)
    if not set(cells) <= set(event_cells(speaker.event_id)):
        raise OtherHours
    db.session.execute(sa.delete(SpeakerHours).where(SpeakerHours.speaker_id == speaker_id))
    db.session.add_all(_rows_of(speaker, stretches_of(cells)))
    invitation = _invitation_of(speaker_id)
    invitation.hours_stated_at = now
    _note(speaker, "hours stated", now=now)


def _rows_of(speaker: Speaker, stretches: Iterable[Times]) -> list[SpeakerHours]:
    return [
        SpeakerHours(
            speaker_id=speaker.id,
            tzdata_version=TZDATA_VERSION,
            **span_between(one.starts_at, one.ends_at, speaker.zone)._asdict(),
        )
        for one in stretches
    ]


def state_consents(speaker_id: int, given: Collection[str], *, now: datetime) -> None:
    """Give the consents named, and withdraw the others."""
    speaker = locked_speaker(speaker_id)
    changed = _state(speaker_id, CONSENTS, given, now=now)
    if PUBLICATION in changed:
        touch_event(speaker.event_id)
    _note(speaker, "consents stated", detail=_told(changed, given), now=now)


def state_checks(speaker_id: int, done: Collection[str], *, now: datetime) -> None:
    """Tick the points of the technical check that are done, and no others."""
    speaker = locked_speaker(speaker_id)
    changed = _state(speaker_id, CHECKS, done, now=now)
    _note(speaker, "technique checked", detail=_told(changed, done), now=now)


def _told(changed: Iterable[str], given: Collection[str]) -> str:
    return ", ".join(f"{about}: {'yes' if about in given else 'no'}" for about in changed)


def _state(
    speaker_id: int, offered: Collection[str], given: Collection[str], *, now: datetime
) -> list[str]:
    """Write down what is stated of what was offered; return what was not so before."""
    rows = {
        row.about: row
        for row in db.session.scalars(
            sa.select(SpeakerStatement).where(SpeakerStatement.speaker_id == speaker_id)
        )
    }
    changed = []
    for about in offered:
        row = rows.get(about)
        holds = row is not None and row.withdrawn_at is None
        if holds == (about in given):
            continue
        changed.append(about)
        if row is None:
            row = SpeakerStatement(speaker_id=speaker_id, about=about)
            db.session.add(row)
        if about in given:
            row.given_at, row.withdrawn_at, row.words_version = now, None, WORDS_VERSION
        else:
            row.withdrawn_at = now
    return changed


def store_photo(speaker_id: int, photo: Photo, *, now: datetime) -> None:
    """Keep a speaker's photo in the place of the one before."""
    speaker = locked_speaker(speaker_id)
    row = _photo_of(speaker_id)
    if row is None:
        row = SpeakerPhoto(speaker_id=speaker_id)
        db.session.add(row)
    row.digest, row.small, row.large = photo
    row.stored_at = now
    touch_event(speaker.event_id)
    _note(speaker, "photo stored", now=now)


def remove_photo(speaker_id: int, *, now: datetime) -> bool:
    """Forget a speaker's photo; tell whether there was one."""
    speaker = locked_speaker(speaker_id)
    row = _photo_of(speaker_id)
    if row is None:
        return False
    db.session.delete(row)
    touch_event(speaker.event_id)
    _note(speaker, "photo removed", now=now)
    return True


def note_told(speaker_id: int, *, now: datetime) -> None:
    """Say that the speaker told something of themselves just now."""
    _invitation_of(speaker_id).answered_at = now
    db.session.flush()


def _photo_of(speaker_id: int) -> SpeakerPhoto | None:
    return db.session.scalar(sa.select(SpeakerPhoto).where(SpeakerPhoto.speaker_id == speaker_id))


def _invitation_of(speaker_id: int) -> SpeakerInvitation:
    return db.session.scalars(
        sa.select(SpeakerInvitation).where(SpeakerInvitation.speaker_id == speaker_id)
    ).one()


def _note(
    speaker: Speaker, action: str, session: str = "", *, detail: str = "", now: datetime
) -> None:
    """Note who told something, and that they did just now."""
    note_told(speaker.id, now=now)
    told = ", ".join(part for part in (session, detail) if part)
    record(SPEAKER, action, event_id=speaker.event_id, subject=speaker.code, detail=told, now=now)
