"""Whether the open database keeps what it acknowledged, whatever happens to the machine."""

from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa

from eventapp.foundation.database import db


class Weakness(NamedTuple):
    """A setting that is not what keeps rows, and what it must be."""

    setting: str
    found: str
    needed: str


ON_SQLITE: Mapping[str, tuple[tuple[str, ...], str]] = {
    "journal_mode": (("wal",), "WAL"),
    "synchronous": (("2", "3"), "FULL"),
    "foreign_keys": (("1",), "ON"),
    "secure_delete": (("1", "2"), "FAST"),
}
ON_POSTGRESQL: Mapping[str, tuple[tuple[str, ...], str]] = {
    "fsync": (("on",), "on"),
    "full_page_writes": (("on",), "on"),
    "synchronous_commit": (("on", "local", "remote_write", "remote_apply"), "on"),
    "server_encoding": (("UTF8",), "UTF8"),
}


def weaknesses_of(connection: sa.Connection) -> list[Weakness]:
    """Give what an open connection's settings could lose; each setting is asked for."""
    on_sqlite = connection.dialect.name == "sqlite"
    question, wanted = ("PRAGMA", ON_SQLITE) if on_sqlite else ("SHOW", ON_POSTGRESQL)
    found = []
    for setting, (good, needed) in wanted.items():
        value = str(connection.exec_driver_sql(f"{question} {setting}").scalar_one())
        if value not in good:
            found.append(Weakness(setting, value, needed))
    return found


def weaknesses() -> list[Weakness]:
    """Give what the application's own connections could lose."""
    with db.engine.connect() as connection:
        return weaknesses_of(connection)
