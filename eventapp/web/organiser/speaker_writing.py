"""Writing to speakers: invitations and reminders, each shown before it is sent."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import NamedTuple

from flask import current_app, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug
from eventapp.foundation.clock import utc_now
from eventapp.foundation.refusals import Refusal
from eventapp.foundation.transaction import transaction
from eventapp.speakers.models import Speaker
from eventapp.speakers.queries import speaker_by_code
from eventapp.speaking.inviting import (
    INVITATION,
    REMINDER,
    invite_speaker,
    remind_speaker,
    revoke_link,
)
from eventapp.speaking.queries import asked_of, invitation_of
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.organiser.event_area import event_page
from eventapp.web.organiser.speaker_list import can_be_invited, can_be_reminded, name_of_speaker
from eventapp.web.refusals import words_for
from eventapp.web.speaker_letters import letter_seen


class Recipient(NamedTuple):
    """Who is to get a letter."""

    name: str
    email: str


def ask_to_invite(slug: str) -> str:
    """Show who would be invited, and the letter."""
    event = found(event_by_slug(slug))
    speakers = [one.speaker for one in can_be_invited(asked_of(event.id))]
    return _preview(event, INVITATION, speakers, url_for("organiser.invite", slug=slug))


def invite(slug: str) -> Response:
    """Invite everybody who has an address and is not invited."""
    event, secret = found(event_by_slug(slug)), _secret()
    numbers = [one.speaker.id for one in can_be_invited(asked_of(event.id))]
    actor, now = present_visitor().actor, utc_now()
    sent = _sent(numbers, lambda one: invite_speaker(one, secret=secret, actor=actor, now=now))
    flash(ngettext("%(num)s invitation is sent.", "%(num)s invitations are sent.", sent), "good")
    return _to_list(slug)


def ask_to_remind(slug: str) -> str:
    """Show who would be reminded, and the letter."""
    event = found(event_by_slug(slug))
    speakers = [one.speaker for one in can_be_reminded(asked_of(event.id), now=utc_now())]
    return _preview(event, REMINDER, speakers, url_for("organiser.remind", slug=slug))


def remind(slug: str) -> Response:
    """Remind everybody who has not answered, each at most once a day."""
    event, actor, now = found(event_by_slug(slug)), present_visitor().actor, utc_now()
    numbers = [one.speaker.id for one in can_be_reminded(asked_of(event.id), now=now)]
    sent = _sent(numbers, lambda one: remind_speaker(one, actor=actor, now=now))
    flash(ngettext("%(num)s reminder is sent.", "%(num)s reminders are sent.", sent), "good")
    return _to_list(slug)


def ask_to_invite_speaker(slug: str, code: str) -> str:
    """Show the letter to one speaker; a link that they have already would open nothing then."""
    event = found(event_by_slug(slug))
    speaker = found(speaker_by_code(event.id, code))
    action = url_for("organiser.invite_one", slug=slug, code=code)
    invitation = invitation_of(speaker.id)
    holds_link = invitation is not None and invitation.revoked_at is None
    return _preview(event, INVITATION, [speaker], action, replaces=holds_link)


def invite_one(slug: str, code: str) -> Response:
    """Send one speaker a link, in the place of the one before."""
    event, secret = found(event_by_slug(slug)), _secret()
    number = found(speaker_by_code(event.id, code)).id
    actor, now = present_visitor().actor, utc_now()
    try:
        with transaction():
            invite_speaker(number, secret=secret, actor=actor, now=now)
    except Refusal as refusal:
        flash(words_for(refusal), "wrong")
    else:
        flash(_("The invitation is sent."), "good")
    return _to_list(slug)


def revoke_speaker_link(slug: str, code: str) -> Response:
    """Let a speaker's link open nothing any more."""
    event, actor = found(event_by_slug(slug)), present_visitor().actor
    number = found(speaker_by_code(event.id, code)).id
    with transaction():
        revoke_link(number, actor=actor, now=utc_now())
    flash(_("The link opens nothing any more. Send a new one when it is wanted."), "good")
    return _to_list(slug)


def _sent(numbers: Sequence[int], send: Callable[[int], object]) -> int:
    """Write to each in a transaction of its own; give to how many that was possible."""
    sent = 0
    for number in numbers:
        try:
            with transaction():
                send(number)
        except Refusal:
            # Somebody else wrote to them, or they answered, since the list was made.
            continue
        sent += 1
    return sent


def _preview(
    event: Event, kind: str, speakers: Sequence[Speaker], action: str, *, replaces: bool = False
) -> str:
    first = speakers[0] if speakers else None
    return event_page(
        "organiser/write_to_speakers.html",
        event,
        kind=kind,
        recipients=[Recipient(name_of_speaker(one), one.email) for one in speakers],
        letter=letter_seen(first, kind) if first else None,
        action=action,
        replaces=replaces,
    )


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


def _to_list(slug: str) -> Response:
    return redirect(url_for("organiser.show_event_speakers", slug=slug), HTTPStatus.SEE_OTHER)
