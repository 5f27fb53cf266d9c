"""`eventapp account`."""

import pytest
from flask import Flask

from eventapp.accounts.queries import account_by_email, has_second_factor, reach_of
from eventapp.accounts.rules import EVERYWHERE, Granted
from eventapp.accounts.second_factors import new_recovery_codes
from eventapp.foundation.transaction import transaction
from tests.conftest import Command
from tests.signing_in import make_account, signed_in

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@on_sqlite
def test_account_is_made_with_a_role_everywhere(app: Flask, run_command: Command) -> None:
    made = run_command("account", "create", "a@example.org", "--role", "owner")

    account = account_by_email("a@example.org")
    assert made.returncode == 0
    assert "may sign in as owner." in made.stdout
    assert account is not None
    assert reach_of(account.id).granted == (Granted("owner", EVERYWHERE),)


@on_sqlite
@pytest.mark.parametrize(
    ("role", "password", "words"),
    [
        ("owner", "short", "at least 15 characters"),
        ("owner", "aaaaaaaaaaaaaaaaaaaaa", "easily guessed"),
        ("door", "a long enough sentence", "the last owner"),
    ],
)
def test_what_is_refused_is_said(
    app: Flask, run_command: Command, role: str, password: str, words: str
) -> None:
    make_account("a@example.org", "owner")

    refused = run_command(
        "account", "create", "a@example.org", "--role", role, "--password", password
    )

    assert refused.returncode == 1
    assert words in refused.stderr


@on_sqlite
def test_lost_second_factor_is_forgotten(app: Flask, run_command: Command) -> None:
    account = make_account("a@example.org", "owner")
    with transaction():
        account.codes_since_at = account.created_at
        new_recovery_codes(account)
    lost = signed_in(app, "a@example.org")

    done = run_command("account", "forget-second-factor", "a@example.org")
    unknown = run_command("account", "forget-second-factor", "b@example.org")

    assert (done.returncode, unknown.returncode) == (0, 1)
    found = account_by_email("a@example.org")
    assert found is not None
    assert not has_second_factor(found)
    assert lost.get("/organise/").status_code == 302
