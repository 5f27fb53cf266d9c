"""Reads of accounts, their roles, and what they prove themselves with."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventapp.accounts.models import (
    Account,
    AccountGrant,
    AccountLink,
    BrowserSession,
    Passkey,
    RecoveryCode,
)
from eventapp.accounts.rules import (
    ABSOLUTE_LIMIT,
    IDLE_LIMIT,
    INVITATION,
    SECOND_STEP_LIMIT,
    Granted,
    Reach,
    Scope,
)
from eventapp.accounts.tokens import digest_of
from eventapp.foundation.database import db
from eventapp.foundation.email_addresses import folded_email


def account_by_id(number: int) -> Account | None:
    """Give the account, or None, also when it is deleted."""
    account = db.session.get(Account, number)
    return account if account is not None and account.deleted_at is None else None


def account_by_email(email: str) -> Account | None:
    """Give the account with the address, trimmed and case folded, or None."""
    return db.session.scalar(
        sa.select(Account).where(Account.email == folded_email(email), Account.deleted_at.is_(None))
    )


def scope_of(row: AccountGrant | AccountLink) -> Scope:
    """Give where a grant, or what an invitation promises, holds."""
    return Scope(row.series_id, row.event_id)


def reach_of(account_id: int) -> Reach:
    """Give all roles of an account."""
    return Reach(Granted(grant.role, scope_of(grant)) for grant in grants_of(account_id))


def all_grants() -> Sequence[AccountGrant]:
    """Give every role that somebody has, with the account, by address."""
    return db.session.scalars(
        sa.select(AccountGrant)
        .join(AccountGrant.account)
        .options(joinedload(AccountGrant.account))
        .order_by(Account.email, AccountGrant.id)
    ).all()


def accounts_without_role() -> Sequence[Account]:
    """Give the accounts that may do nothing, by address."""
    return db.session.scalars(
        sa.select(Account)
        .where(
            Account.deleted_at.is_(None),
            ~sa.exists().where(AccountGrant.account_id == Account.id),
        )
        .order_by(Account.email)
    ).all()


def grants_of(account_id: int) -> Sequence[AccountGrant]:
    """Give the grants of an account, the oldest first."""
    return db.session.scalars(
        sa.select(AccountGrant)
        .where(AccountGrant.account_id == account_id)
        .order_by(AccountGrant.id)
    ).all()


def grant_by_id(number: int) -> AccountGrant | None:
    """Give a grant with its account, or None."""
    return db.session.scalar(
        sa.select(AccountGrant)
        .where(AccountGrant.id == number)
        .options(joinedload(AccountGrant.account))
    )


def open_link(purpose: str, token: str, *, now: datetime) -> AccountLink | None:
    """Give the link with a token of a purpose as long as it is good, else None."""
    return db.session.scalar(
        sa.select(AccountLink).where(
            AccountLink.token_digest == digest_of(token),
            AccountLink.purpose == purpose,
            AccountLink.used_at.is_(None),
            AccountLink.expires_at > now,
        )
    )


def open_invitations(*, now: datetime) -> Sequence[AccountLink]:
    """Give the invitations that were neither taken nor have run out, the oldest first."""
    return db.session.scalars(
        sa.select(AccountLink)
        .where(
            AccountLink.purpose == INVITATION,
            AccountLink.used_at.is_(None),
            AccountLink.expires_at > now,
        )
        .order_by(AccountLink.created_at, AccountLink.id)
    ).all()


def link_by_id(number: int) -> AccountLink | None:
    """Give a link, good or not, or None."""
    return db.session.get(AccountLink, number)


def _good(now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        BrowserSession.ended_at.is_(None),
        BrowserSession.created_at > now - ABSOLUTE_LIMIT,
        BrowserSession.seen_at > now - IDLE_LIMIT,
        sa.or_(
            BrowserSession.proven_at.is_not(None),
            BrowserSession.created_at > now - SECOND_STEP_LIMIT,
        ),
    )


def browser_with(token: str, *, now: datetime) -> BrowserSession | None:
    """Give the browser that holds a token, with its account, as long as it is signed in."""
    return db.session.scalar(
        sa.select(BrowserSession)
        .where(BrowserSession.token_digest == digest_of(token), _good(now))
        .options(joinedload(BrowserSession.account))
    )


def browsers_of(account_id: int, *, now: datetime) -> Sequence[BrowserSession]:
    """Give the browsers in which an account is signed in, the one seen last first."""
    return db.session.scalars(
        sa.select(BrowserSession)
        .where(
            BrowserSession.account_id == account_id,
            BrowserSession.proven_at.is_not(None),
            _good(now),
        )
        .order_by(BrowserSession.seen_at.desc(), BrowserSession.id.desc())
    ).all()


def passkeys_of(account_id: int) -> Sequence[Passkey]:
    """Give the passkeys of an account, the oldest first."""
    return db.session.scalars(
        sa.select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.id)
    ).all()


def recovery_codes_left(account_id: int) -> int:
    """Give how many recovery codes of an account are good."""
    return (
        db.session.scalar(
            sa.select(sa.func.count()).where(
                RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None)
            )
        )
        or 0
    )


def has_second_factor(account: Account) -> bool:
    """Tell whether the password alone does not let the account in."""
    return account.codes_since_at is not None or bool(passkeys_of(account.id))


def emails_of(account_ids: Collection[int]) -> dict[int, str]:
    """Give the addresses of accounts that there are, by their numbers."""
    rows = db.session.execute(
        sa.select(Account.id, Account.email).where(
            Account.id.in_(account_ids), Account.deleted_at.is_(None)
        )
    )
    return {row[0]: row[1] for row in rows}
