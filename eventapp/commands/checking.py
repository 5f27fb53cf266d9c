"""`eventapp check`: whether an installation is what it should be."""

import os
import sys
from collections.abc import Iterator

import click

from eventapp.commands.application import upgrade
from eventapp.commands.checking_zones import zones_command
from eventapp.config import Settings, settings_from
from eventapp.foundation import durability, schema
from eventapp.self_check import (
    Found,
    Problem,
    problems_of,
    problems_of_database,
    problems_of_folder,
)
from eventapp.storage import storage_application


@click.group("check")
def check_group() -> None:
    """Tell what is wrong with an installation."""


check_group.add_command(zones_command)


@check_group.command("settings")
@click.option("--host", default="127.0.0.1", help="Where the server is to listen.")
def settings_command(host: str) -> None:
    """Tell what is unsafe about the settings; exit status 1 when the server refuses them."""
    try:
        settings = settings_from(os.environ)
    except OSError as error:
        message = f"{error.filename} cannot be used: {error.strerror}"
        raise click.ClickException(message) from error
    problems = list(all_problems(settings, host))
    for problem in problems:
        kind = "Refused" if problem.fatal else "Warning"
        click.echo(f"{kind} ({problem.code}): {problem.words}", err=True)
    if any(problem.fatal for problem in problems):
        sys.exit(1)
    if not problems:
        click.echo("The settings are safe.")


def all_problems(settings: Settings, host: str) -> Iterator[Problem]:
    """Give all problems; the database is opened only when nothing fatal stands before it."""
    before = [
        *problems_of(settings, listens_on=host),
        *problems_of_folder(settings.data_dir),
    ]
    yield from before
    if not any(problem.fatal for problem in before):
        yield from _of_tables(settings)


def _of_tables(settings: Settings) -> Iterator[Problem]:
    """Give what is wrong with the database; one without tables is given them."""
    app = storage_application(settings)
    with app.app_context():
        if not schema.is_reachable():
            words = "The database of EVENTAPP_DATABASE_URL does not answer."
            yield Problem("database-away", words, fatal=True)
            return
        empty = schema.is_empty()
    if empty:
        upgrade(app)
    with app.app_context():
        yield from problems_of_database(Found(*one) for one in durability.weaknesses())
        if not schema.has_newest_tables():
            words = (
                "The tables are of another version; stop all servers and say: eventapp db upgrade"
            )
            yield Problem("tables-other", words, fatal=True)
