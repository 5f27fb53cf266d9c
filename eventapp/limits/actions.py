"""Counting of tries."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from eventapp.foundation.database import db, table_of
from eventapp.limits.models import RateWindow
from eventapp.limits.rules import Limit, key_of

_TABLE = table_of(RateWindow)
Insert = sqlite.Insert | postgresql.Insert


def count_try(limit: Limit, who: str, *, now: datetime) -> timedelta | None:
    """Count one try; None when it may be made, else how long to wait.

    One statement counts and decides, so that servers that are asked at once cannot let pass more
    than the limit between them. A try that is refused does not prolong the wait.
    """
    insert = _new_row().values(key=key_of(limit, who), tries=1, ends_at=now + limit.window)
    over = _TABLE.c.ends_at <= now
    row = (
        db.session.connection()
        .execute(
            insert.on_conflict_do_update(
                index_elements=[_TABLE.c.key],
                set_={
                    "tries": sa.case((over, 1), else_=_TABLE.c.tries + 1),
                    "ends_at": sa.case((over, insert.excluded.ends_at), else_=_TABLE.c.ends_at),
                },
            ).returning(_TABLE.c.tries, _TABLE.c.ends_at)
        )
        .one()
    )
    if row.tries == 1:
        _forget_old(now)
    return row.ends_at - now if row.tries > limit.tries else None


def _new_row() -> Insert:
    """Give the statement of the engine that inserts a row, or changes the one that is there."""
    on_sqlite = db.engine.dialect.name == "sqlite"
    return sqlite.insert(_TABLE) if on_sqlite else postgresql.insert(_TABLE)


def forget_tries(limit: Limit, who: str) -> None:
    """Let the tries of somebody be forgotten: they were right in the end."""
    db.session.connection().execute(sa.delete(_TABLE).where(_TABLE.c.key == key_of(limit, who)))


def _forget_old(now: datetime) -> None:
    """Let windows go that are long over; one that somebody else begins anew now is left alone.

    Waiting for each other's windows, two could wait for ever.
    """
    old = (
        sa.select(_TABLE.c.key)
        .where(_TABLE.c.ends_at <= now - timedelta(days=1))
        .with_for_update(skip_locked=True)
    )
    db.session.connection().execute(sa.delete(_TABLE).where(_TABLE.c.key.in_(old)))
