"""Accounts that tests sign in with, by the page."""

from typing import Any

from flask.testing import FlaskClient

from eventapp.accounts.rules import EVERYWHERE, Scope
from tests.signing_in import PASSWORD
from tests.signing_in import make_account as account_of

EMAIL = "olga@example.org"

__all__ = ["EMAIL", "PASSWORD", "make_account", "sign_in"]


def make_account(
    role: str | None = "organiser", email: str = EMAIL, scope: Scope = EVERYWHERE
) -> int:
    """Make an account; give its number."""
    return account_of(email, role, scope).id


def sign_in(client: FlaskClient, email: str = EMAIL, password: str = PASSWORD, **more: str) -> Any:
    """Send the form of the sign-in page."""
    return client.post("/organise/sign-in", data={"email": email, "password": password, **more})
