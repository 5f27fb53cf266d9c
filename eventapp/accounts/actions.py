"""Writes to accounts, and the proof of a password."""

import unicodedata
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from eventapp.accounts.models import Account
from eventapp.accounts.queries import account_by_email
from eventapp.accounts.rules import check_password, check_role
from eventapp.foundation.database import db

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODY = HASHER.hash("nobody has this password")


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def create_account(email: str, password: str, role: str, *, now: datetime) -> Account:
    """Make an account, or give the one with that address a new password and role.

    Raises PasswordTooShort and RoleUnknown.
    """
    check_password(password)
    check_role(role)
    account = account_by_email(email)
    if account is None:
        account = Account(email=email.strip().casefold(), created_at=now)
        db.session.add(account)
    account.password_hash = HASHER.hash(_normal(password))
    account.role = role
    db.session.flush()
    return account


def account_with_password(email: str, password: str) -> Account | None:
    """Give the account when the password is right, else None; both take equally long."""
    account = account_by_email(email)
    try:
        HASHER.verify(account.password_hash if account else NOBODY, _normal(password))
    except VerificationError:
        return None
    return account
