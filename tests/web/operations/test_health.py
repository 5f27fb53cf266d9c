"""Life and readiness of a server."""

from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from eventapp.app import create_app
from eventapp.foundation import schema
from eventapp.foundation.database import db, writing
from eventapp.foundation.timezones import TZDATA_VERSION
from eventapp.web.operations.health import Readiness
from tests.conftest import settings_for


def test_health_needs_no_database(tmp_path: Path) -> None:
    app = create_app(settings_for("postgresql+psycopg://nobody@127.0.0.1:1/none", tmp_path))

    answer = app.test_client().get("/healthz")

    assert answer.status_code == 200
    told = answer.get_json()
    assert set(told) == {"status", "version", "tzdata"}
    assert (told["status"], told["tzdata"]) == ("ok", TZDATA_VERSION)
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_ready_is_who_has_its_tables(app: Flask, client: FlaskClient) -> None:
    ready = client.get("/readyz")
    with writing(), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")

    other = client.get("/readyz")

    assert (ready.status_code, ready.json) == (200, {"status": "ready"})
    assert (other.status_code, other.json) == (503, {"status": "not ready"})


def test_site_without_database_is_not_ready(tmp_path: Path) -> None:
    for url in ("postgresql+psycopg://nobody@127.0.0.1:1/none", f"sqlite:///{tmp_path}/no/x"):
        app = create_app(settings_for(url, tmp_path))

        assert app.test_client().get("/readyz").status_code == 503


def test_database_that_hangs_is_not_waited_for(app: Flask) -> None:
    readiness = Readiness()
    pool = db.engine.pool
    held = [db.engine.raw_connection() for _ in range(pool.size() + pool._max_overflow)]  # type: ignore[attr-defined]  # noqa: SLF001

    hanging = [readiness.holds(app, 0.05), readiness.holds(app, 0.05)]
    for connection in held:
        connection.close()

    assert hanging == [False, False]
    assert readiness.holds(app, 60)


def test_newest_tables_are_those_of_the_last_migration(app: Flask) -> None:
    assert schema.newest_revision()
    assert schema.has_newest_tables()
