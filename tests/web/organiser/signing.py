"""Accounts that tests sign in with."""

from typing import Any

from flask.testing import FlaskClient

from eventapp.accounts.actions import create_account
from eventapp.foundation.transaction import transaction
from tests.factories import NOON

EMAIL = "olga@example.org"
PASSWORD = "a long enough sentence"  # noqa: S105 -- of a test


def make_account(role: str = "organiser", email: str = EMAIL) -> None:
    """Make an account."""
    with transaction():
        create_account(email, PASSWORD, role, now=NOON)


def sign_in(client: FlaskClient, email: str = EMAIL, password: str = PASSWORD, **more: str) -> Any:
    """Send the form of the sign-in page."""
    return client.post("/organise/sign-in", data={"email": email, "password": password, **more})
