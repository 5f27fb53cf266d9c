"""What the open database says of how it keeps rows."""

import pytest
from flask import Flask

from eventapp.foundation.database import db
from eventapp.foundation.durability import weaknesses, weaknesses_of

WEAKER = {
    "sqlite": ("PRAGMA synchronous=NORMAL", "synchronous", "1"),
    "postgresql": ("SET synchronous_commit TO off", "synchronous_commit", "off"),
}


def test_application_opens_the_database_safely(app: Flask) -> None:
    # The test's own PostgreSQL may run without fsync; what the application sets is what counts.
    assert [one.setting for one in weaknesses() if one.setting != "fsync"] == []


def test_weaker_setting_is_found_on_the_open_connection(app: Flask) -> None:
    statement, setting, value = WEAKER[db.engine.dialect.name]
    raw = db.engine.connect()
    raw.exec_driver_sql("SELECT 1")
    raw.connection.rollback()
    raw.connection.cursor().execute(statement)

    found = [one for one in weaknesses_of(raw) if one.setting != "fsync"]
    raw.invalidate()
    raw.close()

    assert [(one.setting, one.found) for one in found] == [(setting, value)]


@pytest.mark.parametrize("pragma", ["foreign_keys=OFF", "secure_delete=OFF"])
def test_other_pragmas_are_looked_at_too(app: Flask, pragma: str) -> None:
    if db.engine.dialect.name != "sqlite":
        return
    raw = db.engine.raw_connection()
    raw.cursor().execute(f"PRAGMA {pragma}")
    raw.close()

    assert [one.setting for one in weaknesses()] == [pragma.partition("=")[0]]
