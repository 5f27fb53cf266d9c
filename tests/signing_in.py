"""How tests sign a browser in without its pages."""

from datetime import datetime

from flask import Flask
from flask.testing import FlaskClient

from eventapp.accounts.actions import HASHER
from eventapp.accounts.grants import give_role
from eventapp.accounts.models import Account
from eventapp.accounts.queries import account_by_email
from eventapp.accounts.rules import EVERYWHERE, Scope
from eventapp.accounts.sign_ins import prove, sign_in
from eventapp.foundation.clock import utc_now
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from tests.factories import NOON

PASSWORD = "a long enough password"  # noqa: S105 -- one of the tests
PASSWORD_HASH = HASHER.hash(PASSWORD)


def make_account(
    email: str, role: str | None = None, scope: Scope = EVERYWHERE, *, now: datetime = NOON
) -> Account:
    """Make an account, with a role when one is given."""
    with transaction():
        account = Account(email=email, password_hash=PASSWORD_HASH, created_at=now)
        db.session.add(account)
        db.session.flush()
        if role:
            give_role(account, role, scope, now=now)
    return account


def let_in(client: FlaskClient, email: str) -> None:
    """Let the account be signed in in a browser, all factors proven."""
    with transaction():
        account = account_by_email(email)
        assert account is not None
        browser, token = sign_in(account, "Firefox, Linux", now=utc_now())
        if browser.proven_at is None:
            token = prove(browser, now=utc_now())
    client.set_cookie("organiser", token)


def signed_in(app: Flask, email: str) -> FlaskClient:
    """Give a browser of its own in which the account is signed in."""
    client = app.test_client()
    let_in(client, email)
    return client
