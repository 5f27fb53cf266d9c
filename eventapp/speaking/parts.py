"""Reads of the parts that speakers have in sessions, as they are public and as they are planned."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from eventapp.foundation.database import db
from eventapp.programme.models import Appearance, PendingAppearance, PendingSession, Session
from eventapp.programme.rules import CANCELLED, PARKED
from eventapp.programme.working import working_line_up, working_sessions
from eventapp.speakers.models import Speaker
from eventapp.speaking.models import SpeakerAnswer
from eventapp.speaking.rules import Standing, Times, standing_of


class Part(NamedTuple):
    """A speaker's part in a session: how it stands, and what was answered for when.

    `is_planned`: it waits for the next release, and stands as it is planned; no page that anybody
    else can open shows it.
    """

    session_id: int
    session_code: str
    standing: Standing
    note: str = ""
    answer: str | None = None
    answered_for: Times | None = None
    is_planned: bool = False


def parts_of_speaker(speaker_id: int) -> tuple[Part, ...]:
    """Give the parts of one speaker in sessions that are held and have a time, by start."""
    return parts_of(Speaker.id == speaker_id).get(speaker_id, ())


def parts_of(chosen: sa.ColumnElement[bool]) -> Mapping[int, tuple[Part, ...]]:
    """Give what `parts_of_speaker` gives for the chosen speakers, by the speaker's number.

    Who is to speak in a session from the next release on is asked already, for the time that is
    planned; who speaks in it anyway is asked for the time that is public. In one statement.
    """
    public, planned = _public(chosen), _planned(chosen)
    return _parts(db.session.execute(sa.union_all(public, planned)))


def working_parts_at(event_id: int) -> Mapping[int, tuple[Part, ...]]:
    """Give the parts of the event's speakers as organisers last left them, released or not."""
    session, appearance = working_sessions(Session.event_id == event_id), working_line_up()
    return _parts(
        db.session.execute(
            _select(appearance.speaker_id, session.id, session.code, session, is_planned=False)
            .select_from(appearance)
            .join(Speaker, Speaker.id == appearance.speaker_id)
            .join(session, session.id == appearance.session_id)
            .outerjoin(SpeakerAnswer, _answer_to(session.id, appearance.speaker_id))
            .where(Speaker.event_id == event_id, session.state.not_in((CANCELLED, PARKED)))
        )
    )


def _public(chosen: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return (
        _select(Appearance.speaker_id, Session.id, Session.code, Session, is_planned=False)
        .select_from(Appearance)
        .join(Speaker, Speaker.id == Appearance.speaker_id)
        .join(Session, Session.id == Appearance.session_id)
        .outerjoin(SpeakerAnswer, _answer_to(Session.id, Appearance.speaker_id))
        .where(chosen, Session.state.not_in((CANCELLED, PARKED)))
    )


def _planned(chosen: sa.ColumnElement[bool]) -> sa.Select[Any]:
    waiting, part = PendingSession, PendingAppearance
    return (
        _select(part.speaker_id, Session.id, Session.code, waiting, is_planned=True)
        .select_from(part)
        .join(Speaker, Speaker.id == part.speaker_id)
        .join(waiting, waiting.session_id == part.session_id)
        .join(Session, Session.id == part.session_id)
        .outerjoin(SpeakerAnswer, _answer_to(Session.id, part.speaker_id))
        .where(chosen, waiting.state.not_in((CANCELLED, PARKED)))
    )


def _select(
    speaker_id: Any,
    session_id: Any,
    code: Any,
    times: type[Session] | type[PendingSession],
    *,
    is_planned: bool,
) -> sa.Select[Any]:
    return sa.select(
        speaker_id,
        session_id,
        code,
        times.starts_at,
        times.ends_at,
        SpeakerAnswer.answer,
        SpeakerAnswer.starts_at.label("answered_starts_at"),
        SpeakerAnswer.ends_at.label("answered_ends_at"),
        SpeakerAnswer.note,
        sa.literal(is_planned).label("is_planned"),
    ).distinct()


def _answer_to(session_id: Any, speaker_id: Any) -> sa.ColumnElement[bool]:
    return sa.and_(SpeakerAnswer.session_id == session_id, SpeakerAnswer.speaker_id == speaker_id)


def _parts(rows: Iterable[Any]) -> Mapping[int, tuple[Part, ...]]:
    """Give the parts by speaker, by start and code; what is public comes before what is planned."""
    by_place: dict[tuple[int, int], Any] = {}
    for row in sorted(rows, key=lambda row: bool(row[-1])):
        by_place.setdefault((row[0], row[1]), row)
    parts: dict[int, list[Part]] = defaultdict(list)
    for row in sorted(by_place.values(), key=lambda row: (row[3], row[2])):
        parts[row[0]].append(_part(row))
    return {speaker_id: tuple(found) for speaker_id, found in parts.items()}


def _part(row: Any) -> Part:
    _speaker_id, number, code, starts_at, ends_at, answer, was, until, note, is_planned = row
    answered_for = None if answer is None else Times(was, until)
    standing = standing_of(answer, answered_for, Times(starts_at, ends_at))
    return Part(number, code, standing, note or "", answer, answered_for, bool(is_planned))
