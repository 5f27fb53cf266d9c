"""Giving and taking of roles."""

from datetime import datetime

import sqlalchemy as sa

from eventapp.accounts.models import Account, AccountGrant
from eventapp.accounts.rules import LastOwner, Scope, check_role
from eventapp.foundation.database import db


def give_role(account: Account, role: str, scope: Scope, *, now: datetime) -> AccountGrant:
    """Give an account a role somewhere; what it was there before it is no longer.

    Raises RoleUnknown, and LastOwner when nobody else could give roles everywhere.
    """
    check_role(role)
    _lock(account.id)
    grant = db.session.scalar(
        sa.select(AccountGrant).where(
            AccountGrant.account_id == account.id,
            AccountGrant.series_id.is_not_distinct_from(scope.series_id),
            AccountGrant.event_id.is_not_distinct_from(scope.event_id),
        )
    )
    if grant is None:
        grant = AccountGrant(
            account_id=account.id,
            role=role,
            series_id=scope.series_id,
            event_id=scope.event_id,
            created_at=now,
        )
        db.session.add(grant)
    else:
        change_role(grant, role)
    db.session.flush()
    return grant


def change_role(grant: AccountGrant, role: str) -> None:
    """Let somebody be something else at the same place. Raises RoleUnknown and LastOwner."""
    check_role(role)
    if role != "owner":
        _check_not_last(grant)
    grant.role = role
    db.session.flush()


def take_role(grant: AccountGrant) -> None:
    """Take a role away. Raises LastOwner."""
    _check_not_last(grant)
    db.session.delete(grant)
    db.session.flush()


def _lock(account_id: int) -> None:
    """Let others who change the roles of the account wait."""
    db.session.execute(sa.select(Account.id).where(Account.id == account_id).with_for_update())


def _check_not_last(grant: AccountGrant) -> None:
    """Raise LastOwner when no other account is an owner everywhere.

    The owners' rows are locked in their order: of two who remove one another, one waits and then
    sees that the other is the last.
    """
    if grant.role != "owner" or grant.series_id is not None or grant.event_id is not None:
        return
    owners = db.session.scalars(
        sa.select(AccountGrant.id)
        .where(
            AccountGrant.role == "owner",
            AccountGrant.series_id.is_(None),
            AccountGrant.event_id.is_(None),
        )
        .order_by(AccountGrant.id)
        .with_for_update()
    ).all()
    if set(owners) <= {grant.id}:
        raise LastOwner
