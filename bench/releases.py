"""How long organisers wait for a release of 500 sessions that 10,000 people are told of, on SQLite.

    python -m bench.releases

prints seconds: the preview of a hundred moved sessions, its page, the release itself with the mails
queued, and two hundred mails written.
"""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from flask import Flask

from bench.organising import client_of_owner, make_application
from bench.registrations_list import details
from bench.timetable import make_timetable
from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug
from eventapp.foundation.database import db
from eventapp.foundation.edits import Seen
from eventapp.foundation.timezones import to_wall
from eventapp.foundation.transaction import transaction
from eventapp.mail.actions import lease_mail
from eventapp.programme.changing import schedule_session
from eventapp.programme.queries import working_programme_of
from eventapp.programme.rules import PUBLISHED, Slot
from eventapp.programme.working import session_to_edit
from eventapp.registration.actions import save_registrations
from eventapp.releases.actions import release_programme
from eventapp.releases.queries import recipients_of, upcoming_of
from eventapp.releases.rules import ReleaseWish
from eventapp.web.letters import compose

NOW = datetime(2030, 5, 1, tzinfo=UTC)
PEOPLE, MOVED, WRITTEN = 10_000, 100, 200
ACTOR = "account:1"
T = TypeVar("T")


def _timed(what: str, act: Callable[[], T]) -> T:
    begin = time.perf_counter()
    made = act()
    print(f"{what}: {time.perf_counter() - begin:.2f} s")
    return made


def _event() -> Event:
    db.session.expire_all()
    event = event_by_slug("big")
    assert event is not None
    return event


def _release(*, with_mails: bool) -> None:
    event = _event()
    event_id, wish = event.id, ReleaseWish(upcoming_of(event).mark, with_mails=with_mails)
    with transaction():
        release_programme(event_id, wish, actor=ACTOR, now=NOW)


def _move(event_id: int, code: str, minutes: int) -> None:
    """Move a session where there is a pause."""
    row = session_to_edit(event_id, code)
    assert row is not None
    by, track = timedelta(minutes=minutes), row.track.name if row.track else ""
    starts_at, ends_at = row.starts_at + by, row.ends_at + by
    walls = (to_wall(starts_at, row.zone), to_wall(ends_at, row.zone))
    slot = Slot(row.stop_id, track, row.zone, *walls, starts_at, ends_at)
    number, version = row.number, row.version
    with transaction():
        schedule_session(number, slot, Seen(version), actor=ACTOR, now=NOW)


def _measure(app: Flask) -> None:
    with transaction():
        make_timetable()
        save_registrations(_event().id, [details(number) for number in range(PEOPLE)])
    client = client_of_owner(app)
    _release(with_mails=False)
    event_id = _event().id
    codes = [one.code for one in working_programme_of(event_id, states=(PUBLISHED,))[:MOVED]]
    for code in codes:
        _move(event_id, code, 2)
    told = _timed(
        f"preview of {MOVED} moved sessions",
        lambda: recipients_of(_event(), [one.code for one in upcoming_of(_event()).changes]),
    )
    page = _timed("its page", lambda: client.get("/organise/events/big/releases"))
    if page.status_code != 200:
        raise SystemExit(page.text)
    _timed(f"release with {len(told)} mails", lambda: _release(with_mails=True))
    with transaction():
        mails = [lease_mail(now=NOW, lease=timedelta(minutes=3)) for _number in range(WRITTEN)]
    _timed(f"{WRITTEN} mails written", lambda: [compose(mail) for mail in mails if mail])


def main() -> None:
    """Make the event, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        app = make_application(Path(folder))
        with app.app_context():
            _measure(app)


if __name__ == "__main__":
    main()
