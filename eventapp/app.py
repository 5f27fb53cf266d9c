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
    entrance,
    errors,
    figure_words,
    guards,
    headers,
    kept,
    locale,
    operations,
    organiser,
    public,
    request_log,
    shells,
)

csrf = CSRFProtect()

LARGEST_FORM = 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application for `settings`; without them, for the `EVENTAPP_*` variables."""
    settings = settings or settings_from(os.environ)
    https = settings.base_url.startswith("https://")
    app = request_log.Application(
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
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_NAME="__Host-form" if https else "form",
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.debug = False
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
        shells,
        errors,
        guards,
        public,
        attendee,
        organiser,
        operations,
        components,
        entrance,
        request_log,
    )
    for part in parts:
        part.init_app(app)
    app.extensions["tables"] = tables.ALL
    return app
