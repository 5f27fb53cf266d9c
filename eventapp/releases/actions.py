"""Writes of releases: what waits becomes public at once, or is discarded."""

from datetime import datetime

import sqlalchemy as sa

from eventapp.audit.actions import record
from eventapp.events.actions import lock_event, touch_event, touch_figures
from eventapp.events.models import Event
from eventapp.foundation.database import db
from eventapp.mail.actions import queue_mails
from eventapp.mail.rules import BULK, Letter
from eventapp.programme.models import Session
from eventapp.programme.pending import discard, make_public, waiting_row, waiting_rows
from eventapp.releases.changelog import changes_text, snapshot_text
from eventapp.releases.models import Release
from eventapp.releases.queries import Recipient, Upcoming, recipients_of, upcoming_of
from eventapp.releases.rules import NothingToRelease, OtherThanPreviewed, ReleaseWish


def release_programme(event_id: int, wish: ReleaseWish, *, actor: str, now: datetime) -> Release:
    """Make all that waits public, number it, and queue a mail for each whom it concerns.

    Raises OtherThanPreviewed and NothingToRelease.
    """
    event = _locked(event_id)
    upcoming = upcoming_of(event)
    if upcoming.mark != wish.previewed:
        raise OtherThanPreviewed
    if not upcoming.is_needed:
        raise NothingToRelease
    told = recipients_of(event, [change.code for change in upcoming.changes])
    for row in waiting_rows(event_id):
        make_public(row.session, row, now=now)
    release = _numbered(event, upcoming, wish, actor=actor, now=now)
    if wish.with_mails and upcoming.changes:
        release.mail_count = queue_mails((_letter(release, one) for one in told), now=now)
        db.session.flush()
    detail = f"{len(upcoming.changes)} changes, {release.mail_count} mails"
    record(
        actor, "released", event_id=event_id, subject=str(release.number), detail=detail, now=now
    )
    touch_event(event_id)
    touch_figures(event_id)
    return release


def _numbered(
    event: Event, upcoming: Upcoming, wish: ReleaseWish, *, actor: str, now: datetime
) -> Release:
    """Write down what is public now, under the next number."""
    event.release_number += 1
    release = Release(
        event_id=event.id,
        number=event.release_number,
        released_at=now,
        released_by=actor,
        note_en=wish.note_en,
        note_sv=wish.note_sv,
        session_count=upcoming.session_count,
        mail_count=0,
        changes=changes_text(upcoming.changes),
        snapshot=snapshot_text(upcoming.programme),
    )
    db.session.add(release)
    db.session.flush()
    return release


def discard_change(event_id: int, code: str, *, actor: str, now: datetime) -> bool:
    """Forget what waits of a session; tell whether anything did."""
    _locked(event_id)
    session = db.session.scalar(
        sa.select(Session).where(Session.event_id == event_id, Session.code == code)
    )
    row = None if session is None else waiting_row(session)
    if session is None or row is None:
        return False
    discard(session, row)
    record(actor, "change discarded", event_id=event_id, subject=code, now=now)
    return True


def _locked(event_id: int) -> Event:
    lock_event(event_id)
    return db.session.get_one(Event, event_id, populate_existing=True)


def _letter(release: Release, to: Recipient) -> tuple[Letter, str]:
    about = {"release": release.id, **to.about}
    letter = Letter("released", to.email, to.language, to.zone, about, BULK)
    return letter, f"release {release.id} {to.email}"
