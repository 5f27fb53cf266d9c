"""Writes to tracks, sessions and the line-up."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventapp.events.actions import lock_event
from eventapp.events.models import Stop
from eventapp.foundation.changes import assign, upsert
from eventapp.foundation.database import db
from eventapp.foundation.timezones import TZDATA_VERSION
from eventapp.programme.models import Appearance, Session, Track
from eventapp.programme.pending import drop_waiting
from eventapp.programme.rules import SHOWN_IN_CALENDARS, AppearanceDetails, SessionDetails
from eventapp.programme.translations import note_texts


class EventTracks:
    """The tracks of an event by stop and name; a name that is new makes one, after the others."""

    def __init__(self, event_id: int) -> None:
        tracks = db.session.scalars(
            sa.select(Track).join(Stop, Stop.id == Track.stop_id).where(Stop.event_id == event_id)
        ).all()
        self._ids = {(track.stop_id, track.name): track.id for track in tracks}
        self._numbers = Counter(track.stop_id for track in tracks)

    def id_of(self, stop_id: int, name: str) -> int | None:
        """Return the number of the track, None for a blank name."""
        if not name:
            return None
        number = self._ids.get((stop_id, name))
        if number is None:
            track = Track(stop_id=stop_id, name=name, position=self._numbers[stop_id])
            db.session.add(track)
            db.session.flush()
            self._numbers[stop_id] += 1
            number = self._ids[stop_id, name] = track.id
        return number


def save_sessions(
    event_id: int,
    sessions: Iterable[SessionDetails],
    *,
    kept: Collection[str] = (),
    now: datetime,
) -> int:
    """Make sessions, or change those whose code is known; return how many changed.

    The fields in `kept` are written for new sessions only. A session of which calendars show
    something else than before gets the next sequence number. They are public at once: of those
    that stood there, what waited for a release is forgotten.
    """
    lock_event(event_id)
    stored = {
        session.code: session
        for session in db.session.scalars(sa.select(Session).where(Session.event_id == event_id))
    }
    tracks = EventTracks(event_id)
    changed, written, made = 0, [], []
    for details in sessions:
        session = stored.get(details.code)
        values = values_of_session(details, tracks, kept if session else ())
        if session is None:
            made.append({"event_id": event_id, "created_at": now, "changed_at": now, **values})
            changed += 1
        else:
            changed += change_public(session, values, now=now)
            written.append(session.id)
    db.session.flush()
    if made:
        # One statement: where objects are added, SQLite gives their numbers back one by one.
        db.session.execute(sa.insert(Session), made)
    drop_waiting(written)
    return changed


def values_of_session(
    details: SessionDetails, tracks: EventTracks, kept: Collection[str]
) -> dict[str, Any]:
    """Give a session's columns but for those in `kept`; a track that is new is made."""
    values = details._asdict() | {"tzdata_version": TZDATA_VERSION}
    for name in kept:
        del values[name]
    if "track" in values:
        values["track_id"] = tracks.id_of(details.stop_id, values.pop("track"))
    return values


def change_public(session: Session, values: dict[str, Any], *, now: datetime) -> bool:
    """Change what stands in the public table; tell whether anything differed."""
    differing = assign(session, values)
    session.version += bool(differing)
    note_texts(session, differing, now=now)
    if differing & SHOWN_IN_CALENDARS:
        session.sequence += 1
        session.changed_at = now
    return bool(differing)


def save_line_up(event_id: int, appearances: Iterable[AppearanceDetails], *, now: datetime) -> int:
    """Put speakers into sessions, in the order given; return how many appearances changed.

    What a session's calendar entry says of it is then new as of `now`. It is public at once: what
    waited of these sessions for a release is forgotten.
    """
    lock_event(event_id)
    before, given = _line_up_of(event_id), list(appearances)
    drop_waiting({one.session_id for one in given})
    changed = upsert(Appearance, _positioned(given), key=("session_id", "speaker_id", "role"))
    if changed:
        differing = {appearance[0] for appearance in _line_up_of(event_id) ^ before}
        db.session.execute(
            sa.update(Session).where(Session.id.in_(differing)).values(changed_at=now)
        )
    return changed


def _positioned(appearances: Iterable[AppearanceDetails]) -> Iterator[dict[str, Any]]:
    numbers: Counter[int] = Counter()
    for appearance in appearances:
        yield appearance._asdict() | {"position": numbers[appearance.session_id]}
        numbers[appearance.session_id] += 1


def _line_up_of(event_id: int) -> set[tuple[int, int, str, int]]:
    rows = db.session.execute(
        sa.select(
            Appearance.session_id, Appearance.speaker_id, Appearance.role, Appearance.position
        )
        .join(Session, Session.id == Appearance.session_id)
        .where(Session.event_id == event_id)
    )
    return {(row[0], row[1], row[2], row[3]) for row in rows}
