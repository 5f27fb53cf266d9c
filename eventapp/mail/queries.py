"""Reads of the mails that wait."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from eventapp.foundation.database import db
from eventapp.mail.models import OutboxMail


class MailCounts(NamedTuple):
    """How many mails wait, were sent, and were given up."""

    waiting: int
    sent: int
    failed: int


def is_mail_due(*, now: datetime) -> bool:
    """Tell whether there is a mail that a worker could take."""
    return (
        db.session.scalar(
            sa.select(OutboxMail.id)
            .where(
                OutboxMail.sent_at.is_(None),
                OutboxMail.failed_at.is_(None),
                OutboxMail.due_at <= now,
                sa.or_(OutboxMail.leased_until.is_(None), OutboxMail.leased_until <= now),
            )
            .limit(1)
        )
        is not None
    )


def mail_counts() -> MailCounts:
    """Give how the mails of the installation stand."""
    sent, failed = OutboxMail.sent_at.is_not(None), OutboxMail.failed_at.is_not(None)
    row = db.session.execute(
        sa.select(
            sa.func.count().filter(~sent, ~failed),
            sa.func.count().filter(sent),
            sa.func.count().filter(failed),
        ).select_from(OutboxMail)
    ).one()
    return MailCounts(*row)
