"""Mails of a restored database: what had not gone out is held, for the world went on since."""

import sqlalchemy as sa

OUTBOX = "outbox"
HELD = "held: restored from a backup"


def hold_unsent(connection: sa.Connection, tables: sa.MetaData, *, now: object) -> int:
    """Give up every mail that was waiting when the backup was made; return how many.

    The table is taken as it was found: a backup may be older than what the code knows.
    """
    outbox = tables.tables.get(OUTBOX)
    if outbox is None:
        return 0
    waiting = outbox.c.sent_at.is_(None) & outbox.c.failed_at.is_(None)
    held = sa.update(outbox).where(waiting).values(failed_at=now, last_error=HELD)
    return connection.execute(held).rowcount
