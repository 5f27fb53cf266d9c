"""Migrations make the tables that the models describe, and lose nothing on the way."""

from collections import Counter
from typing import Any

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Flask

from eventapp.commands.quiet import quiet_migrations
from eventapp.foundation import schema
from eventapp.foundation.database import db
from tests.architecture.places import ROOT
from tests.demo import fill_with_demo

Tables = dict[str, dict[str, Any]]


@pytest.fixture
def scripts(app: Flask) -> ScriptDirectory:
    return ScriptDirectory.from_config(app.extensions["migrate"].migrate.get_config())


def migrate(direction: str, revision: str) -> None:
    """Go up or down to a revision."""
    db.session.remove()
    with schema.changing(), quiet_migrations():
        getattr(flask_migrate, direction)(revision=revision)


def described(inspector: sa.Inspector, table: str) -> dict[str, Any]:
    """Give all that a database knows of a table."""
    return {
        # A column that was added stands last in its table; the order carries no meaning.
        "columns": sorted(
            (column["name"], str(column["type"]), column["nullable"])
            for column in inspector.get_columns(table)
        ),
        "key": inspector.get_pk_constraint(table)["constrained_columns"],
        "checks": sorted(
            (str(check["name"]), check["sqltext"])
            for check in inspector.get_check_constraints(table)
        ),
        "uniques": sorted(
            (str(unique["name"]), tuple(unique["column_names"]))
            for unique in inspector.get_unique_constraints(table)
        ),
        "keys": sorted(
            (str(key["name"]), key["referred_table"], str(key.get("options")))
            for key in inspector.get_foreign_keys(table)
        ),
        "indexes": sorted(
            (
                str(index["name"]),
                tuple(map(str, index["column_names"])),
                index["unique"],
                {name: str(value) for name, value in index.get("dialect_options", {}).items()},
            )
            for index in inspector.get_indexes(table)
        ),
    }


def tables() -> Tables:
    """Give all tables but Alembic's own."""
    inspector = sa.inspect(db.engine)
    names = set(inspector.get_table_names()) - {"alembic_version"}
    return {name: described(inspector, name) for name in sorted(names)}


def rows() -> Counter[str]:
    """Give the number of rows of each table."""
    with db.engine.connect() as connection:
        return Counter(
            {
                name: connection.execute(
                    sa.select(sa.func.count()).select_from(sa.table(name))
                ).scalar()
                for name in tables()
            }
        )


def test_there_is_one_head_and_its_name_stands_in_the_file(scripts: ScriptDirectory) -> None:
    written = (ROOT / "migrations" / "HEAD").read_text(encoding="ascii").strip()

    assert scripts.get_heads() == [written]


def test_migrations_are_numbered(scripts: ScriptDirectory) -> None:
    revisions = [script.revision for script in scripts.walk_revisions("base", "heads")][::-1]

    assert revisions == [f"{number:04}" for number in range(1, len(revisions) + 1)]


def test_migrations_make_what_the_models_describe(app: Flask) -> None:
    migrated = tables()

    schema.drop_everything()
    with schema.changing():
        db.create_all()

    assert tables() == migrated


def test_check_finds_no_difference(app: Flask) -> None:
    with schema.changing(), quiet_migrations():
        flask_migrate.check()


def test_each_migration_keeps_the_rows_of_the_others(app: Flask, scripts: ScriptDirectory) -> None:
    fill_with_demo()
    full, whole = rows(), tables()
    revisions = [script.revision for script in scripts.walk_revisions("base", "heads")]

    for older in revisions[1:]:
        migrate("downgrade", older)
        assert {name: full[name] for name in rows()} == rows()
    for newer in revisions[-2::-1]:
        migrate("upgrade", newer)

    assert tables() == whole
    assert rows()["registration"] == full["registration"] > 0


def test_migrations_can_be_taken_back_and_made_again(app: Flask) -> None:
    fill_with_demo()
    whole = tables()

    migrate("downgrade", "base")
    assert tables() == {}
    migrate("upgrade", "head")

    assert tables() == whole
    fill_with_demo()
    assert rows()["registration"] > 0
