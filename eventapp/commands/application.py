"""How a command gets the application and its database."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask

from eventapp.app import create_app
from eventapp.commands.quiet import quiet_migrations
from eventapp.foundation import migrations, schema

P = ParamSpec("P")
R = TypeVar("R")


def upgrade(app: Flask) -> None:
    """Bring the database's tables to the newest version."""
    with quiet_migrations():
        migrations.upgrade(app)


def with_application(command: Callable[P, R]) -> Callable[P, R]:
    """Run a command inside the application, on a database that has its tables.

    An empty database is filled with the tables at once: the first command of a new
    installation may be any.
    """

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        app = create_app()
        with app.app_context():
            empty = schema.is_empty()
        if empty:
            upgrade(app)
        with app.app_context():
            return command(*args, **kwargs)

    return run
