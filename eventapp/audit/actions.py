"""Writes to the record of who changed or took out what."""

from datetime import datetime

import sqlalchemy as sa

from eventapp.audit.models import AuditEntry
from eventapp.foundation.database import db, table_of
from eventapp.foundation.prepared import Prepared

_RECORD = Prepared(
    lambda _dialect: sa.insert(table_of(AuditEntry)),
    ("at", "actor", "action", "event_id", "subject", "detail"),
)

COMMAND = "command"
"""The actor of what is done on the command line."""


def record(
    actor: str,
    action: str,
    *,
    event_id: int | None = None,
    subject: str = "",
    detail: str = "",
    now: datetime,
) -> None:
    """Note one change or export; hand it no personal data of registrants.

    `subject` is what was touched, by its code or the like; what is too long for it is cut off.
    """
    _RECORD.run(
        db.session.connection(),
        {
            "at": now,
            "actor": actor,
            "action": action,
            "event_id": event_id,
            "subject": subject[:200],
            "detail": detail,
        },
    )
