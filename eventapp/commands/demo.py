"""`eventapp demo`: a fresh database with the demo tour and its coming edition, served at once."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask

from eventapp.accounts.actions import create_account
from eventapp.commands.application import upgrade
from eventapp.commands.serving import run_server
from eventapp.config import Settings
from eventapp.events.queries import has_events, is_demo
from eventapp.exchange.demo import DEMO_EVENT, take_coming_edition, take_demo
from eventapp.exchange.demo_proposals import take_call
from eventapp.exchange.demo_speakers import ask_speakers
from eventapp.foundation import schema
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction
from eventapp.storage import storage_application

ORGANISER = "organiser@example.org"


@click.command()
@click.option("--no-serve", is_flag=True, help="Make the database and end.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=5000, show_default=True)
@click.option("--workers", default=2, show_default=True)
def demo(*, no_serve: bool, host: str, port: int, workers: int) -> None:
    """Make a fresh database with the demo tour, and serve it.

    A database that holds other events is left alone.
    """
    os.environ.setdefault("EVENTAPP_BASE_URL", f"http://{host}:{port}")
    os.environ.setdefault("EVENTAPP_LOG", "off")
    app = storage_application()
    password = secrets.token_urlsafe(15)
    make_tables_anew(app)
    with app.app_context(), transaction():
        now = utc_now()
        take_demo(now=now)
        event = take_coming_edition(now=now)
        coming = event.slug
        account = create_account(ORGANISER, password, "owner", now=now)
        secret = app.config["SECRET_KEY"]
        take_call(event, reviewer=account.id, secret=secret, now=now)
        speaker = ask_speakers(event, secret=secret, now=now)
    settings: Settings = app.extensions["settings"]
    _tell(settings.base_url, coming, speaker)
    click.echo(f"  Sign in as  {ORGANISER}")
    click.echo(f"  Password    {password}")
    if settings.smtp_url is None:
        click.echo(f"  Letters     {settings.data_dir / 'outbox'}")
    if not no_serve:
        with letters_sent():
            run_server(host, port, workers)


@contextmanager
def letters_sent() -> Iterator[None]:
    """Send the letters that wait, by a worker of its own that ends with the server."""
    command = [sys.executable, "-m", "eventapp", "worker"]
    worker = subprocess.Popen(command)  # noqa: S603 -- our own command
    try:
        yield
    finally:
        worker.terminate()
        worker.wait()


def make_tables_anew(app: Flask) -> None:
    """Leave the tables empty and up to date, unless they hold events that are no demo's."""
    with app.app_context():
        empty = schema.is_empty()
    if empty:
        upgrade(app)
        return
    upgrade(app)
    with app.app_context():
        if not is_demo():
            if has_events():
                raise click.ClickException(_REFUSAL)
            return
        with schema.changing():
            schema.drop_everything()
    upgrade(app)


_REFUSAL = (
    "this database holds events that are no demo, and is left alone. "
    "Name another one by EVENTAPP_DATA_DIR or EVENTAPP_DATABASE_URL."
)


def _tell(base_url: str, coming: str, speaker: str) -> None:
    event = f"{base_url}/events/{DEMO_EVENT}"
    click.echo("The demo tour is ready; all people in it are invented.")
    click.echo(f"  Programme   {event}/programme")
    click.echo(f"  Speakers    {event}/speakers")
    click.echo(f"  Figures     {event}/figures")
    click.echo(f"  Report      {base_url}/organise/events/{DEMO_EVENT}/report")
    click.echo(f"  Live now    {base_url}/events/{coming}")
    click.echo(f"  Register    {base_url}/events/{coming}/register")
    click.echo(f"  Propose     {base_url}/events/{coming}/propose")
    click.echo(f"  Speaker     {base_url}/speaking/{speaker}")
