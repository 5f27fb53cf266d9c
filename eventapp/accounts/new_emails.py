"""Another e-mail address for an account: asked for by who is signed in, taken by a link."""

from datetime import datetime

import sqlalchemy as sa

from eventapp.accounts.links import forget_old_links, new_link, use_link
from eventapp.accounts.models import Account, AccountLink
from eventapp.accounts.queries import account_by_email, account_by_id
from eventapp.accounts.rules import NEW_EMAIL, RESET, LinkInvalid
from eventapp.accounts.sign_ins import end_browsers
from eventapp.accounts.tokens import new_token
from eventapp.foundation.database import db


def start_new_email(account: Account, email: str, *, secret: str, now: datetime) -> AccountLink:
    """Let who reads the mails of an address make it the account's; an earlier link is void.

    Where another account has the address the link is of nobody: nothing tells that it is taken.
    """
    forget_old_links(NEW_EMAIL, now)
    is_taken = account_by_email(email) is not None
    _void(AccountLink.purpose == NEW_EMAIL, AccountLink.account_id == account.id, now=now)
    link = new_link(NEW_EMAIL, new_token() if is_taken else email, secret, now)
    link.account_id = account.id
    db.session.flush()
    return link


def take_new_email(token: str, *, but: int | None, now: datetime) -> tuple[Account, str]:
    """Make the link's address that of its account; give the account, and what it had before.

    It is signed out of all browsers but one, and links to the old address are void. Raises
    LinkInvalid, also when somebody else has the address by now.
    """
    link = use_link(NEW_EMAIL, token, now=now)
    account = account_by_id(link.account_id or 0)
    if account is None or account_by_email(link.email) is not None:
        raise LinkInvalid
    before, account.email = account.email, link.email
    _void(AccountLink.purpose == RESET, AccountLink.email == before, now=now)
    db.session.flush()
    end_browsers(account.id, but=but, now=now)
    return account, before


def _void(*which: sa.ColumnElement[bool], now: datetime) -> None:
    db.session.execute(
        sa.update(AccountLink).where(*which, AccountLink.used_at.is_(None)).values(used_at=now)
    )
