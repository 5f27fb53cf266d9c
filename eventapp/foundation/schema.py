"""The state of the tables: none yet, made, being changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from eventapp.foundation.database import db, quick_row, writing
from eventapp.foundation.resources import folder


def is_empty() -> bool:
    """Tell whether the database has no tables at all."""
    return not sa.inspect(db.engine).get_table_names()


@cache
def newest_revision() -> str:
    """Give the name of the last migration, which the code expects the tables to have."""
    return (folder("migrations") / "HEAD").read_text(encoding="utf-8").strip()


def has_newest_tables() -> bool:
    """Tell whether the database answers and has the tables that the code expects."""
    try:
        row = quick_row("SELECT version_num FROM alembic_version")
    except (SQLAlchemyError, _driver_errors()):
        return False
    return row is not None and row[0] == newest_revision()


def _driver_errors() -> type[BaseException]:
    """Give what the driver itself raises: a quick read does not go through the engine."""
    errors: type[BaseException] = db.engine.dialect.loaded_dbapi.Error
    return errors


def is_reachable() -> bool:
    """Tell whether the database can be opened at all."""
    try:
        db.engine.connect().close()
    except SQLAlchemyError:
        return False
    return True


def drop_everything() -> None:
    """Drop every table of the database, whoever made it."""
    with writing():
        found = sa.MetaData()
        with db.engine.begin() as connection:
            found.reflect(connection)
            found.drop_all(connection)


def let_go() -> None:
    """Close all connections, so that this process may be doubled."""
    db.session.remove()
    db.engine.dispose()


@contextmanager
def changing() -> Iterator[None]:
    """Let the tables be changed inside; connections opened before are let go."""
    db.session.remove()
    with writing():
        yield
    db.engine.dispose()
