"""The database of an installation, ready to be used: all that commands need which show no page."""

import os

from flask import Flask

from eventapp import tables
from eventapp.config import Settings, settings_from
from eventapp.foundation.database import db, engine_options


def storage_application(settings: Settings | None = None) -> Flask:
    """Make an application without addresses; without settings, for the `EVENTAPP_*` variables."""
    app = Flask("eventapp", static_folder=None)
    connect(app, settings or settings_from(os.environ))
    return app


def connect(app: Flask, settings: Settings) -> None:
    """Give an application its settings and the database they name."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
    )
    app.extensions["settings"] = settings
    app.extensions["tables"] = tables.ALL
    db.init_app(app)
