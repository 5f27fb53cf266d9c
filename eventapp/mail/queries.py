"""Reads of the mails that wait."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from eventapp.foundation.database import db
from eventapp.mail.models import OutboxMail
from eventapp.mail.rules import NOBODY


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
        ).where(OutboxMail.recipient != NOBODY)
    ).one()
    return MailCounts(*row)


class MailRecord(NamedTuple):
    """A mail as its recipient is told of it."""

    kind: str
    recipient: str
    created_at: datetime
    sent_at: datetime | None
    failed_at: datetime | None


def mails_about(about: Mapping[str, int | str]) -> list[MailRecord]:
    """Give the mails that tell of these rows and no others, the first one first."""
    rows = db.session.execute(
        sa.select(
            OutboxMail.kind,
            OutboxMail.recipient,
            OutboxMail.created_at,
            OutboxMail.sent_at,
            OutboxMail.failed_at,
        )
        .where(OutboxMail.about == json.dumps(about))
        .order_by(OutboxMail.id)
    )
    return [MailRecord(*row) for row in rows]


MOST_TOLD = 500


def failed_mails(since: datetime) -> list[str]:
    """Give what the mails given up since then are about, a few hundred at most, as stored.

    Those are left out after which another one about the same was sent.
    """
    later = aliased(OutboxMail)
    rows = db.session.scalars(
        sa.select(OutboxMail.about)
        .where(
            OutboxMail.failed_at.is_not(None),
            OutboxMail.failed_at >= since,
            ~sa.exists().where(
                later.about == OutboxMail.about,
                later.id > OutboxMail.id,
                later.sent_at.is_not(None),
            ),
        )
        .order_by(OutboxMail.failed_at.desc())
        .limit(MOST_TOLD)
    )
    return list(rows)
