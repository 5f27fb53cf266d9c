"""Edits of stops and tracks by people: what they hold must stay inside them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventapp.events.actions import lock_event
from eventapp.events.changing import STOP_TIMES
from eventapp.events.models import Stop
from eventapp.events.noting import note_change
from eventapp.events.rules import CodeTaken, FieldRefused, StillInUse, StopDetails, check_named
from eventapp.foundation.changes import assign
from eventapp.foundation.database import db
from eventapp.foundation.edits import Edited, Seen, edit, told
from eventapp.foundation.texts import is_line
from eventapp.foundation.timezones import TZDATA_VERSION
from eventapp.foundation.wall_spans import EndsBeforeStart, WallSpan
from eventapp.programme.models import PendingSession, Session, Track
from eventapp.programme.moving import moved_along
from eventapp.programme.rules import SessionsLeftOutside
from eventapp.programme.working import EditedSession

EDITED = ("title_en", "title_sv", "zone", "wall_starts", "wall_ends", "starts_at", "ends_at")
LONGEST_TRACK = 120


def change_stop(
    stop_id: int,
    details: StopDetails,
    seen: Seen,
    *,
    with_sessions: bool = True,
    actor: str,
    now: datetime,
) -> Edited:
    """Change what is told of a stop; its code stays.

    `with_sessions`: when its start or zone moves, its sessions keep their places inside it.
    Raises StaleEdit, FieldRefused, EndsBeforeStart and SessionsLeftOutside.
    """
    check_named(details.title_en, details.title_sv, "title_en")
    if details.ends_at <= details.starts_at:
        raise EndsBeforeStart
    stop = _locked_stop(stop_id)
    before = _span(stop)
    wish = details._asdict()
    del wish["code"]
    edited = edit(stop, wish, seen, together=STOP_TIMES)
    if not edited:
        return edited
    if edited.touches(STOP_TIMES[0]):
        stop.tzdata_version = TZDATA_VERSION
        if with_sessions:
            _take_sessions_along(stop, before, now=now)
        _check_sessions(stop)
    db.session.flush()
    note_change(stop.event_id, "stop changed", stop.code, told(edited), actor=actor, now=now)
    return edited


def holds_sessions(stop_id: int) -> bool:
    """Tell whether a session is in a stop, or waits to be."""
    return any(
        db.session.scalar(sa.select(model.stop_id).where(model.stop_id == stop_id).limit(1))
        for model in (Session, PendingSession)
    )


def delete_stop(stop_id: int, *, actor: str, now: datetime) -> None:
    """Remove a stop that holds no session. Raises StillInUse.

    Shifts at it go along; organisers remove it by `roster/stops.py`, which asks about them.
    """
    stop = _locked_stop(stop_id)
    if holds_sessions(stop_id):
        what = "sessions"
        raise StillInUse(what)
    event_id, code = stop.event_id, stop.code
    db.session.delete(stop)
    db.session.flush()
    note_change(event_id, "stop deleted", code, actor=actor, now=now)


def add_track(stop_id: int, name: str, *, actor: str, now: datetime) -> Track:
    """Make a track, after the others of its stop. Raises CodeTaken and FieldRefused."""
    stop = _locked_stop(stop_id)
    _check_name(stop_id, name, None)
    last = db.session.scalar(sa.select(sa.func.max(Track.position)).where(Track.stop_id == stop_id))
    track = Track(stop_id=stop_id, name=name, position=0 if last is None else last + 1)
    db.session.add(track)
    db.session.flush()
    subject = f"{stop.code} {name}"
    note_change(stop.event_id, "track added", subject, actor=actor, now=now)
    return track


def change_track(track_id: int, name: str, seen: Seen, *, actor: str, now: datetime) -> Edited:
    """Rename a track; calendars are told. Raises StaleEdit, CodeTaken and FieldRefused."""
    stop, track = _locked_track(track_id)
    _check_name(stop.id, name, track_id)
    edited = edit(track, {"name": name}, seen)
    if edited:
        _tell_sessions(track_id, now=now)
        note_change(stop.event_id, "track changed", stop.code, told(edited), actor=actor, now=now)
    return edited


def delete_track(track_id: int, *, actor: str, now: datetime) -> None:
    """Remove a track; its sessions stay, on none."""
    stop, track = _locked_track(track_id)
    _tell_sessions(track_id, now=now)
    subject = f"{stop.code} {track.name}"
    db.session.execute(
        sa.update(Session)
        .where(Session.track_id == track_id)
        .values(track_id=None, version=Session.version + 1)
    )
    db.session.delete(track)
    db.session.flush()
    note_change(stop.event_id, "track deleted", subject, actor=actor, now=now)


def _take_sessions_along(stop: Stop, before: WallSpan, *, now: datetime) -> None:
    """Move the sessions as the start of their stop moved; those of its zone keep their clock."""
    for session in _held_at(stop.id):
        span = moved_along(_span(session), before, _span(stop))
        if assign(session, span._asdict()):
            session.tzdata_version = TZDATA_VERSION
            session.version += 1
            if isinstance(session, Session):
                session.sequence += 1
                session.changed_at = now


def _check_sessions(stop: Stop) -> None:
    outside = dict.fromkeys(
        session.code
        for session in _held_at(stop.id)
        if session.starts_at < stop.starts_at or session.ends_at > stop.ends_at
    )
    if outside:
        raise SessionsLeftOutside(tuple(outside))


def _sessions_of(stop_id: int) -> list[Session]:
    return list(
        db.session.scalars(
            sa.select(Session)
            .where(Session.stop_id == stop_id)
            .order_by(Session.starts_at, Session.code)
        )
    )


def _held_at(stop_id: int) -> list[EditedSession]:
    return [*_sessions_of(stop_id), *_waiting_at(stop_id)]


def _waiting_at(stop_id: int) -> list[PendingSession]:
    """Give what is to be held there from the next release on: it moves with its stop too."""
    return list(
        db.session.scalars(
            sa.select(PendingSession)
            .where(PendingSession.stop_id == stop_id)
            .options(joinedload(PendingSession.session))
            .order_by(PendingSession.starts_at, PendingSession.session_id)
        )
    )


def _span(row: EditedSession | Stop) -> WallSpan:
    return WallSpan(row.zone, row.wall_starts, row.wall_ends, row.starts_at, row.ends_at)


def _locked_stop(stop_id: int) -> Stop:
    lock_event(db.session.scalars(sa.select(Stop.event_id).where(Stop.id == stop_id)).one())
    return db.session.get_one(Stop, stop_id, populate_existing=True)


def _locked_track(track_id: int) -> tuple[Stop, Track]:
    stop_id = db.session.scalars(sa.select(Track.stop_id).where(Track.id == track_id)).one()
    stop = _locked_stop(stop_id)
    return stop, db.session.get_one(Track, track_id, populate_existing=True)


def _check_name(stop_id: int, name: str, own_id: int | None) -> None:
    if not name or not is_line(name, LONGEST_TRACK):
        field = "name"
        raise FieldRefused(field)
    number = db.session.scalar(
        sa.select(Track.id).where(Track.stop_id == stop_id, Track.name == name)
    )
    if number is not None and number != own_id:
        raise CodeTaken(name)


def _tell_sessions(track_id: int, *, now: datetime) -> None:
    """Give the sessions of a track their next sequence number: calendars name the track."""
    db.session.execute(
        sa.update(Session)
        .where(Session.track_id == track_id)
        .values(sequence=Session.sequence + 1, changed_at=now)
    )
