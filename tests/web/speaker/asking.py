"""Speakers who were invited, for tests of their pages."""

from datetime import timedelta
from typing import Any, NamedTuple

from flask import current_app

from eventapp.events.models import Event
from eventapp.foundation.transaction import transaction
from eventapp.programme.models import Session
from eventapp.speakers.models import Speaker
from eventapp.speaking.inviting import invite_speaker, token_of
from tests.factories import NOON, make_appearance, make_event, make_session, make_speaker, make_stop

ASKED_AT = NOON - timedelta(days=40)
SAO_PAULO = "America/Sao_Paulo"


class Invited(NamedTuple):
    """A speaker in São Paulo, her sessions at noon and at one in UTC, and the way to her page."""

    event: Event
    speaker: Speaker
    first: Session
    second: Session
    token: str

    @property
    def page(self) -> str:
        """The address of her page."""
        return f"/speaking/{self.token}"


def seen(session: Session) -> str:
    """Give the times of a session as the page's form brings them back."""
    return f"{session.starts_at:%Y-%m-%dT%H:%M:%SZ}/{session.ends_at:%Y-%m-%dT%H:%M:%SZ}"


def token_for(speaker: Speaker) -> str:
    """Invite a speaker; give the token of the link."""
    secret = current_app.config["SECRET_KEY"]
    with transaction():
        invitation = invite_speaker(speaker.id, secret=secret, actor="command", now=ASKED_AT)
        return token_of(invitation, secret)


def make_invited(slug: str = "tour", **values: Any) -> Invited:
    """Make an event with an invited speaker."""
    event = make_event(slug, name_en="World Tour", name_sv="Världsturnén")
    stop = make_stop(event, "D1", hours=2)
    first = make_session(stop, "S1", title_en="Hearts", title_sv="Hjärtan")
    second = make_session(
        stop, "S2", starts_at=NOON + timedelta(hours=1), title_en="Lungs", title_sv="Lungor"
    )
    defaults = {
        "given_name": "Ana",
        "family_name": "Souza",
        "zone": SAO_PAULO,
        "country_code": "BR",
        "email": "ana@example.org",
    }
    speaker = make_speaker(event, "T1", **defaults | values)
    for session in (first, second):
        make_appearance(session, speaker)
    return Invited(event, speaker, first, second, token_for(speaker))
