"""A backup of the whole database, made while it is in use.

All is read in one transaction that sees one moment: on SQLite by a snapshot of the write-ahead log,
on PostgreSQL by REPEATABLE READ. Nobody who writes waits for it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from eventapp.foundation.database import db
from eventapp.foundation.timezones import instant_text
from eventapp.foundation.version import software_version
from eventapp.operations.archive import Manifest, Writer, writing_archive
from eventapp.operations.values import outwards

VERSION_TABLE = "alembic_version"
UPLOADS = "uploads"
ROWS_AT_ONCE = 2_000


def back_up(place: Path, data_dir: Path, *, now: datetime) -> Manifest:
    """Write a backup of the database and of what people uploaded to `place`."""
    with writing_archive(place) as writer:
        with snapshot() as connection:
            tables = sa.MetaData()
            tables.reflect(connection)
            version = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}")  # noqa: S608 -- our own name
            revision = str(version.scalar_one())
            for name, table in sorted(tables.tables.items()):
                if name != VERSION_TABLE:
                    columns = list(table.columns)
                    names = [column.name for column in columns]
                    writer.add_table(name, names, _rows(connection, table, columns))
        _add_uploads(writer, data_dir / UPLOADS)
        return writer.finish(
            revision=revision, made_at=instant_text(now), software=software_version()
        )


@contextmanager
def snapshot() -> Iterator[sa.Connection]:
    """Give a connection that sees the database as it is at its first question, and only reads."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        yield connection


def _rows(
    connection: sa.Connection, table: sa.Table, columns: Sequence[sa.Column[Any]]
) -> Iterator[list[Any]]:
    """Give a table's rows in the order of its key, a few at a time, as JSON has them."""
    changes = [(at, change) for at, column in enumerate(columns) if (change := outwards(column))]
    statement = sa.select(*columns).order_by(*table.primary_key.columns)
    options = {"yield_per": ROWS_AT_ONCE}
    for found in connection.execute(statement, execution_options=options):
        row = list(found)
        for at, change in changes:
            if row[at] is not None:
                row[at] = change(row[at])
        yield row


def _add_uploads(writer: Writer, folder: Path) -> None:
    """Add what people uploaded; read after the tables, that nothing they name is missing."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                writer.add_file(f"{UPLOADS}/{path.relative_to(folder).as_posix()}", file)
