"""The application with forms and links that tell what is known from what is not.

For the control alone. Each does what is obvious to write: nothing where there is nothing to do.
"""

from datetime import datetime

import sqlalchemy as sa

from eventapp.accounts.actions import is_password_of
from eventapp.accounts.links import start_reset
from eventapp.accounts.models import Account, AccountLink
from eventapp.accounts.queries import account_by_email
from eventapp.accounts.tokens import digest_of
from eventapp.foundation.clock import utc_now
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.proposals.models import Proposal
from eventapp.registration import registering
from eventapp.registration.rules import Applicant, Registered
from eventapp.speaking.models import SpeakerInvitation
from eventapp.web.organiser import invitations, new_emails, passwords, signing_in
from eventapp.web.proposer import proposal_guard
from eventapp.web.public import registration
from eventapp.web.speaker import link_guard
from eventapp.wsgi import app

__all__ = ["app"]

_register, _holder = registering.register, registering._holder  # noqa: SLF001 -- a control


def looking_first(
    event_id: int, applicant: Applicant, *, now: datetime, key: str = ""
) -> Registered:
    """Write nothing for who is registered."""
    holder = _holder(event_id, applicant.email)
    if holder is not None:
        return Registered(holder.id, is_new=False)
    return _register(event_id, applicant, now=now, key=key)


def only_for_registrants(event_id: int, email: str, *, now: datetime) -> None:
    """Queue a letter for who is registered, and nothing for others."""
    if _holder(event_id, email) is not None:
        registering.send_ticket_again(event_id, email, now=now)


def only_for_accounts(email: str) -> None:
    """Make a link for an account, and nothing for others."""
    with transaction():
        if account_by_email(email) is not None:
            start_reset(email, secret="-", now=utc_now())  # noqa: S106 -- no secret


def returning_early(email: str, password: str) -> Account | None:
    """Check the password only of an account that there is."""
    account = account_by_email(email)
    return account if account and is_password_of(account, password) else None


def heedless(purpose: str, token: str, *, now: datetime) -> AccountLink | None:
    """Give a link also when it was used."""
    return db.session.scalar(
        sa.select(AccountLink).where(AccountLink.token_digest == digest_of(token))
    )


def of_any_speaker(token: str) -> SpeakerInvitation | None:
    """Give an invitation also when it was revoked."""
    return db.session.scalar(
        sa.select(SpeakerInvitation).where(SpeakerInvitation.token_digest == digest_of(token))
    )


def of_any_event(token: str) -> Proposal | None:
    """Give a proposal also when its event is hidden."""
    return db.session.scalar(sa.select(Proposal).where(Proposal.token_digest == digest_of(token)))


vars(registration)["register"] = looking_first
vars(registration)["send_ticket_again"] = only_for_registrants
vars(passwords)["_send_link"] = only_for_accounts
for _module in (passwords, invitations, new_emails):
    vars(_module)["open_link"] = heedless
vars(link_guard)["invitation_by_token"] = of_any_speaker
vars(proposal_guard)["proposal_by_token"] = of_any_event
vars(signing_in)["account_with_password"] = returning_early
