"""The record of what was done."""

from flask import Flask

from eventapp.audit.actions import record
from eventapp.audit.models import AuditEntry
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from tests.factories import NOON


def test_record_keeps_who_did_what(app: Flask) -> None:
    with transaction():
        record("command", "import tour", event_id=7, subject="x" * 300, detail="1 row", now=NOON)

    entry = db.session.query(AuditEntry).one()
    assert (entry.at, entry.actor, entry.action, entry.event_id) == (
        NOON,
        "command",
        "import tour",
        7,
    )
    assert (entry.subject, entry.detail) == ("x" * 200, "1 row")
