"""The demo tour as a database, for what is tried on everything that the site shows."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, current_app

from eventapp.accounts.actions import create_account
from eventapp.app import create_app
from eventapp.exchange.demo import take_coming_edition, take_demo
from eventapp.exchange.demo_proposals import take_call
from eventapp.exchange.demo_speakers import ask_speakers
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from tests.conftest import settings_for
from tests.factories import NOON


def fill_with_demo() -> None:
    """Fill the tables of the open application."""
    with transaction():
        take_demo(now=NOON)
        event = take_coming_edition(now=NOON)
        account = create_account("owner@example.org", "a long enough password", "owner", now=NOON)
        secret = current_app.config["SECRET_KEY"]
        take_call(event, reviewer=account.id, secret=secret, now=NOON)
        ask_speakers(event, secret=secret, now=NOON)


@pytest.fixture(scope="session")
def demo_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a SQLite file with the demo tour, to be copied."""
    place = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    shutil.copy(sqlite_template, place)
    with create_app(settings_for(f"sqlite:///{place}", place.parent)).app_context():
        fill_with_demo()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.session.remove()
        db.engine.dispose()
    return place


@pytest.fixture
def demo_app(demo_template: Path, tmp_path: Path) -> Iterator[Flask]:
    """Give the application with the demo tour, its context open; errors go through."""
    place = tmp_path / "demo.sqlite"
    shutil.copy(demo_template, place)
    app = create_app(settings_for(f"sqlite:///{place}", tmp_path))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
