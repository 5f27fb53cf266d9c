"""Signing in and out: the browsers of an account, each with a token that only it knows."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from eventapp.accounts.models import Account, BrowserSession
from eventapp.accounts.passkeys import new_challenge
from eventapp.accounts.queries import has_second_factor
from eventapp.accounts.rules import ABSOLUTE_LIMIT, SEEN_EVERY
from eventapp.accounts.tokens import digest_of, new_token
from eventapp.foundation.database import db

KEPT = timedelta(days=30)


def sign_in(account: Account, device: str, *, now: datetime) -> tuple[BrowserSession, str]:
    """Let a browser be the account's; give it with its token.

    Of an account with a second factor it is only half signed in, until prove() is called.
    """
    _forget_old(account.id, now)
    token = new_token()
    browser = BrowserSession(
        token_digest=digest_of(token),
        account_id=account.id,
        device=device[:60],
        challenge=new_challenge(),
        created_at=now,
        proven_at=None if has_second_factor(account) else now,
        seen_at=now,
    )
    db.session.add(browser)
    db.session.flush()
    return browser, token


def prove(browser: BrowserSession, *, now: datetime) -> str:
    """Let a browser be signed in after the second step; give its new token, the old one is void."""
    token = new_token()
    browser.token_digest = digest_of(token)
    browser.challenge = new_challenge()
    browser.proven_at = browser.seen_at = now
    db.session.flush()
    return token


def note_seen(browser: BrowserSession, *, now: datetime) -> None:
    """Note that a browser is in use."""
    browser.seen_at = now
    db.session.flush()


def is_worth_noting(browser: BrowserSession, *, now: datetime) -> bool:
    """Tell whether the last note that the browser is in use is old."""
    return now - browser.seen_at >= SEEN_EVERY


def change_challenge(browser: BrowserSession) -> None:
    """Let the answer of a passkey that was used, or was wrong, be worth nothing again."""
    browser.challenge = new_challenge()
    db.session.flush()


def end_browser(account_id: int, number: int, *, now: datetime) -> bool:
    """Sign a browser of the account out; tell whether it was signed in."""
    ended = db.session.execute(
        sa.update(BrowserSession)
        .where(
            BrowserSession.id == number,
            BrowserSession.account_id == account_id,
            BrowserSession.ended_at.is_(None),
        )
        .values(ended_at=now)
        .returning(BrowserSession.id)
    )
    return ended.first() is not None


def end_browsers(account_id: int, *, now: datetime, but: int | None = None) -> None:
    """Sign an account out of all browsers, or of all but one."""
    db.session.execute(
        sa.update(BrowserSession)
        .where(
            BrowserSession.account_id == account_id,
            BrowserSession.ended_at.is_(None),
            BrowserSession.id != (but or 0),
        )
        .values(ended_at=now)
    )


def _forget_old(account_id: int, now: datetime) -> None:
    """Let go what is known of browsers that were signed out long ago."""
    db.session.execute(
        sa.delete(BrowserSession).where(
            BrowserSession.account_id == account_id,
            BrowserSession.created_at < now - ABSOLUTE_LIMIT - KEPT,
        )
    )
