"""The speakers of the demo's coming edition: how to reach them, and what some answered."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from eventapp.events.models import Event
from eventapp.exchange.demo import ACTOR
from eventapp.foundation.edits import Seen
from eventapp.foundation.plain_letters import plain
from eventapp.foundation.timezones import to_wall
from eventapp.programme.queries import programme_of
from eventapp.speakers.changing import change_speaker
from eventapp.speakers.models import Speaker
from eventapp.speakers.queries import speakers_of
from eventapp.speakers.rules import SpeakerDetails
from eventapp.speaking.answering import (
    Answer,
    answer_session,
    event_cells,
    state_checks,
    state_consents,
    state_hours,
)
from eventapp.speaking.inviting import invite_speaker, token_of
from eventapp.speaking.parts import parts_of_speaker
from eventapp.speaking.rules import CHECKS, CONFIRMED, CONSENTS, DECLINED, Times

INVITED_BEFORE = timedelta(days=2)
"""So long ago that who has not answered may be reminded."""
ANSWERED_BEFORE = timedelta(days=1)

UNANSWERED = "T35"
"""The speaker whose page is shown to who tries the demo."""
CONFIRMING = "T30"
DECLINING, DECLINED_SESSION = "T34", "D5-4"
NOTE = "I am on a train then. Monique from our team could take my chair."
EARLIEST, LATEST = 7, 21
"""The hours of the day at which the speaker who tells hours can be there."""


def ask_speakers(event: Event, *, secret: str, now: datetime) -> str:
    """Invite three speakers, of whom two have answered; give the token of the third."""
    speakers = {one.code: one for one in speakers_of(event.id)}
    for speaker in speakers.values():
        _tell_address(speaker, now)
    tokens = {}
    for code in (CONFIRMING, DECLINING, UNANSWERED):
        number, sent_at = speakers[code].id, now - INVITED_BEFORE
        invitation = invite_speaker(number, secret=secret, actor=ACTOR, now=sent_at)
        tokens[code] = token_of(invitation, secret)
    answered_at = now - ANSWERED_BEFORE
    _answer(event, speakers[CONFIRMING], {}, answered_at)
    _tell_hours(speakers[CONFIRMING], answered_at)
    _answer(event, speakers[DECLINING], {DECLINED_SESSION: NOTE}, answered_at)
    return tokens[UNANSWERED]


def _tell_address(speaker: Speaker, now: datetime) -> None:
    """Give a speaker an address that no mail server answers for."""
    values = {name: getattr(speaker, name) for name in SpeakerDetails._fields}
    name = plain(f"{speaker.given_name} {speaker.family_name}").replace(" ", ".")
    details = SpeakerDetails(**values | {"email": f"{name}@example.org"})
    change_speaker(speaker.id, details, Seen(speaker.version), actor=ACTOR, now=now)


def _answer(event: Event, speaker: Speaker, declined: Mapping[str, str], now: datetime) -> None:
    """Confirm all sessions of a speaker but some, each of those with a note."""
    times = {one.code: Times(one.starts_at, one.ends_at) for one in programme_of(event.id)}
    for part in parts_of_speaker(speaker.id):
        code = part.session_code
        word = DECLINED if code in declined else CONFIRMED
        given = Answer(word, declined.get(code, ""), times[code])
        answer_session(speaker.id, code, given, now=now)


def _tell_hours(speaker: Speaker, now: datetime) -> None:
    """Be there on all days between two hours of the own clock; consent, and check the sound."""
    cells = [
        cell
        for cell in event_cells(speaker.event_id)
        if EARLIEST <= to_wall(cell, speaker.zone).hour < LATEST
    ]
    state_hours(speaker.id, cells, now=now)
    state_consents(speaker.id, CONSENTS, now=now)
    state_checks(speaker.id, CHECKS[:2], now=now)
