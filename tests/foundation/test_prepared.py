"""Statements compiled once."""

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.events.models import Counter
from eventapp.foundation.database import db, table_of
from eventapp.foundation.prepared import Prepared, insert_unless_known
from eventapp.foundation.transaction import transaction


def test_prepared_inserts_once_and_refuses_a_missing_value(app: Flask) -> None:
    insert = Prepared(insert_unless_known(table_of(Counter)), ("name", "value"))

    with transaction():
        insert.run(db.session.connection(), {"name": "x", "value": 3})
        insert.run(db.session.connection(), {"name": "x", "value": 4})
    with pytest.raises(KeyError), transaction():
        insert.run(db.session.connection(), {"name": "y"})

    rows = db.session.execute(sa.select(Counter.name, Counter.value).where(Counter.name != "site"))
    assert [tuple(row) for row in rows] == [("x", 3)]


def test_prepared_keeps_its_constants_and_returns_rows(app: Flask) -> None:
    table = table_of(Counter)
    raise_by_five = Prepared(
        lambda _dialect: (
            sa.update(table)
            .where(table.c.name == sa.bindparam("wanted"))
            .values(value=table.c.value + 5)
            .returning(table.c.value)
        )
    )
    with transaction():
        db.session.add(Counter(name="x", value=1))
        db.session.flush()

        found = raise_by_five.run(db.session.connection(), {"wanted": "x"})

    assert found == (6,)


@pytest.mark.parametrize("moment", ["before_cursor_execute", "after_cursor_execute"])
def test_prepared_is_seen_by_who_listens_to_statements(app: Flask, moment: str) -> None:
    insert = Prepared(insert_unless_known(table_of(Counter)), ("name", "value"))
    heard: list[str] = []
    listening = (moment, lambda _c, _u, text, *_: heard.append(text))

    with transaction():
        insert.run(db.session.connection(), {"name": "x", "value": 3})
        sa.event.listen(db.engine, *listening)
        insert.run(db.session.connection(), {"name": "y", "value": 4})
        sa.event.remove(db.engine, *listening)

    assert [text.split()[0] for text in heard] == ["INSERT"]
