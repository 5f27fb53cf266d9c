"""Deleting an account: all that tells who it was goes, its number in the log stays."""

from datetime import datetime

import sqlalchemy as sa

from eventapp.accounts.grants import take_role
from eventapp.accounts.models import Account, AccountLink, BrowserSession, Passkey, RecoveryCode
from eventapp.accounts.queries import grants_of
from eventapp.foundation.database import db

NO_DIGEST = "-"
"""What stands where the digest of the password stood; no password has it."""


def delete_account(account: Account, *, now: datetime) -> None:
    """Take an account its roles, its proofs and its address. Raises LastOwner.

    The empty row stays: SQLite gives the number of a row that is gone to the next one, who would
    then stand in the log for what this one did.
    """
    for grant in grants_of(account.id):
        take_role(grant)
    for model in (BrowserSession, Passkey, RecoveryCode):
        db.session.execute(sa.delete(model).where(model.account_id == account.id))
    db.session.execute(
        sa.delete(AccountLink).where(
            sa.or_(AccountLink.email == account.email, AccountLink.account_id == account.id)
        )
    )
    account.email = f"deleted:{account.id}"
    account.password_hash = NO_DIGEST
    account.codes_seed = account.codes_since_at = account.codes_last_step = None
    account.deleted_at = now
    db.session.flush()
