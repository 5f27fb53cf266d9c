"""Writes to accounts, and the proof of a password."""

from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from eventapp.accounts.grants import give_role
from eventapp.accounts.links import void_links_of
from eventapp.accounts.models import Account
from eventapp.accounts.queries import account_by_email
from eventapp.accounts.rules import EVERYWHERE, check_password, check_role, normal_password
from eventapp.accounts.sign_ins import end_browsers
from eventapp.foundation.database import db
from eventapp.foundation.email_addresses import folded_email

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1"
    "$4dI6OrmYd01nbsGqzYGb1A$Tw5SFnv/WBqH9m2kKvOGq5wlem6ygqIqt7+UO1V1Ejc"
)
"""What the password of an unknown account is checked against: as costly as any, and no match."""


def create_account(email: str, password: str, role: str, *, now: datetime) -> Account:
    """Make an account with a role everywhere, or give the one with that address both anew.

    Raises PasswordTooShort, PasswordTooEasy and RoleUnknown.
    """
    check_role(role)
    account = account_with_new_password(email, password, now=now)
    give_role(account, role, EVERYWHERE, now=now)
    return account


def account_with_new_password(email: str, password: str, *, now: datetime) -> Account:
    """Make an account without a role, or give the one with that address a new password.

    Raises PasswordTooShort and PasswordTooEasy.
    """
    account = account_by_email(email)
    if account is None:
        check_password(password, email)
        account = Account(
            email=folded_email(email),
            password_hash=HASHER.hash(normal_password(password)),
            created_at=now,
        )
        db.session.add(account)
        db.session.flush()
    else:
        change_password(account, password, now=now)
    return account


def change_password(account: Account, password: str, *, now: datetime) -> None:
    """Give an account another password, sign it out everywhere, and let its links be void.

    Raises PasswordTooShort and PasswordTooEasy.
    """
    check_password(password, account.email)
    account.password_hash = HASHER.hash(normal_password(password))
    db.session.flush()
    end_browsers(account.id, now=now)
    void_links_of(account, now=now)


def is_password_of(account: Account, password: str) -> bool:
    """Tell whether the password is the account's."""
    return _is(account.password_hash, password)


def account_with_password(email: str, password: str) -> Account | None:
    """Give the account when the password is right, else None; both take equally long."""
    account = account_by_email(email)
    right = _is(account.password_hash if account else NOBODY, password)
    return account if right else None


def _is(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, normal_password(password))
    except VerificationError:
        return False
