"""What the measurements of organisers' pages share: a database, an owner's browser, an event."""

from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from eventapp.accounts.grants import give_role
from eventapp.accounts.models import Account
from eventapp.accounts.queries import account_by_email
from eventapp.accounts.rules import EVERYWHERE
from eventapp.accounts.sign_ins import prove, sign_in
from eventapp.app import create_app
from eventapp.commands.application import upgrade
from eventapp.config import settings_from
from eventapp.events.models import Event, Series
from eventapp.foundation.clock import utc_now
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction

OWNER = "owner@example.org"
CREATED = datetime(2030, 1, 1, tzinfo=UTC)


def make_application(folder: Path) -> Flask:
    """Make the application on a new SQLite file; forms ask for no token."""
    settings = settings_from(
        {
            "EVENTAPP_DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite'}",
            "EVENTAPP_DATA_DIR": str(folder),
            "EVENTAPP_RATE_LIMIT": "off",
        }
    )
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    upgrade(app)
    return app


def event_of(slug: str) -> Event:
    """Add an event in Stockholm's zone with a series of its own."""
    series = Series(slug=f"{slug}-series", name_en=slug, name_sv=slug)
    db.session.add(series)
    db.session.flush()
    event = Event(
        series_id=series.id, slug=slug, name_en=slug, name_sv=slug, kind="conference",
        format="online", zone="Europe/Stockholm", country_code="SE", languages="en sv",
        created_at=CREATED,
    )  # fmt: skip
    db.session.add(event)
    db.session.flush()
    return event


def client_of_owner(app: Flask) -> FlaskClient:
    """Give a browser in which an owner is signed in."""
    with transaction():
        account = Account(email=OWNER, password_hash="", created_at=CREATED)
        db.session.add(account)
        db.session.flush()
        give_role(account, "owner", EVERYWHERE, now=CREATED)
    client = app.test_client()
    with transaction():
        found = account_by_email(OWNER)
        assert found is not None
        browser, token = sign_in(found, "bench", now=utc_now())
        if browser.proven_at is None:
            token = prove(browser, now=utc_now())
    client.set_cookie("organiser", token)
    return client
