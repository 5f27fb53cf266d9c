"""`eventapp account`: people who organise."""

import secrets

import click

from eventapp.accounts.actions import create_account
from eventapp.accounts.rules import ROLES, SHORTEST_PASSWORD, PasswordTooShort
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
    try:
        with transaction():
            create_account(email, chosen, role, now=utc_now())
    except PasswordTooShort as refusal:
        message = f"The password needs at least {SHORTEST_PASSWORD} characters."
        raise click.ClickException(message) from refusal
    click.echo(f"{email} may sign in as {role}.")
    if password is None:
        click.echo(f"Password: {chosen}")
