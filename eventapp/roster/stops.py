"""Stops that are moved with their shifts, or removed with them once somebody said so."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from eventapp.audit.actions import record
from eventapp.events.actions import lock_event
from eventapp.events.models import Stop
from eventapp.events.rules import StopDetails
from eventapp.foundation.changes import assign
from eventapp.foundation.database import db
from eventapp.foundation.edits import Edited, Seen
from eventapp.foundation.timezones import TZDATA_VERSION
from eventapp.foundation.wall_spans import WallSpan
from eventapp.programme.moving import moved_along
from eventapp.programme.stops import change_stop, delete_stop, holds_sessions
from eventapp.roster.models import Shift
from eventapp.roster.queries import shifts_at
from eventapp.roster.rules import ShiftsAtStop


class Along(NamedTuple):
    """What keeps its place in a stop that is moved."""

    sessions: bool = True
    shifts: bool = True


def restage_stop(
    stop_id: int, details: StopDetails, seen: Seen, along: Along, *, actor: str, now: datetime
) -> Edited:
    """Change what is told of a stop, and let its sessions and shifts move along.

    A shift may lie outside the stop before and after. Raises what `change_stop` raises.
    """
    stop = _locked(stop_id)
    before = span_of(stop)
    edited = change_stop(stop_id, details, seen, with_sessions=along.sessions, actor=actor, now=now)
    if along.shifts:
        _take_shifts_along(stop, before, actor=actor, now=now)
    return edited


def span_of(row: Stop | Shift) -> WallSpan:
    """Give from when to when a stop or a shift is."""
    return WallSpan(row.zone, row.wall_starts, row.wall_ends, row.starts_at, row.ends_at)


def take_shifts_along(stop: Stop, before: WallSpan, *, actor: str, now: datetime) -> None:
    """Let the shifts of a stop go where a file moved it, as they do when an organiser moves it.

    They stay where sessions have stayed: a file moves none along.
    """
    if not holds_sessions(stop.id):
        _take_shifts_along(stop, before, actor=actor, now=now)


def remove_stop(stop_id: int, shifts_seen: int, *, actor: str, now: datetime) -> None:
    """Remove a stop that holds no session, with as many shifts as somebody was told of.

    Raises StillInUse, and ShiftsAtStop where there are more or fewer shifts than that.
    """
    stop = _locked(stop_id)
    shifts = shifts_at(stop_id)
    if len(shifts) != shifts_seen:
        raise ShiftsAtStop(len(shifts))
    codes = ", ".join(shift.code for shift in shifts)
    for shift in shifts:
        db.session.delete(shift)
    db.session.flush()
    if codes:
        _note(stop, "shifts removed with their stop", codes, actor=actor, now=now)
    delete_stop(stop_id, actor=actor, now=now)


def _take_shifts_along(stop: Stop, before: WallSpan, *, actor: str, now: datetime) -> None:
    after = span_of(stop)
    if after == before:
        return
    moved = [
        shift.code
        for shift in shifts_at(stop.id)
        if _follow(shift, moved_along(span_of(shift), before, after))
    ]
    if moved:
        db.session.flush()
        detail = ", ".join(moved)
        _note(stop, "shifts moved with their stop", detail, actor=actor, now=now)


def _follow(shift: Shift, span: WallSpan) -> bool:
    """Put a shift where its stop has gone; tell whether that is elsewhere."""
    if not assign(shift, span._asdict()):
        return False
    shift.tzdata_version = TZDATA_VERSION
    shift.version += 1
    return True


def _locked(stop_id: int) -> Stop:
    lock_event(db.session.scalars(sa.select(Stop.event_id).where(Stop.id == stop_id)).one())
    return db.session.get_one(Stop, stop_id, populate_existing=True)


def _note(stop: Stop, action: str, detail: str, *, actor: str, now: datetime) -> None:
    record(actor, action, event_id=stop.event_id, subject=stop.code, detail=detail, now=now)
