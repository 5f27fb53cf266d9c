"""Links in mails: invitations, new passwords and new addresses. Each is good once."""

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa

from eventapp.accounts.models import Account, AccountLink
from eventapp.accounts.rules import (
    INVITATION,
    LINK_LASTS,
    NEW_EMAIL,
    RESET,
    LinkInvalid,
    Scope,
    check_role,
)
from eventapp.accounts.tokens import digest_of, link_token, new_token
from eventapp.foundation.database import db
from eventapp.foundation.email_addresses import folded_email

KEPT = timedelta(days=1)
"""How long a link is remembered that has run out."""


def invite(email: str, role: str, scope: Scope, *, secret: str, now: datetime) -> AccountLink:
    """Promise an address a role; an earlier promise of the same place is void. Raises RoleUnknown.

    The mail's link is good when whoever opens it takes what is promised.
    """
    check_role(role)
    link = new_link(INVITATION, email, secret, now)
    link.role, link.series_id, link.event_id = role, scope.series_id, scope.event_id
    _void_others(link, now)
    return link


def start_reset(email: str | None, *, secret: str, now: datetime) -> AccountLink:
    """Let who reads the mails of an address choose a new password; an earlier link is void.

    None: of nobody, so that asking for it takes as long as for an account.
    """
    forget_old_links(RESET, now)
    link = new_link(RESET, email or new_token(), secret, now)
    _void_others(link, now)
    return link


def forget_old_links(purpose: str, now: datetime) -> None:
    """Let go of links that ran out long ago."""
    db.session.execute(
        sa.delete(AccountLink).where(
            AccountLink.purpose == purpose, AccountLink.expires_at < now - KEPT
        )
    )


def new_link(purpose: str, email: str, secret: str, now: datetime) -> AccountLink:
    """Make a link for an address; its token stands nowhere."""
    seed = secrets.token_urlsafe(32)
    link = AccountLink(
        purpose=purpose,
        seed=seed,
        token_digest=digest_of(link_token(secret, purpose, seed)),
        email=folded_email(email),
        created_at=now,
        expires_at=now + LINK_LASTS[purpose],
    )
    db.session.add(link)
    return link


def _void_others(link: AccountLink, now: datetime) -> None:
    db.session.flush()
    db.session.execute(
        sa.update(AccountLink)
        .where(
            AccountLink.purpose == link.purpose,
            AccountLink.email == link.email,
            AccountLink.series_id.is_not_distinct_from(link.series_id),
            AccountLink.event_id.is_not_distinct_from(link.event_id),
            AccountLink.used_at.is_(None),
            AccountLink.id != link.id,
        )
        .values(used_at=now)
    )


def token_of(link: AccountLink, secret: str) -> str:
    """Give the token that the link's mail carries."""
    return link_token(secret, link.purpose, link.seed)


def use_link(purpose: str, token: str, *, now: datetime) -> AccountLink:
    """Take what a link gives; nobody else can any more. Raises LinkInvalid."""
    number = db.session.scalar(
        sa.update(AccountLink)
        .where(
            AccountLink.token_digest == digest_of(token),
            AccountLink.purpose == purpose,
            AccountLink.used_at.is_(None),
            AccountLink.expires_at > now,
        )
        .values(used_at=now)
        .returning(AccountLink.id)
    )
    link = db.session.get(AccountLink, number) if number is not None else None
    if link is None:
        raise LinkInvalid
    return link


def void_link(link: AccountLink, *, now: datetime) -> None:
    """Let a link be worth nothing from now on."""
    link.used_at = link.used_at or now
    db.session.flush()


def void_links_of(account: Account, *, now: datetime) -> None:
    """Let what was asked for before a new password be worth nothing: by whom is not known.

    Whoever sat at a browser left open may have asked for the account to have their own address.
    """
    of_account = sa.or_(
        sa.and_(AccountLink.purpose == RESET, AccountLink.email == account.email),
        sa.and_(AccountLink.purpose == NEW_EMAIL, AccountLink.account_id == account.id),
    )
    db.session.execute(
        sa.update(AccountLink).where(of_account, AccountLink.used_at.is_(None)).values(used_at=now)
    )
