"""The programme of an event as the file that it may be taken in from again."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from eventapp.events.models import Stop
from eventapp.foundation.database import db
from eventapp.foundation.timezones import WallTimeTwice, to_instant, to_wall, wall_text
from eventapp.programme.models import Session, Track
from eventapp.programme.queries import ProgrammeSession
from eventapp.programme.rules import STATES
from eventapp.reports.spreadsheets import safe_cell

COLUMNS = (
    *("code", "stop", "kind", "starts", "ends", "zone", "title_en", "title_sv", "theme"),
    *("host_country", "guest_zone", "track", "abstract_en", "abstract_sv"),
    *("language", "capacity", "state"),
)
UNAMBIGUOUS = "UTC"
"""The zone in which times are written that the session's own clocks show twice."""


def programme_file(event_id: int) -> tuple[str, int]:
    """Return what everybody sees of the programme, and the drafts, as CSV; and its rows.

    What waits for a release is left out, as is what is parked: a file holds times.
    """
    rows = db.session.execute(
        sa.select(Session, Stop.code, Track.name)
        .join(Stop, Stop.id == Session.stop_id)
        .outerjoin(Track, Track.id == Session.track_id)
        .where(Session.event_id == event_id, Session.state.in_(STATES))
        .order_by(Session.starts_at, Session.code)
    ).all()
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for session, stop, track in rows:
        writer.writerow(safe_cell(cell) for cell in _cells(session, stop, track or ""))
    return text.getvalue(), len(rows)


def _cells(session: Session, stop: str, track: str) -> Iterator[str]:
    zone = session.zone if is_clear(session) else UNAMBIGUOUS
    yield from (session.code, stop, session.kind)
    for instant in (session.starts_at, session.ends_at):
        yield wall_text(to_wall(instant, zone).replace(fold=0))
    yield from (zone, session.title_en, session.title_sv, session.theme)
    yield from (session.host_country_code, session.guest_zone, track)
    yield from (session.abstract_en, session.abstract_sv, session.language)
    yield "" if session.capacity is None else str(session.capacity)
    yield session.state


def is_clear(session: Session | ProgrammeSession) -> bool:
    """Tell whether the clocks of the session's zone show both of its times once alone."""
    return not any(_comes_twice(one, session.zone) for one in (session.starts_at, session.ends_at))


def _comes_twice(instant: datetime, zone: str) -> bool:
    try:
        to_instant(to_wall(instant, zone).replace(fold=0), zone)
    except WallTimeTwice:
        return True
    return False
