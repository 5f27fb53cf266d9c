"""How often the database is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from eventapp.foundation.database import db


@contextmanager
def statements() -> Iterator[list[str]]:
    """Give a list to which every statement is added that runs inside.

    The look at a version that comes before a kept page goes past the engine and is not in it.
    """
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            seen.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
