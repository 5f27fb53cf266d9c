"""Events with releases, for tests."""

from datetime import timedelta

from eventapp.events.models import Event
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.programme.changing import schedule_session
from eventapp.programme.models import Session
from eventapp.programme.working import EditedSession, session_to_edit
from eventapp.releases.actions import release_programme
from eventapp.releases.models import Release
from eventapp.releases.queries import Released, Upcoming, releases_of, upcoming_of
from eventapp.releases.rules import ReleaseWish
from tests.factories import NOON
from tests.programme.wishes import ACTOR, seen, slot_of

NOW = NOON - timedelta(days=9)
LATER = NOW + timedelta(days=1)
HOUR = timedelta(hours=1)


def upcoming(event_id: int) -> Upcoming:
    """Give what would be released of an event now."""
    db.session.expire_all()
    return upcoming_of(db.session.get_one(Event, event_id))


def release(event_id: int, *, with_mails: bool = False) -> Released:
    """Release what waits, as somebody does who has just seen it."""
    wish = ReleaseWish(upcoming(event_id).mark, "Note", "Notis", with_mails=with_mails)
    with transaction():
        release_programme(event_id, wish, actor=ACTOR, now=LATER)
    return releases_of(event_id)[0]


def to_edit(event_id: int, code: str = "S1") -> EditedSession:
    """Give a session as organisers see it."""
    db.session.expire_all()
    found = session_to_edit(event_id, code)
    assert found is not None
    return found


def move(session: Session, by: timedelta = HOUR) -> None:
    """Move a session from where its organisers last left it."""
    row = to_edit(session.event_id, session.code)
    with transaction():
        schedule_session(session.id, slot_of(row, by), seen(row), actor=ACTOR, now=NOW)


def number_of_releases() -> int:
    """Count all releases."""
    return db.session.query(Release).count()
