"""Letters to speakers: what they are asked, by their own clock, and the way to their page."""

from collections.abc import Iterable
from email.message import EmailMessage
from typing import NamedTuple
from urllib.parse import quote

from flask import current_app
from flask_babel import force_locale

from eventapp.calendars.queries import Calendar, calendar_of
from eventapp.foundation.bilingual import Text, known_language
from eventapp.foundation.timezones import is_zone
from eventapp.mail.rules import LeasedMail
from eventapp.programme.queries import ProgrammeSession, programme_of, working_programme_of
from eventapp.programme.rules import DRAFT, PUBLISHED
from eventapp.speakers.models import Speaker
from eventapp.speakers.rules import language_of
from eventapp.speaking.inviting import token_of
from eventapp.speaking.parts import Part, parts_of_speaker
from eventapp.speaking.queries import invitation_of
from eventapp.speaking.rules import Standing
from eventapp.web.addresses import base_url
from eventapp.web.calendar_texts import calendar_text
from eventapp.web.display import ROLES, name_of
from eventapp.web.letter_forms import attach_calendar, message_of, written
from eventapp.web.local_span import LocalSpan
from eventapp.web.moments import has_another_clock, span_in

_HELD = (DRAFT, PUBLISHED)


class SessionLines(NamedTuple):
    """A session in a letter: by the speaker's clock, and by the event's where that is another."""

    title: str
    role: str
    here: LocalSpan
    there: LocalSpan | None
    is_open: bool
    is_planned: bool


class SpeakerFacts(NamedTuple):
    """What letters to speakers say."""

    name: str
    event: str
    event_url: str
    url: str
    sessions: tuple[SessionLines, ...]


class LetterSeen(NamedTuple):
    """A letter as organisers see it before it is sent."""

    language: str
    subject: str
    text: str


def about_speaker(mail: LeasedMail, language: str) -> EmailMessage | None:
    """Write a letter to a speaker, unless the link is revoked or the speaker gone by now."""
    invitation = invitation_of(int(mail.about["speaker"]))
    if invitation is None or invitation.revoked_at is not None:
        return None
    speaker = invitation.speaker
    sessions = sessions_of(speaker)
    facts = _facts(speaker, sessions, language, url=own_page_of(speaker.id))
    message = message_of(mail, facts.event, language, facts=facts)
    _attach(message, speaker, sessions, language)
    message["Content-Language"] = language
    return message


def letter_seen(speaker: Speaker, kind: str) -> LetterSeen:
    """Give the letter as the speaker will read it; the link is made when it is sent."""
    language = known_language(language_of(speaker.language, speaker.country_code))
    with force_locale(language):
        facts = _facts(speaker, sessions_of(speaker), language, url=speaking_url("…"))
        values: dict[str, object] = {"facts": facts}
        subject = written(kind, "subject.txt", language, values)
        return LetterSeen(language, subject, written(kind, "body.txt", language, values))


def speaking_url(token: str) -> str:
    """Give the full address of a speaker's page; it is a secret of theirs."""
    return f"{base_url()}/speaking/{token}"


def own_page_of(speaker_id: int) -> str:
    """Give the full address of the page that a speaker was invited to, blank if it is closed."""
    invitation = invitation_of(speaker_id)
    if invitation is None or invitation.revoked_at is not None:
        return ""
    return speaking_url(token_of(invitation, current_app.config["SECRET_KEY"]))


def sessions_of(speaker: Speaker) -> list[ProgrammeSession]:
    """Give the sessions that a speaker is to be in, by start: drafts too, and what is planned.

    Those of which only the next release tells are as they are planned, see `speaking/parts.py`.
    """
    parts = parts_of_speaker(speaker.id)
    found = [one for one in programme_of(speaker.event_id, states=_HELD) if _has(one, speaker)]
    planned = _planned_codes(parts)
    if planned:
        working = working_programme_of(speaker.event_id, states=_HELD)
        found = [one for one in found if one.code not in planned]
        found += [one for one in working if one.code in planned]
    return sorted(found, key=lambda one: (one.starts_at, one.code))


def _has(session: ProgrammeSession, speaker: Speaker) -> bool:
    return any(person.code == speaker.code for person in session.people)


def _planned_codes(parts: Iterable[Part]) -> frozenset[str]:
    return frozenset(part.session_code for part in parts if part.is_planned)


def own_sessions(
    speaker: Speaker, zone_name: str, language: str, *, is_asked: bool
) -> tuple[SessionLines, ...]:
    """Give the public sessions of a speaker by the clock of a zone, by start.

    Of who is asked it is told what is not answered yet.
    """
    parts = parts_of_speaker(speaker.id)
    zone_name = zone_name if is_zone(zone_name) else speaker.zone
    return tuple(
        _lines(session, speaker, (zone_name, language), parts if is_asked else ())
        for session in sessions_of(speaker)
        if session.state == PUBLISHED and session.code not in _planned_codes(parts)
    )


def roles_words(session: ProgrammeSession, speaker_code: str) -> str:
    """Say in which roles a speaker is in a session."""
    roles = (person.role for person in session.people if person.code == speaker_code)
    return ", ".join(name_of(role, ROLES) for role in roles)


def _facts(
    speaker: Speaker, sessions: list[ProgrammeSession], language: str, *, url: str
) -> SpeakerFacts:
    event = speaker.event
    parts = parts_of_speaker(speaker.id)
    return SpeakerFacts(
        name=f"{speaker.given_name} {speaker.family_name}".strip(),
        event=Text(event.name_en, event.name_sv).in_language(language),
        event_url=f"{base_url()}/events/{quote(event.slug, safe='')}",
        url=url,
        sessions=tuple(
            _lines(session, speaker, (speaker.zone, language), parts) for session in sessions
        ),
    )


def _lines(
    session: ProgrammeSession, speaker: Speaker, reader: tuple[str, str], parts: Iterable[Part]
) -> SessionLines:
    """Say when a session is, by the zone and in the language of a reader."""
    zone_name, language = reader
    part = next((one for one in parts if one.session_code == session.code), None)
    here = span_in(session.starts_at, session.ends_at, zone_name, language)
    there = span_in(session.starts_at, session.ends_at, session.zone, language)
    return SessionLines(
        title=session.title(language) or session.code,
        role=roles_words(session, speaker.code),
        here=here,
        there=there if has_another_clock(here, there) else None,
        is_open=part is not None and part.standing in {Standing.OPEN, Standing.MOVED},
        is_planned=part is not None and part.is_planned,
    )


def _attach(
    message: EmailMessage, speaker: Speaker, sessions: list[ProgrammeSession], language: str
) -> None:
    """Let the calendar entries of the speaker's public sessions come along, if there are some."""
    calendar = calendar_of(speaker.event_id)
    planned = _planned_codes(parts_of_speaker(speaker.id))
    codes = {session.code for session in sessions} - planned
    own = () if calendar is None else tuple(s for s in calendar.sessions if s.code in codes)
    if calendar is not None and own:
        text = calendar_text(Calendar(calendar.event, own), (), language)
        attach_calendar(message, text, speaker.event.slug)
