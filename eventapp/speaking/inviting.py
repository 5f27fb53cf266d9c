"""Asking speakers: the link that is theirs, sent, sent anew, reminded of and revoked."""

import secrets
from datetime import datetime

import sqlalchemy as sa

from eventapp.accounts.tokens import digest_of, link_token
from eventapp.audit.actions import record
from eventapp.foundation.database import db
from eventapp.mail.actions import queue_mail
from eventapp.mail.rules import CONFIRMATIONS, Letter
from eventapp.speakers.changing import locked_speaker
from eventapp.speakers.models import Speaker
from eventapp.speakers.rules import language_of
from eventapp.speaking.models import SpeakerInvitation
from eventapp.speaking.parts import parts_of_speaker
from eventapp.speaking.rules import (
    LINK_PURPOSE,
    NoAddress,
    NothingToRemindOf,
    State,
    check_reminder,
    state_of,
)

INVITATION, REMINDER = LETTERS = ("invitation_to_speak", "reminder_to_speak")


def invite_speaker(speaker_id: int, *, secret: str, actor: str, now: datetime) -> SpeakerInvitation:
    """Send a speaker the link to their page; a link that was sent before opens nothing any more.

    Raises NoAddress.
    """
    speaker = locked_speaker(speaker_id)
    if not speaker.email:
        raise NoAddress
    invitation = _invitation_of(speaker_id)
    is_new = invitation is None
    if invitation is None:
        invitation = SpeakerInvitation(speaker_id=speaker_id)
        db.session.add(invitation)
    invitation.seed = secrets.token_urlsafe(32)
    invitation.token_digest = digest_of(token_of(invitation, secret))
    invitation.sent_at, invitation.revoked_at, invitation.reminded_at = now, None, None
    db.session.flush()
    queue_mail(letter_to(speaker, INVITATION), now=now)
    action = "speaker invited" if is_new else "speaker invited again"
    record(actor, action, event_id=speaker.event_id, subject=speaker.code, now=now)
    return invitation


def remind_speaker(speaker_id: int, *, actor: str, now: datetime) -> None:
    """Write again to a speaker who has not answered everything.

    Raises NothingToRemindOf, NoAddress and RemindedToday.
    """
    speaker = locked_speaker(speaker_id)
    invitation = _invitation_of(speaker_id)
    if invitation is None or invitation.revoked_at or not _is_waited_for(invitation):
        raise NothingToRemindOf
    if not speaker.email:
        raise NoAddress
    check_reminder(invitation.sent_at, invitation.reminded_at, now=now)
    invitation.reminded_at = now
    invitation.reminders += 1
    db.session.flush()
    queue_mail(letter_to(speaker, REMINDER), now=now)
    record(actor, "speaker reminded", event_id=speaker.event_id, subject=speaker.code, now=now)


def revoke_link(speaker_id: int, *, actor: str, now: datetime) -> bool:
    """Let a speaker's link open nothing any more; tell whether it did before."""
    speaker = locked_speaker(speaker_id)
    invitation = _invitation_of(speaker_id)
    if invitation is None or invitation.revoked_at:
        return False
    invitation.revoked_at = now
    db.session.flush()
    record(actor, "speaker link revoked", event_id=speaker.event_id, subject=speaker.code, now=now)
    return True


def token_of(invitation: SpeakerInvitation, secret: str) -> str:
    """Give the token that a speaker's letters carry; the rows alone do not make it."""
    return link_token(secret, LINK_PURPOSE, invitation.seed)


def letter_to(speaker: Speaker, kind: str) -> Letter:
    """Give a letter to a speaker, in their language and by their clock."""
    return Letter(
        kind=kind,
        recipient=speaker.email,
        language=language_of(speaker.language, speaker.country_code),
        zone=speaker.zone,
        about={"speaker": speaker.id},
        lane=CONFIRMATIONS,
    )


def _is_waited_for(invitation: SpeakerInvitation) -> bool:
    standings = [part.standing for part in parts_of_speaker(invitation.speaker_id)]
    answered = invitation.answered_at is not None
    return state_of(invited=True, answered=answered, standings=standings) is State.WAITING


def _invitation_of(speaker_id: int) -> SpeakerInvitation | None:
    return db.session.scalar(
        sa.select(SpeakerInvitation)
        .where(SpeakerInvitation.speaker_id == speaker_id)
        .execution_options(populate_existing=True)
    )
