"""A database that does not let a file be stored."""

import sqlite3
from pathlib import Path

import pytest

from eventapp.exchange.disturbances import DatabaseUnwilling
from eventapp.foundation.database import db
from tests.exchange.files import Imports, on_sqlite

LOG_INS = "login,stop,registration,joined_at,left_at\nL1,D1,R1,2030-05-15T12:00:00Z,\n"


@on_sqlite
def test_busy_database_is_told_of_and_nothing_stored(imports: Imports, tmp_path: Path) -> None:
    db.session.remove()
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=1")
    other = sqlite3.connect(tmp_path / "test.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(DatabaseUnwilling, match="database is locked"):
        imports.take("logins", LOG_INS)

    other.execute("ROLLBACK")
    other.close()
    assert imports.take("logins", LOG_INS) == (1, 1)
