"""Reads and moves for the timetable: the stored slot of each session as it was seen, and tracks."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from eventapp.events.models import Stop
from eventapp.foundation.database import db
from eventapp.foundation.edits import Edited, Seen
from eventapp.foundation.merging import texts_of
from eventapp.foundation.wall_spans import WallSpan
from eventapp.programme.changing import schedule_session
from eventapp.programme.models import PendingSession, Session, Track
from eventapp.programme.rules import Slot
from eventapp.programme.working import working_sessions

_COLUMNS = ("stop_id", "track_id", "zone", "wall_starts", "wall_ends", "starts_at", "ends_at")


class StoredSlot(NamedTuple):
    """The slot of a session as it is stored; `seen` tells it in a form, to come back."""

    session_id: int
    stop_id: int
    track_id: int | None
    zone: str
    wall_starts: datetime
    wall_ends: datetime
    starts_at: datetime
    ends_at: datetime
    track: str
    state: str
    waits: bool
    """Whether something of it waits for a release."""

    @property
    def seen(self) -> str:
        """Give all of it in one text."""
        return ";".join(texts_of({name: getattr(self, name) for name in _COLUMNS}).values())


def slots_of(event_id: int) -> dict[str, StoredSlot]:
    """Give the slot of every session of the event by code, as its organisers last left it."""
    rows = db.session.execute(_slots(Session.event_id == event_id))
    return {row[0]: _stored(row) for row in rows}


def slot_of(event_id: int, code: str) -> StoredSlot | None:
    """Give the slot of one session of the event, or None."""
    row = db.session.execute(_slots(Session.event_id == event_id, Session.code == code)).first()
    return _stored(row) if row else None


def _stored(row: Iterable[Any]) -> StoredSlot:
    _code, *slot, track, state, waits = row
    return StoredSlot._make((*slot, track or "", state, waits))


def _slots(*conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    session = working_sessions(*conditions)
    columns = (getattr(session, name) for name in _COLUMNS)
    waits = PendingSession.session_id.is_not(None)
    return (
        sa.select(session.code, session.id, *columns, Track.name, session.state, waits)
        .outerjoin(Track, Track.id == session.track_id)
        .outerjoin(PendingSession, PendingSession.session_id == session.id)
    )


def tracks_of_stops(event_id: int) -> dict[str, list[str]]:
    """Give the names of the tracks of each stop of the event, by the code of the stop."""
    rows = db.session.execute(
        sa.select(Stop.code, Track.name)
        .join(Stop, Stop.id == Track.stop_id)
        .where(Stop.event_id == event_id)
        .order_by(Stop.code, Track.position, Track.name)
    )
    tracks: dict[str, list[str]] = defaultdict(list)
    for code, name in rows:
        tracks[code].append(name)
    return tracks


class Move(NamedTuple):
    """Where somebody wishes a session to be, who saw it at `seen`."""

    stop_id: int
    track: str
    span: WallSpan
    seen: str


def move_session(session_id: int, move: Move, *, actor: str, now: datetime) -> Edited:
    """Hold a session at another time, on another track or at another stop.

    Raises StaleEdit, FieldRefused, EndsBeforeStart and SessionOutsideStop.
    """
    slot = Slot(move.stop_id, move.track, *move.span)
    texts = dict(zip(_COLUMNS, move.seen.split(";"), strict=False))
    fields = {name: texts.get(name, "") for name in _COLUMNS}
    return schedule_session(session_id, slot, Seen(0, fields), actor=actor, now=now)
