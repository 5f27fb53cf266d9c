"""Databases for the runs, on either engine, and the processes that work on them."""

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from eventapp.app import create_app
from eventapp.commands.application import upgrade
from eventapp.foundation.database import db
from tests.conftest import running_postgres, settings_for
from tests.postgres import statement as postgres_statement

ENGINES = ("sqlite", "postgresql")
PRELOADED = ["tests.faults.ground", "eventapp.commands", "eventapp.web.letters"]
"""What every process of a run imports: it is loaded once and then copied."""


@contextmanager
def new_database(engine: str) -> Iterator[str]:
    """Make a database with all tables, give its address, and drop it in the end."""
    folder = Path(tempfile.mkdtemp(prefix="eventapp-faults-"))
    server = running_postgres() if engine == "postgresql" else None
    name = f"eventapp_faults_{uuid.uuid4().hex[:12]}"
    if server is None:
        url = f"sqlite:///{folder / 'faults.sqlite'}"
    else:
        postgres_statement(server, f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
        url = sa.make_url(server).set(database=name).render_as_string(hide_password=False)
    try:
        app = create_app(settings_for(url, folder))
        upgrade(app)
        with app.app_context():
            db.engine.dispose()
        yield url
    finally:
        if server is not None:
            postgres_statement(server, f'DROP DATABASE "{name}" WITH (FORCE)')
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def opened(url: str, smtp_url: str | None = None) -> Iterator[Flask]:
    """Give the application on a database, its context open, and let go of it afterwards."""
    folder = Path(tempfile.gettempdir())
    app = create_app(settings_for(url, folder, smtp_url=smtp_url))
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()
