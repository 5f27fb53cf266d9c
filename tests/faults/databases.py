"""Databases for what is tried outside of pytest: each new, and dropped at the end."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from eventapp.app import create_app
from eventapp.commands.application import upgrade
from eventapp.foundation.database import db
from tests.conftest import settings_for

LOCAL_SERVER = "postgresql+psycopg:///postgres?host=/var/run/postgresql"


def server_url() -> str:
    """Give the address of the PostgreSQL that is named, else of the one running here."""
    named = os.environ.get("EVENTAPP_TEST_POSTGRES_URL", LOCAL_SERVER)
    return named.replace("postgresql://", "postgresql+psycopg://")


def _state(server: str, text: str) -> None:
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(text)
    engine.dispose()


@contextmanager
def empty_database(engine: str, folder: Path, server: str) -> Iterator[str]:
    """Give the address of a new database without tables."""
    name = f"eventapp_fault_{uuid.uuid4().hex[:12]}"
    if engine == "sqlite":
        yield f"sqlite:///{folder / name}.sqlite"
        return
    _state(server, f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
    try:
        yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        _state(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def new_site(engine: str, folder: Path, server: str) -> Iterator[Flask]:
    """Give an application on a new database with all tables."""
    with empty_database(engine, folder, server) as url:
        app = create_app(settings_for(url, folder))
        upgrade(app)
        try:
            yield app
        finally:
            let_go(app)


def let_go(app: Flask) -> None:
    """Close the application's connections."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
