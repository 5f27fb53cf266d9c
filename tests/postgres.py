"""PostgreSQL databases for tests: made once, emptied after each test, made anew only if need be.

Making and dropping a database takes a second and more, for the server writes everything to the
disk; to delete what a test left takes milliseconds.
"""

import uuid
from collections.abc import Iterator

import sqlalchemy as sa

LONGEST_WAIT = "5s"
"""For locks that a killed process of a test still holds."""

_TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'
    ORDER BY relname
"""
_SHAPE = """
    SELECT md5(string_agg(concat_ws(':', c.oid, c.relname, a.attname, a.attisdropped, a.attnotnull,
                                    a.atttypid), ',' ORDER BY c.oid, a.attnum))
           || (SELECT version_num FROM alembic_version)
    FROM pg_class AS c LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace
"""
_COUNT_ANEW = "SELECT setval(seqrelid, 1, false) FROM pg_sequence"


def statement(server: str, text: str) -> None:
    """Run one statement that no transaction may surround."""
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(text)
    engine.dispose()


class Databases:
    """Copies of a template on a server, each lent to one test at a time."""

    def __init__(self, server: str, template: str) -> None:
        """Begin with none."""
        self._server = server
        self._template = template
        self._free: list[tuple[str, str]] = []

    def lend(self) -> Iterator[str]:
        """Give the address of an empty database with all tables; take it back afterwards."""
        name, shape = self._free.pop() if self._free else self._made()
        yield self.address(name)
        if self._is_emptied(name, shape):
            self._free.append((name, shape))
        else:
            self._drop(name)

    def address(self, name: str) -> str:
        """Give the address of a database of the server."""
        return sa.make_url(self._server).set(database=name).render_as_string(hide_password=False)

    def drop_all(self) -> None:
        """Leave nothing on the server."""
        while self._free:
            self._drop(self._free.pop()[0])

    def _made(self) -> tuple[str, str]:
        name = f"eventapp_test_{uuid.uuid4().hex[:12]}"
        statement(self._server, f'CREATE DATABASE "{name}" TEMPLATE "{self._template}"')
        engine = sa.create_engine(self.address(name), poolclass=sa.NullPool)
        with engine.connect() as connection:
            return name, connection.exec_driver_sql(_SHAPE).scalar_one()

    def _drop(self, name: str) -> None:
        statement(self._server, f'DROP DATABASE "{name}" WITH (FORCE)')

    def _is_emptied(self, name: str, shape: str) -> bool:
        """Delete what a test left; tell whether that is all that it changed."""
        engine = sa.create_engine(self.address(name), poolclass=sa.NullPool)
        try:
            with engine.begin() as connection:
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}'")
                if connection.exec_driver_sql(_SHAPE).scalar_one() != shape:
                    return False
                _empty(connection)
        except sa.exc.DBAPIError:
            # Somebody who may not, or who does not let go.
            return False
        return True


def _empty(connection: sa.Connection) -> None:
    tables = [sa.table(name) for name in connection.exec_driver_sql(_TABLES).scalars()]
    asked = (sa.select(sa.literal(one.name), sa.exists().select_from(one)) for one in tables)
    used = {name for name, has_rows in connection.execute(sa.union_all(*asked)) if has_rows}
    # Foreign keys are not looked at meanwhile: in the end there is nothing left that has one.
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    for table in tables:
        if table.name in used:
            connection.execute(sa.delete(table))
    connection.exec_driver_sql(_COUNT_ANEW).all()
