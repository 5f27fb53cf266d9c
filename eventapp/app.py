"""The application: settings, extensions and the address tables, put together."""

import os

from flask import Flask

from eventapp.config import Settings, settings_from
from eventapp.foundation.resources import folder
from eventapp.storage import connect
from eventapp.web import (
    assets,
    attendee,
    components,
    display,
    door,
    entrance,
    error_summary,
    errors,
    figure_words,
    guards,
    headers,
    kept,
    locale,
    operations,
    organiser,
    proposer,
    public,
    request_log,
    separators,
    shells,
    speaker,
)
from eventapp.web.application import Application, FormProtection

csrf = FormProtection()

LARGEST_FORM = 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application for `settings`; without them, for the `EVENTAPP_*` variables."""
    settings = settings or settings_from(os.environ)
    https = settings.base_url.startswith("https://")
    app = Application(
        "eventapp",
        template_folder=str(folder("templates")),
        static_folder=None,
    )
    connect(app, settings)
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_NAME="__Host-form" if https else "form",
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.debug = False
    csrf.init_app(app)
    parts = (
        locale,
        assets,
        display,
        figure_words,
        headers,
        kept,
        shells,
        error_summary,
        separators,
        errors,
        guards,
        public,
        attendee,
        speaker,
        proposer,
        door,
        organiser,
        operations,
        components,
        entrance,
        request_log,
    )
    for part in parts:
        part.init_app(app)
    return app
