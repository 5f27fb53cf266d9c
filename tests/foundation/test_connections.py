"""Connections that are kept: when they are looked after, and in what state they come back."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.events.queries import site_version
from eventapp.foundation import database
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from tests.factories import make_series
from tests.postgres import statement


def slugs() -> list[str]:
    return list(db.session.scalars(sa.text("SELECT slug FROM series")))


@pytest.mark.parametrize("ask", [site_version, slugs])
def test_ended_connection_is_replaced_when_it_rested(
    app: Flask, monkeypatch: pytest.MonkeyPatch, ask: Callable[[], object]
) -> None:
    url = db.engine.url
    if url.get_backend_name() == "sqlite":
        pytest.skip("no server ends a connection to a file")
    monkeypatch.setattr(database, "TRUSTED_FOR", 0.0)
    before = ask()
    db.session.remove()
    statement(
        url.render_as_string(hide_password=False),
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )

    assert ask() == before


def test_connection_of_a_quick_row_can_still_undo_a_change(app: Flask) -> None:
    make_series("tour")
    db.session.remove()
    site_version()

    with pytest.raises(ZeroDivisionError), transaction():
        change_and_fail()

    assert slugs() == ["tour"]


def change_and_fail() -> None:
    db.session.execute(sa.text("UPDATE series SET slug = 'other'"))
    raise ZeroDivisionError
