"""What a restored database must not go on with: mails and sign-ins of then, numbers of pages.

Tables are taken as they were found: a backup may be older than what the code knows.
"""

from datetime import datetime

import sqlalchemy as sa

OUTBOX = "outbox"
HELD = "held: restored from a backup"

FAR_ON = 100_000
VERSIONS = (("event", "version"), ("event", "figures_version"), ("counter", "value"))


def hold_unsent(connection: sa.Connection, tables: sa.MetaData, *, now: datetime) -> int:
    """Give up every mail that was waiting when the backup was made; return how many.

    Most of them went out since, from the database that was lost.
    """
    outbox = tables.tables.get(OUTBOX)
    if outbox is None:
        return 0
    waiting = outbox.c.sent_at.is_(None) & outbox.c.failed_at.is_(None)
    moment = now if getattr(outbox.c.failed_at.type, "timezone", False) else _as_kept(now)
    held = sa.update(outbox).where(waiting).values(failed_at=moment, last_error=HELD)
    return connection.execute(held).rowcount


SIGN_INS = (("browser_session", "ended_at"), ("account_link", "used_at"))


def end_sign_ins(connection: sa.Connection, tables: sa.MetaData, *, now: datetime) -> None:
    """Sign everybody out, and let links for a new password or address be void.

    Who was signed out since the backup, and which link was used, is told by nothing any more.
    Invitations stay: they give no more than they did.
    """
    for name, column in SIGN_INS:
        table = tables.tables.get(name)
        if table is None:
            continue
        ended = table.columns[column]
        moment = now if getattr(ended.type, "timezone", False) else _as_kept(now)
        ending = sa.update(table).where(ended.is_(None)).values({column: moment})
        if "purpose" in table.columns:
            ending = ending.where(table.columns["purpose"] != "invitation")
        connection.execute(ending)


def _as_kept(now: datetime) -> datetime:
    """Give a moment in UTC as SQLite keeps it, without saying so."""
    return now.replace(tzinfo=None)


def leave_old_versions(connection: sa.Connection, tables: sa.MetaData) -> None:
    """Raise the versions of pages beyond any that readers may have kept.

    A page changed after the backup, and changed otherwise after the restoring, would else have
    the number of the one in a reader's browser.
    """
    for name, column in VERSIONS:
        table = tables.tables.get(name)
        if table is not None and column in table.columns:
            number = table.columns[column]
            connection.execute(sa.update(table).values({column: number + FAR_ON}))
