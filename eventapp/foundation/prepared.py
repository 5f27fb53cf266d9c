"""Statements that are compiled once: for the few that many people wait for at the same time."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase

Insert = postgresql.Insert | sqlite.Insert
Processor = Callable[[Any], Any]


class Prepared:
    """A statement in the driver's own words, run by the driver: what comes around it is spared.

    All its values are given by name, and what it returns is what the driver gives, so no moments.
    """

    def __init__(
        self,
        statement: Callable[[str], UpdateBase | sa.Select[Any]],
        columns: Iterable[str] | None = None,
    ) -> None:
        """Take what makes the statement for a dialect; of an INSERT also the columns it fills."""
        self._statement = statement
        self._columns = None if columns is None else list(columns)
        self._words: dict[str, _Words] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """Run it with these values in the connection's transaction; give the first of its rows.

        Raises KeyError when a value is missing, and the driver's own errors.
        """
        name = connection.dialect.name
        words = self._words.get(name)
        if words is None:
            words = self._words[name] = _Words(
                self._statement(name).compile(
                    dialect=connection.dialect, column_keys=self._columns
                ),
                connection.dialect,
            )
        parameters = words.parameters(values)
        heard = connection.dispatch
        if heard.before_cursor_execute or heard.after_cursor_execute:
            # Somebody counts statements, or writes them down: go the way that is listened to.
            result = connection.exec_driver_sql(words.text, parameters)
            row = result.first() if result.returns_rows else None
            return None if row is None else tuple(row)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(words.text, parameters)
            return cursor.fetchone() if cursor.description else None
        finally:
            cursor.close()


class _Words:
    """A statement as a driver takes it."""

    def __init__(self, compiled: SQLCompiler, dialect: sa.Dialect) -> None:
        self.text = str(compiled)
        self.order: list[str] | None = compiled.positiontup
        self.names = list(compiled.binds)
        self.fixed = {
            name: bound.value for name, bound in compiled.binds.items() if not bound.required
        }
        self.processors: dict[str, Processor] = {}
        for name, bound in compiled.binds.items():
            processor = bound.type.dialect_impl(dialect).bind_processor(dialect)
            if processor is not None:
                self.processors[name] = processor

    def parameters(self, values: Mapping[str, Any]) -> Any:
        """Give the values as the driver takes them. Raises KeyError when one is missing."""
        given = {
            name: self.fixed[name] if name in self.fixed else values[name] for name in self.names
        }
        for name, processor in self.processors.items():
            given[name] = processor(given[name])
        return given if self.order is None else tuple(given[name] for name in self.order)


def insert_unless_known(table: sa.Table) -> Callable[[str], Insert]:
    """Give what makes an INSERT that does nothing where a constraint of the table forbids it."""

    def statement(dialect: str) -> Insert:
        insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
        return insert(table).on_conflict_do_nothing()

    return statement
