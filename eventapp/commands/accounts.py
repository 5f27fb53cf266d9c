"""`eventapp account`: people who organise."""

import secrets

import click

from eventapp.accounts.actions import create_account
from eventapp.accounts.queries import account_by_email
from eventapp.accounts.rules import (
    ROLES,
    SHORTEST_PASSWORD,
    LastOwner,
    PasswordTooEasy,
    PasswordTooShort,
)
from eventapp.accounts.second_factors import forget_second_factors
from eventapp.accounts.sign_ins import end_browsers
from eventapp.audit.actions import COMMAND, record
from eventapp.commands.application import with_application
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction


@click.group("account")
def account_group() -> None:
    """Make accounts for organisers."""


@account_group.command("create")
@click.argument("email")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--password", envvar="EVENTAPP_PASSWORD", help="Without it one is made and printed.")
@with_application
def create(email: str, role: str, password: str | None) -> None:
    """Make an account for EMAIL, or give it a new password and role."""
    chosen = password or secrets.token_urlsafe(15)
    now = utc_now()
    try:
        with transaction():
            account = create_account(email, chosen, role, now=now)
            record(COMMAND, "account made", subject=f"account:{account.id}", detail=role, now=now)
    except PasswordTooShort as refusal:
        message = f"The password needs at least {SHORTEST_PASSWORD} characters."
        raise click.ClickException(message) from refusal
    except PasswordTooEasy as refusal:
        message = "The password is easily guessed."
        raise click.ClickException(message) from refusal
    except LastOwner as refusal:
        message = f"{email} is the last owner; make another one first."
        raise click.ClickException(message) from refusal
    click.echo(f"{email} may sign in as {role}.")
    if password is None:
        click.echo(f"Password: {chosen}")


@account_group.command("forget-second-factor")
@click.argument("email")
@with_application
def forget_second_factor(email: str) -> None:
    """Let EMAIL sign in by password alone: the telephone and the recovery codes are lost.

    All browsers are signed out; one of them may be on the telephone.
    """
    now = utc_now()
    with transaction():
        account = account_by_email(email)
        if account is None:
            message = f"There is no account {email}."
            raise click.ClickException(message)
        forget_second_factors(account)
        end_browsers(account.id, now=now)
        record(COMMAND, "second factors removed", subject=f"account:{account.id}", now=now)
    click.echo(f"{email} signs in by password alone until a second factor is set up.")
