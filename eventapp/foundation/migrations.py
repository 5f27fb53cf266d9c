"""The numbered migrations, run on an application's database.

Loaded by commands alone: a server needs none of it, and starts sooner without.
"""

from typing import Any

import flask_migrate

from eventapp.foundation import schema
from eventapp.foundation.database import db
from eventapp.foundation.resources import folder


def prepare(app: Any) -> None:
    """Tell the Flask application where its migrations lie; once is enough."""
    if "migrate" not in app.extensions:
        flask_migrate.Migrate(app, db, directory=str(folder("migrations")), compare_type=True)


def upgrade(app: Any, revision: str = "head") -> None:
    """Bring the tables to the newest version, or to that of a revision."""
    prepare(app)
    with app.app_context(), schema.changing():
        flask_migrate.upgrade(revision=revision)


def downgrade(app: Any, revision: str) -> None:
    """Take the tables back to `revision`; `-1` is one version."""
    prepare(app)
    with app.app_context(), schema.changing():
        flask_migrate.downgrade(revision=revision)


def check(app: Any) -> None:
    """Raise alembic.util.CommandError or SystemExit when tables and code differ."""
    prepare(app)
    with app.app_context(), schema.changing():
        flask_migrate.check()
