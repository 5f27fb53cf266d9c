"""Links that were good once and open nothing now: used, run out, revoked, of a hidden event."""

from datetime import timedelta

from eventapp.accounts.links import new_link, void_link
from eventapp.accounts.links import token_of as account_token
from eventapp.accounts.models import AccountLink
from eventapp.accounts.rules import INVITATION, NEW_EMAIL, RESET
from eventapp.accounts.tokens import digest_of
from eventapp.events.models import Event
from eventapp.events.rules import DRAFT
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.proposals.proposing import token_of as proposal_token
from eventapp.speaking.inviting import token_of as speaker_token
from eventapp.speaking.models import SpeakerInvitation
from tests.factories import NOON, make_event, make_speaker
from tests.proposals.wishes import SECRET, make_call, make_proposal

LONG_AGO = timedelta(days=10_000)
SPEAKING, PROPOSING = "speaking", "proposing"
OF_ACCOUNTS = (RESET, INVITATION, NEW_EMAIL)
WAYS = {
    RESET: "/organise/new-password",
    INVITATION: "/organise/invitations",
    NEW_EMAIL: "/organise/new-address",
    SPEAKING: "/speaking",
    PROPOSING: "/proposals",
}
"""Where the tokens of each kind are opened."""


def void_links(emails: list[str]) -> dict[str, dict[str, str]]:
    """Make links of each kind for each address; give the tokens by kind and address."""
    tokens = {purpose: _of_accounts(purpose, emails) for purpose in OF_ACCOUNTS}
    event = make_event("void")
    tokens[SPEAKING] = _of_speakers(event, emails)
    make_call(event)
    tokens[PROPOSING] = {email: _of_proposer(event, email) for email in emails}
    with transaction():
        db.session.get_one(Event, event.id).state = DRAFT
    return tokens


def unknown_token(email: str) -> str:
    """Give what a token looks like and is none, another for each address."""
    return email.rjust(43, "x")[:43].replace("@", "-")


def _of_accounts(purpose: str, emails: list[str]) -> dict[str, str]:
    """Make every other link one that was used, and the rest such that ran out."""
    links: dict[str, AccountLink] = {}
    with transaction():
        for number, email in enumerate(emails):
            is_used = bool(number % 2)
            link = new_link(purpose, email, SECRET, NOON if is_used else NOON - LONG_AGO)
            link.role = "organiser" if purpose == INVITATION else None
            if is_used:
                void_link(link, now=NOON)
            links[email] = link
    return {email: account_token(link, SECRET) for email, link in links.items()}


def _of_speakers(event: Event, emails: list[str]) -> dict[str, str]:
    tokens = {}
    for email in emails:
        speaker = make_speaker(event, email=email)
        with transaction():
            invitation = SpeakerInvitation(speaker_id=speaker.id, seed=email, sent_at=NOON)
            tokens[email] = speaker_token(invitation, SECRET)
            invitation.token_digest = digest_of(tokens[email])
            invitation.revoked_at = NOON
            db.session.add(invitation)
    return tokens


def _of_proposer(event: Event, email: str) -> str:
    return proposal_token(make_proposal(event, email.partition("@")[0]), SECRET)
