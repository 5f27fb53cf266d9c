"""The state of an installation in numbers that tell of nobody."""

from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from eventapp.attendance.models import LogIn
from eventapp.foundation.database import db
from eventapp.operations.holding import OUTBOX
from eventapp.registration.models import Registration

LONGEST_VISIT = timedelta(hours=18)
"""An opening older than this is forgotten, whether or not its end is known."""
SILENCE = timedelta(seconds=90)
"""Who was last heard of so long ago is not there any more."""


class SiteState(NamedTuple):
    """Numbers of a whole installation; None for what it has no table of."""

    registrations: int
    live_viewers: int
    mails_waiting: int | None
    mails_given_up: int | None


def site_state(*, now: datetime) -> SiteState:
    """Give the numbers as of now: registrations that hold, people on live pages, mails."""
    registrations = sa.select(sa.func.count()).where(Registration.withdrawn_at.is_(None))
    viewers = sa.select(sa.func.count(LogIn.registration_id.distinct())).where(
        LogIn.joined_at > now - LONGEST_VISIT,
        LogIn.joined_at <= now,
        sa.or_(LogIn.left_at.is_(None), LogIn.left_at > now - SILENCE),
    )
    return SiteState(
        db.session.scalar(registrations) or 0, db.session.scalar(viewers) or 0, *_mails()
    )


def _mails() -> tuple[int | None, int | None]:
    if not sa.inspect(db.engine).has_table(OUTBOX):
        return None, None
    outbox = sa.table(OUTBOX, sa.column("sent_at"), sa.column("failed_at"))
    failed = outbox.c.failed_at.is_not(None)
    counts = sa.select(
        sa.func.count().filter(~failed, outbox.c.sent_at.is_(None)), sa.func.count().filter(failed)
    ).select_from(outbox)
    waiting, given_up = db.session.execute(counts).one()
    return waiting, given_up
