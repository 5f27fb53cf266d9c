"""A process that registers people as fast as it can, and notes each one that was acknowledged.

Each registration comes with a row of the audit in the same transaction. A line is written to the
ledger after the commit: whatever the ledger has, the database was told to keep.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from flask import Flask

from eventapp.app import create_app
from eventapp.audit.actions import record
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.registration.models import Registration
from tests.conftest import settings_for
from tests.factories import NOON, make_event

ACTION = "load"


def register(event_id: int, code: str) -> None:
    """Give a place and note it, in one transaction."""
    with transaction():
        db.session.add(
            Registration(
                event_id=event_id,
                code=code,
                ticket_code=f"ticket-{code}",
                given_name="Åsa\n\u2028",
                family_name='"O\'Hara", \\',
                email=f"{code}@example.org",
                country_code="SE",
                zone="Europe/Stockholm",
                sector="academia",
                organisation="",
                gender="not_stated",
                language="sv",
                registered_at=NOON,
            )
        )
        record("load", ACTION, event_id=event_id, subject=code, now=NOON)


def write(url: str, ledger: Path, event_id: int) -> None:
    """Register until the process is ended."""
    app = create_app(settings_for(url, ledger.parent))
    descriptor = os.open(ledger, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with app.app_context():
        for number in count():
            code = f"W{os.getpid()}-{number}"
            register(event_id, code)
            os.write(descriptor, f"{code}\n".encode())
            # Two writers would else take the whole machine from what is tried beside them.
            time.sleep(0.001)


@contextmanager
def writers(app: Flask, ledger: Path, number: int = 2) -> Iterator[list[int]]:
    """Have processes write to the application's database; give their ids."""
    ledger.touch()
    with app.app_context():
        event = make_event()
        command = [sys.executable, "-m", "tests.faults.writing"]
        url = app.extensions["settings"].database_url
        arguments = [url, str(ledger), str(event.id)]
    started = [
        subprocess.Popen(  # noqa: S603 -- our own module
            [*command, *arguments],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for _ in range(number)
    ]
    try:
        yield [process.pid for process in started]
    finally:
        for process in started:
            process.send_signal(signal.SIGKILL)
            process.wait()


def acknowledged(ledger: Path) -> set[str]:
    """Give the codes of the registrations that were acknowledged until now."""
    whole, _, _unfinished = ledger.read_text().rpartition("\n")
    return set(whole.split("\n")) - {""}


if __name__ == "__main__":
    write(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
