"""Alembic's environment: runs the numbered migrations on the application's database."""

from alembic import context
from flask import current_app

database = current_app.extensions["migrate"].db
engine = database.engine
metadata = database.metadata


def render_item(kind, item, autogen_context):
    """Write the project's types as plain ones, so that migrations never import it."""
    if kind == "type" and type(item).__name__ == "UTCDateTime":
        return "sa.DateTime(timezone=True)"
    if kind == "type" and type(item).__name__ == "WallTime":
        return "sa.DateTime(timezone=False)"
    return False


def without_foreign_keys(connection):
    """Turn SQLite's foreign keys off: a rebuilt table must not take its children with it."""
    if connection.dialect.name == "sqlite":
        raw = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("PRAGMA query_only=OFF")


def check_foreign_keys(connection):
    """Raise RuntimeError when a migration left a row that refers to nothing."""
    if connection.dialect.name != "sqlite":
        return
    raw = connection.connection.driver_connection
    orphans = raw.execute("PRAGMA foreign_key_check").fetchall()
    raw.execute("PRAGMA foreign_keys=ON")
    if orphans:
        raise RuntimeError(f"rows without their parent after the migration: {orphans[:5]}")


def run():
    """Run the migrations on one connection."""
    with engine.connect() as connection:
        without_foreign_keys(connection)
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_item=render_item,
            render_as_batch=True,
            compare_type=True,
            compare_server_default=False,
        )
        with context.begin_transaction():
            context.run_migrations()
        check_foreign_keys(connection)


run()
