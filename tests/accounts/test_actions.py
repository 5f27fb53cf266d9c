"""Accounts and their passwords."""

from typing import Literal

import pytest
from argon2 import PasswordHasher
from flask import Flask

from eventapp.accounts import actions
from eventapp.accounts.actions import (
    account_with_password,
    create_account,
    is_password_of,
)
from eventapp.accounts.queries import reach_of
from eventapp.accounts.rules import EVERYWHERE, Granted, LastOwner, RoleUnknown
from eventapp.foundation.transaction import transaction
from tests.factories import NOON

PASSWORD, OTHER = "a long enough sentence", "another long sentence"


def test_account_is_made_once_and_changed_afterwards(app: Flask) -> None:
    with transaction():
        create_account("keeper@example.org", PASSWORD, "owner", now=NOON)
        first = create_account(" A@Example.org", PASSWORD, "owner", now=NOON).id
    with transaction():
        second = create_account("a@example.org", OTHER, "analyst", now=NOON).id

    assert first == second
    assert reach_of(first).granted == (Granted("analyst", EVERYWHERE),)
    assert account_with_password("a@example.org", PASSWORD) is None
    found = account_with_password("A@example.org ", OTHER)
    assert found is not None
    assert found.password_hash.startswith("$argon2id$")
    assert is_password_of(found, OTHER)


def test_last_owner_is_not_made_something_else(app: Flask) -> None:
    with transaction():
        create_account("a@example.org", PASSWORD, "owner", now=NOON)

    with pytest.raises(LastOwner), transaction():
        create_account("a@example.org", PASSWORD, "door", now=NOON)


def test_unknown_role_makes_no_account(app: Flask) -> None:
    with pytest.raises(RoleUnknown), transaction():
        create_account("a@example.org", PASSWORD, "king", now=NOON)

    assert account_with_password("a@example.org", PASSWORD) is None


class Counting(PasswordHasher):
    """A hasher that remembers with what parameters it was asked to work."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
        """Remember, and verify."""
        self.asked.append(str(hash).rsplit("$", 2)[0])
        return super().verify(hash, password)


def test_unknown_address_costs_a_proof_too(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction():
        create_account("a@example.org", PASSWORD, "owner", now=NOON)
    hasher = Counting()
    monkeypatch.setattr(actions, "HASHER", hasher)

    account_with_password("a@example.org", "wrong")
    account_with_password("nobody@example.org", "wrong")

    assert len(hasher.asked) == 2
    assert hasher.asked[0] == hasher.asked[1]
