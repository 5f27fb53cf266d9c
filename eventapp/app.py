"""The application: settings, extensions and the address tables, put together."""

import os

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from eventapp import tables
from eventapp.config import Settings, settings_from
from eventapp.foundation.database import db, engine_options
from eventapp.foundation.resources import folder
from eventapp.web import (
    assets,
    attendee,
    components,
    display,
    errors,
    figure_words,
    headers,
    kept,
    locale,
    organiser,
    public,
)

csrf = CSRFProtect()

LARGEST_FORM = 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application for `settings`; without them, for the `EVENTAPP_*` variables."""
    settings = settings or settings_from(os.environ)
    app = Flask(
        "eventapp",
        template_folder=str(folder("templates")),
        static_folder=None,
    )
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https://"),
        SESSION_COOKIE_NAME="organiser",
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.extensions["settings"] = settings
    db.init_app(app)
    csrf.init_app(app)
    parts = (
        locale,
        assets,
        display,
        figure_words,
        headers,
        kept,
        errors,
        public,
        attendee,
        organiser,
        components,
    )
    for part in parts:
        part.init_app(app)
    app.extensions["tables"] = tables.ALL
    return app
