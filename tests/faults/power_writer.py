"""A process that registers people and notes each one that was acknowledged, to be watched."""

import os
import sys
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection

from eventapp.foundation.clock import utc_now
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.registration.registering import register
from tests.faults.ground import opened
from tests.registration.applicants import make_applicant

PAGES_UNTIL_CHECKPOINT = 40
"""Far fewer than usual, so that a short run meets some."""


def write(url: str, ledger: Path, event_id: int, count: int, *, careless: bool) -> None:
    """Register so many people; `careless` without waiting for the disk."""

    def set_up(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA wal_autocheckpoint = {PAGES_UNTIL_CHECKPOINT}")
        if careless:
            cursor.execute("PRAGMA synchronous = OFF")
        cursor.close()

    descriptor = os.open(ledger, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with opened(url):
        db.engine.dispose()
        sa.event.listen(db.engine, "connect", set_up)
        for number in range(count):
            name = f"person{number}"
            with transaction():
                register(event_id, make_applicant(name), now=utc_now(), key=name)
            os.write(descriptor, f"{name}\n".encode())


if __name__ == "__main__":
    write(
        sys.argv[1],
        Path(sys.argv[2]),
        int(sys.argv[3]),
        int(sys.argv[4]),
        careless="off" in sys.argv,
    )
