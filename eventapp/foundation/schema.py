"""The state of the tables: none yet, made, being changed."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from eventapp.foundation.database import db, writing


def is_empty() -> bool:
    """Tell whether the database has no tables at all."""
    return not sa.inspect(db.engine).get_table_names()


def drop_everything() -> None:
    """Drop every table of the database, whoever made it."""
    with writing():
        found = sa.MetaData()
        found.reflect(db.engine)
        found.drop_all(db.engine)


@contextmanager
def changing() -> Iterator[None]:
    """Let the tables be changed inside; connections opened before are let go."""
    db.session.remove()
    with writing():
        yield
    db.engine.dispose()
