"""An event copied to other dates, and a stop moved: with its sessions, at their clock times."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from eventapp.events.models import Event, Stop
from eventapp.events.queries import stops_of
from eventapp.foundation.changes import assign, values_of
from eventapp.foundation.database import db
from eventapp.foundation.timezones import TZDATA_VERSION, to_instant
from eventapp.foundation.wall_spans import WallSpan
from eventapp.programme.models import Appearance, Session, Track
from eventapp.programme.moving import MovedStop, moved_stop
from eventapp.programme.rules import (
    CANCELLED,
    DRAFT,
    LINE_UP,
    PUBLISHED,
    SESSIONS,
    STOPS,
    TRACKS,
    CopyWish,
    with_needed,
)
from eventapp.speakers.models import Speaker

_SPAN = ("zone", "wall_starts", "wall_ends", "starts_at", "ends_at")
_COUNTED = ("version",)
_OF_ONE_EDITION = (
    "version",
    "figures_version",
    "edit_version",
    "taken_online",
    "taken_onsite",
    "state",
    "replaced_by_id",
    "archived_at",
    "release_number",
)


class StopMove(NamedTuple):
    """A stop with where it and its sessions move."""

    stop: Stop
    moved: MovedStop


def moves_of(event_id: int, by: timedelta) -> tuple[StopMove, ...]:
    """Give where every stop and session would be when all dates move; cancelled sessions stay."""
    sessions: dict[int, list[tuple[str, WallSpan]]] = {}
    for session in _sessions(Session.event_id == event_id, Session.state != CANCELLED):
        sessions.setdefault(session.stop_id, []).append((session.code, _span(session)))
    return tuple(
        StopMove(stop, moved_stop(_span(stop), sessions.get(stop.id, ()), by))
        for stop in stops_of(event_id)
    )


def copy_event(source: Event, wish: CopyWish, *, state: str = PUBLISHED, now: datetime) -> Event:
    """Make another edition of an event; its slug must be free. Streams are copied apart."""
    parts, days = with_needed(wish.parts), timedelta(days=wish.days)
    moves = moves_of(source.id, days)
    event = _copied_event(source, wish, state, now=now)
    if STOPS not in parts:
        return event
    stops = {move.stop.id: _copied_stop(event.id, move) for move in moves}
    tracks = _copy_tracks(stops) if TRACKS in parts else {}
    if SESSIONS in parts:
        sessions = _copy_sessions(event.id, wish, moves, stops, tracks, now=now)
        if LINE_UP in parts:
            _copy_line_up(source.id, event.id, sessions)
    db.session.flush()
    return event


def _copied_event(source: Event, wish: CopyWish, state: str, *, now: datetime) -> Event:
    values = values_of(source, without=_OF_ONE_EDITION)
    opens, closes = wish.wall_registration_opens, wish.wall_registration_closes
    values |= {
        "slug": wish.slug,
        "state": state,
        "name_en": wish.name_en,
        "name_sv": wish.name_sv,
        "wall_registration_opens": opens,
        "wall_registration_closes": closes,
        "registration_opens_at": _instant(opens, source.zone),
        "registration_closes_at": _instant(closes, source.zone),
        "created_at": now,
    }
    if source.recordings_until_on:
        values["recordings_until_on"] = source.recordings_until_on + timedelta(days=wish.days)
    event = Event(**values)
    db.session.add(event)
    db.session.flush()
    return event


def _instant(wall: datetime | None, zone_name: str) -> datetime | None:
    return None if wall is None else to_instant(wall, zone_name, fold=0)


def _copied_stop(event_id: int, move: StopMove) -> Stop:
    values = values_of(move.stop, without=_COUNTED) | move.moved.span._asdict()
    stop = Stop(**values | {"event_id": event_id, "tzdata_version": TZDATA_VERSION})
    db.session.add(stop)
    db.session.flush()
    return stop


def _copy_tracks(stops: dict[int, Stop]) -> dict[int, int]:
    """Copy the tracks of stops; give the number of each copy by that of its original."""
    originals = db.session.scalars(
        sa.select(Track).where(Track.stop_id.in_(stops)).order_by(Track.id)
    ).all()
    copies = {
        track.id: Track(**values_of(track, without=_COUNTED) | {"stop_id": stops[track.stop_id].id})
        for track in originals
    }
    db.session.add_all(copies.values())
    db.session.flush()
    return {number: track.id for number, track in copies.items()}


def _copy_sessions(
    event_id: int,
    wish: CopyWish,
    moves: Sequence[StopMove],
    stops: dict[int, Stop],
    tracks: dict[int, int],
    *,
    now: datetime,
) -> dict[int, Session]:
    """Copy the sessions; give each copy by the number of its original."""
    spans = {one.code: one.span for move in moves for one in move.moved.sessions}
    copies: dict[int, Session] = {}
    for session in _sessions(Session.stop_id.in_(stops), Session.state != CANCELLED):
        values: dict[str, Any] = (
            values_of(session, without=_COUNTED) | spans[session.code]._asdict()
        )
        values |= {
            "event_id": event_id,
            "stop_id": stops[session.stop_id].id,
            "track_id": tracks.get(session.track_id or 0),
            "state": DRAFT if wish.as_drafts else session.state,
            "tzdata_version": TZDATA_VERSION,
            "sequence": 0,
            "changed_at": now,
            "created_at": now,
        }
        copies[session.id] = Session(**values)
    db.session.add_all(copies.values())
    db.session.flush()
    return copies


def _copy_line_up(source_id: int, event_id: int, sessions: dict[int, Session]) -> None:
    speakers = {
        speaker.id: Speaker(**values_of(speaker, without=_COUNTED) | {"event_id": event_id})
        for speaker in db.session.scalars(
            sa.select(Speaker).where(Speaker.event_id == source_id).order_by(Speaker.id)
        )
    }
    db.session.add_all(speakers.values())
    db.session.flush()
    appearances = db.session.scalars(
        sa.select(Appearance).where(Appearance.session_id.in_(sessions)).order_by(Appearance.id)
    )
    db.session.add_all(
        Appearance(
            session_id=sessions[one.session_id].id,
            speaker_id=speakers[one.speaker_id].id,
            role=one.role,
            position=one.position,
        )
        for one in appearances.all()
    )


def move_stop(stop: Stop, by: timedelta, *, now: datetime) -> MovedStop:
    """Move a stop and all its sessions; calendars are told of each that now has other times."""
    sessions = {one.code: one for one in _sessions(Session.stop_id == stop.id)}
    target = moved_stop(_span(stop), [(code, _span(one)) for code, one in sessions.items()], by)
    assign(stop, target.span._asdict() | {"tzdata_version": TZDATA_VERSION})
    stop.version += 1
    for one in target.sessions:
        session = sessions[one.code]
        if assign(session, one.span._asdict()):
            session.tzdata_version = TZDATA_VERSION
            session.version += 1
            session.sequence += 1
            session.changed_at = now
    db.session.flush()
    return target


def _span(row: Stop | Session) -> WallSpan:
    return WallSpan(*(getattr(row, name) for name in _SPAN))


def _sessions(*conditions: sa.ColumnElement[bool]) -> Sequence[Session]:
    return db.session.scalars(
        sa.select(Session).where(*conditions).order_by(Session.starts_at, Session.code)
    ).all()
