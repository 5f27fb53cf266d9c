"""A backup taken back into a database that has the tables it was made of, and no rows."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from eventapp.foundation import schema
from eventapp.foundation.database import db, writing
from eventapp.foundation.resources import folder
from eventapp.operations.archive import Manifest, Reader
from eventapp.operations.dumping import UPLOADS, VERSION_TABLE
from eventapp.operations.holding import end_sign_ins, hold_unsent, leave_old_versions
from eventapp.operations.rules import (
    BackupDamaged,
    BackupFromElsewhere,
    DatabaseBusy,
    DatabaseInUse,
)
from eventapp.operations.values import inwards

ROWS_AT_ONCE = 2_000


def check_known(manifest: Manifest) -> None:
    """Raise BackupFromElsewhere when no migration leads to the tables of the backup."""
    revision = manifest.revision
    files = (folder("migrations") / "versions").glob("*.py")
    if revision not in {path.name.partition("_")[0] for path in files}:
        raise BackupFromElsewhere(revision)


def check_unused() -> None:
    """Raise DatabaseInUse when any table holds a row."""
    if holds_rows():
        raise DatabaseInUse


def holds_rows() -> bool:
    """Tell whether any table holds a row."""
    with db.engine.connect() as connection:
        tables = _tables(connection)
        return any(
            connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first()
            for table in tables.tables.values()
        )


def drop_tables() -> None:
    """Drop all tables. Raises DatabaseBusy when others hold them for longer than is waited."""
    try:
        with schema.changing():
            schema.drop_everything()
    except OperationalError as error:
        raise DatabaseBusy from error


def _tables(connection: sa.Connection) -> sa.MetaData:
    tables = sa.MetaData()
    tables.reflect(connection, only=lambda name, _: name != VERSION_TABLE)
    return tables


def load(reader: Reader, *, now: datetime) -> int:
    """Put the rows of a backup into the empty tables; return how many mails are held.

    As a whole or not at all. Raises BackupDamaged where the rows do not fit the tables.
    """
    with writing(), db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        tables = _tables(connection)
        if sorted(tables.tables) != reader.manifest.tables:
            reason = "its tables are not those of its version"
            raise BackupDamaged(reason)
        with _in_any_order(connection):
            for name, table in tables.tables.items():
                connection.execute(sa.delete(table))
                _fill(connection, table, *reader.table(name))
        for table in tables.tables.values():
            _count_on(connection, table)
        leave_old_versions(connection, tables)
        end_sign_ins(connection, tables, now=now)
        return hold_unsent(connection, tables, now=now)


def _fill(
    connection: sa.Connection,
    table: sa.Table,
    columns: Sequence[str],
    rows: Iterator[list[Any]],
) -> None:
    if set(columns) != set(table.columns.keys()):
        reason = f"the columns of {table.name} are not those of its version"
        raise BackupDamaged(reason)
    changes = [
        (at, change)
        for at, name in enumerate(columns)
        if (change := inwards(table.columns[name])) is not None
    ]
    statement = sa.insert(table)
    while chunk := list(islice(rows, ROWS_AT_ONCE)):
        for row in chunk:
            for at, change in changes:
                if row[at] is not None:
                    row[at] = change(row[at])
        connection.execute(statement, [dict(zip(columns, row, strict=True)) for row in chunk])


@contextmanager
def _in_any_order(connection: sa.Connection) -> Iterator[None]:
    """Let rows come before those they refer to; that all do refer to one is checked at the end."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        yield
        orphan = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if orphan is not None:
            reason = f"a row of {orphan[0]} refers to nothing"
            raise BackupDamaged(reason)
        return
    found = connection.exec_driver_sql(
        "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)"
        " FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
    ).all()
    for table, name, _definition in found:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    for table, name, definition in found:
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


def _count_on(connection: sa.Connection, table: sa.Table) -> None:
    """Make PostgreSQL number new rows after those that were put back."""
    if connection.dialect.name != "postgresql":
        return
    for column in table.primary_key.columns:
        sequence = connection.scalar(
            sa.select(sa.func.pg_get_serial_sequence(f'"{table.name}"', column.name))
        )
        if sequence is not None:
            highest = sa.select(sa.func.max(column)).scalar_subquery()
            connection.execute(
                sa.select(sa.func.setval(sequence, sa.func.coalesce(highest, 0) + 1, False))  # noqa: FBT003 -- setval's own
            )


def put_files_back(reader: Reader, data_dir: Path) -> int:
    """Put back what people uploaded; return how many files. What lies there already stays."""
    put = 0
    for name in reader.manifest.files:
        place = data_dir / name
        if not name.startswith(f"{UPLOADS}/") or place.exists():
            continue
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = place.with_name(f".{place.name}.{os.getpid()}.part")
        with reader.file(name) as source, draft.open("wb") as target:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
        draft.replace(place)
        put += 1
    return put
