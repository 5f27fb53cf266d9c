"""Reads of accounts."""

import sqlalchemy as sa

from eventapp.accounts.models import Account
from eventapp.foundation.database import db


def account_by_id(number: int) -> Account | None:
    """Give the account, or None."""
    return db.session.get(Account, number)


def account_by_email(email: str) -> Account | None:
    """Give the account with the address, trimmed and case folded, or None."""
    return db.session.scalar(sa.select(Account).where(Account.email == email.strip().casefold()))
