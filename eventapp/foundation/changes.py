"""Writes that touch only what differs, so that doing them twice changes nothing."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from eventapp.foundation.database import Model, db

ROWS_AT_ONCE = 5_000
SQLITE_CACHE_KIB = 65_536
COUNTED = {"preserve_rowcount": True}

Row = Mapping[str, Any]


def assign(row: Model, values: Row) -> frozenset[str]:
    """Set those attributes of an object that differ from `values`, and return their names."""
    differing = frozenset(name for name, value in values.items() if getattr(row, name) != value)
    for name in differing:
        setattr(row, name, values[name])
    return differing


def values_of(row: Model, *, without: Collection[str] = ()) -> dict[str, Any]:
    """Give what an object's columns hold, by attribute, for a copy of it; never its id."""
    names = sa.inspect(type(row)).column_attrs.keys()
    return {name: getattr(row, name) for name in names if name != "id" and name not in without}


def upsert(
    model: type[Model], rows: Iterable[Row], *, key: Sequence[str], made_once: Collection[str] = ()
) -> int:
    """Insert rows, or update those whose `key` is stored; return how many rows were changed.

    A stored row that already is as given is left alone and not counted; the `version` of another
    rises, where the table has one. What is `made_once` is
    written with a new row only. The rows all have the same names; they are taken a few thousand
    at a time, so there may be any number of them. `key` is a unique constraint of the table.
    """
    db.session.flush()
    connection = db.session.connection()
    changed = 0
    statement: sa.Insert | None = None
    with _room_for_indexes(connection):
        for chunk in _chunks(rows):
            if statement is None:
                statement = _statement(model, set(chunk[0]) - set(key) - set(made_once), key)
            changed += connection.execute(statement, chunk, execution_options=COUNTED).rowcount
    return changed


@contextmanager
def _room_for_indexes(connection: Connection) -> Iterator[None]:
    """Let SQLite keep more pages meanwhile: indexes that do not fit are written again and again."""
    if connection.dialect.name != "sqlite":
        yield
        return
    before = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size=-{SQLITE_CACHE_KIB}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size={before}")


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while chunk := list(islice(remaining, ROWS_AT_ONCE)):
        yield chunk


def _statement(model: type[Model], updated: Collection[str], key: Sequence[str]) -> sa.Insert:
    dialect = db.engine.dialect.name
    insert = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(model)
    stored = model.__table__.c
    given = insert.excluded
    if not updated:
        return insert.on_conflict_do_nothing(index_elements=list(key))
    written: dict[str, Any] = {name: given[name] for name in sorted(updated)}
    if "version" in stored:
        written["version"] = stored.version + 1
    return insert.on_conflict_do_update(
        index_elements=list(key),
        set_=written,
        where=sa.or_(*(stored[name].is_distinct_from(given[name]) for name in sorted(updated))),
    )
