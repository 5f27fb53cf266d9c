"""The database: its types, its names for constraints, and how each engine is opened."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(sa.types.TypeDecorator[datetime]):
    """A moment: aware in Python and in UTC, whatever the engine keeps."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment in UTC. Raises ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"a moment must be aware: {value!r}"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the stored moment back, aware and in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class WallTime(sa.types.TypeDecorator[datetime]):
    """What a clock on the wall shows; its zone stands in a column beside it."""

    impl = sa.DateTime(timezone=False)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Pass a naive time on. Raises ValueError for an aware one."""
        if value is not None and value.tzinfo is not None:
            message = f"a wall time must be naive: {value!r}"
            raise ValueError(message)
        return value


class Base(DeclarativeBase):
    """The base of all models: names for constraints, aware moments by default."""

    registry = registry(
        metadata=sa.MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UTCDateTime()},
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True)

if TYPE_CHECKING:

    class Model(Base):
        """What a model inherits; the type checker does not know `db.Model`."""

        __abstract__ = True
else:
    Model = db.Model


def table_of(model: type[Model]) -> sa.Table:
    """Give a model's table, for statements that make no objects."""
    return cast(sa.Table, model.__table__)


class epoch_seconds(sa.sql.functions.GenericFunction[int]):  # noqa: N801 -- an SQL function
    """A moment's whole seconds since 1970 in UTC, computed by the database."""

    type = sa.BigInteger()
    inherit_cache = True


@compiles(epoch_seconds, "sqlite")
def _epoch_on_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    moment = compiler.process(element.clauses, **kw)
    # The former is a third faster on a million rows, and came with SQLite 3.38.
    if sqlite3.sqlite_version_info >= (3, 38):
        return f"unixepoch({moment})"
    return f"CAST(strftime('%s', {moment}) AS INTEGER)"


@compiles(epoch_seconds, "postgresql")
def _epoch_on_postgresql(element: Any, compiler: Any, **kw: Any) -> str:
    return f"CAST(FLOOR(EXTRACT(EPOCH FROM {compiler.process(element.clauses, **kw)})) AS BIGINT)"


_begin_mode: ContextVar[str] = ContextVar("begin_mode", default="DEFERRED")


@contextmanager
def writing() -> Iterator[None]:
    """Make the transactions begun inside take the write lock at once on SQLite.

    A deferred transaction that turns to writing fails at once with "database is locked",
    whatever the busy timeout says; an immediate one waits its turn.
    """
    token = _begin_mode.set("IMMEDIATE")
    try:
        yield
    finally:
        _begin_mode.reset(token)


SQLITE_PRAGMAS = (
    "busy_timeout=30000",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=FAST",
    "cache_size=-16000",
)


@event.listens_for(Engine, "connect")
def _open_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    raw: Any = connection
    if not isinstance(raw, sqlite3.Connection):
        return
    raw.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")


TRUSTED_FOR = 0.5
"""Seconds after its last use in which a connection is taken for alive without asking the server."""


@event.listens_for(Engine, "checkin")
def _note_last_use(_connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    entry.info["used_at"] = monotonic()


@event.listens_for(Engine, "checkout")
def _look_after_rest(
    connection: DBAPIConnection, entry: ConnectionPoolEntry, _proxy: PoolProxiedConnection
) -> None:
    """Let the pool replace its connections when the server ended one while nobody used it."""
    raw: Any = connection
    if isinstance(raw, sqlite3.Connection):
        return
    used_at = entry.info.get("used_at")
    if used_at is None or monotonic() - used_at < TRUSTED_FOR:
        return
    try:
        with _statements_alone(raw):
            raw.execute("").close()
    except raw.Error as error:
        raise sa.exc.InvalidatePoolError from error


@event.listens_for(Engine, "begin")
def _begin_on_sqlite(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    mode = _begin_mode.get()
    if connection.info.get("begun") != mode:
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if mode == 'IMMEDIATE' else 'ON'}")
        connection.info["begun"] = mode
    connection.exec_driver_sql(f"BEGIN {mode}")


def engine_options(url: str) -> dict[str, Any]:
    """Give the options with which an engine for `url` is made."""
    if url.startswith("sqlite"):
        return {
            "connect_args": {"check_same_thread": False, "timeout": 30},
            "hide_parameters": True,
        }
    return {
        "hide_parameters": True,
        "pool_size": 8,
        "max_overflow": 8,
        "connect_args": {
            "connect_timeout": 5,
            "options": "-c lock_timeout=10000 -c statement_timeout=60000",
        },
    }


@contextmanager
def _statements_alone(connection: Any) -> Iterator[None]:
    """Let each statement be a transaction by itself, which spares its BEGIN and ROLLBACK.

    On SQLite it is so as long as no other is begun.
    """
    if isinstance(connection, sqlite3.Connection):
        yield
        return
    connection.autocommit = True
    try:
        yield
    finally:
        if not connection.closed:
            connection.autocommit = False


def quick_row(statement: str, **values: Any) -> tuple[Any, ...] | None:
    """Give the first row of a one-statement read, or None; a fifth of the ORM's time.

    For what every request asks before anything else. `statement` is plain SQL of both engines with
    named values as `:name`; the row holds what the driver gives, so no moments.
    """
    engine = db.engine
    pooled = engine.raw_connection()
    try:
        with _statements_alone(pooled.driver_connection):
            cursor = pooled.cursor()
            cursor.execute(_in_style_of(engine.dialect.paramstyle, statement), values)
            row = cursor.fetchone()
            cursor.close()
        return None if row is None else tuple(row)
    finally:
        pooled.close()


@lru_cache(maxsize=64)
def _in_style_of(paramstyle: str, statement: str) -> str:
    """Give the statement with its named values written as the driver wants them."""
    return re.sub(r":(\w+)", r"%(\1)s", statement) if paramstyle == "pyformat" else statement
