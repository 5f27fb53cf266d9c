"""The self-check as commands run it: what is unsafe is told, and refused where it is fatal."""

import os
import sys
from collections.abc import Callable, Iterator

import click
from flask import Flask

from eventapp.app import create_app
from eventapp.config import Settings, settings_from
from eventapp.foundation import durability, schema
from eventapp.self_check import (
    Found,
    Problem,
    problems_of,
    problems_of_database,
    problems_of_folder,
)

MakeTables = Callable[[Flask], None]


def refuse_unsafe(host: str, make_tables: MakeTables) -> list[Problem]:
    """End with status 1 and in words when the settings are unsafe; give and tell the warnings.

    A database without tables is given them by `make_tables`.
    """
    try:
        settings = settings_from(os.environ)
    except OSError as error:
        message = f"{error.filename} cannot be used: {error.strerror}"
        raise click.ClickException(message) from error
    problems = list(all_problems(settings, host, make_tables))
    for problem in problems:
        kind = "Refused" if problem.fatal else "Warning"
        click.echo(f"{kind} ({problem.code}): {problem.words}", err=True)
    if any(problem.fatal for problem in problems):
        sys.exit(1)
    return problems


def all_problems(settings: Settings, host: str, make_tables: MakeTables) -> Iterator[Problem]:
    """Give all problems; the database is opened only when nothing fatal stands before it."""
    before = [
        *problems_of(settings, listens_on=host),
        *problems_of_folder(settings.data_dir),
    ]
    yield from before
    if not any(problem.fatal for problem in before):
        yield from _of_tables(settings, make_tables)


def _of_tables(settings: Settings, make_tables: MakeTables) -> Iterator[Problem]:
    """Give what is wrong with the database; one without tables is given them."""
    app = create_app(settings)
    with app.app_context():
        if not schema.is_reachable():
            words = "The database of EVENTAPP_DATABASE_URL does not answer."
            yield Problem("database-away", words, fatal=True)
            return
        empty = schema.is_empty()
    if empty:
        make_tables(app)
    with app.app_context():
        yield from problems_of_database(Found(*one) for one in durability.weaknesses())
        if not schema.has_newest_tables():
            words = (
                "The tables are of another version; stop all servers and say: eventapp db upgrade"
            )
            yield Problem("tables-other", words, fatal=True)
        schema.let_go()
