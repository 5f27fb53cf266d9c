"""Writes to the roster: shifts are added, changed, removed, and copied to the next edition."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from eventapp.audit.actions import record
from eventapp.events.actions import lock_event
from eventapp.events.changing import next_code
from eventapp.events.models import Stop
from eventapp.events.queries import stops_of
from eventapp.events.rules import FieldRefused
from eventapp.foundation.changes import values_of
from eventapp.foundation.database import db
from eventapp.foundation.edits import Edited, Seen, edit, told
from eventapp.foundation.timezones import TZDATA_VERSION
from eventapp.foundation.wall_spans import Moved, WallSpan, moved
from eventapp.roster.models import Shift
from eventapp.roster.queries import shift_codes, shifts_of
from eventapp.roster.rules import ShiftDetails, check_shift
from eventapp.speakers.models import Speaker
from eventapp.speakers.queries import speaker_ids

EDITED = ShiftDetails._fields
TIMES = ({"stop_id", "zone", "wall_starts", "wall_ends", "starts_at", "ends_at"},)


def add_shift(event_id: int, details: ShiftDetails, *, actor: str, now: datetime) -> Shift:
    """Put a shift on the roster. Raises FieldRefused and EndsBeforeStart."""
    lock_event(event_id)
    values = _values(event_id, details)
    code = next_code("R", shift_codes(event_id))
    shift = Shift(event_id=event_id, code=code, tzdata_version=TZDATA_VERSION, **values)
    db.session.add(shift)
    db.session.flush()
    record(actor, "shift added", event_id=event_id, subject=code, detail=shift.role, now=now)
    return shift


def change_shift(
    shift_id: int, details: ShiftDetails, seen: Seen, *, actor: str, now: datetime
) -> Edited:
    """Change a shift. Raises StaleEdit, FieldRefused and EndsBeforeStart."""
    shift = _locked(shift_id)
    edited = edit(shift, _values(shift.event_id, details), seen, together=TIMES)
    if edited:
        if edited.touches(TIMES[0]):
            shift.tzdata_version = TZDATA_VERSION
        db.session.flush()
        _note(shift, "shift changed", told(edited), actor=actor, now=now)
    return edited


def remove_shift(shift_id: int, *, actor: str, now: datetime) -> None:
    """Take a shift off the roster."""
    shift = _locked(shift_id)
    db.session.delete(shift)
    db.session.flush()
    _note(shift, "shift removed", shift.role, actor=actor, now=now)


def moved_shifts(event_id: int, by: timedelta) -> list[tuple[Shift, Moved]]:
    """Give the shifts of an event with where they would be when all dates move."""
    return [
        (shift, moved(WallSpan(*(getattr(shift, name) for name in WallSpan._fields)), by))
        for shift in shifts_of(event_id)
    ]


def copy_roster(source_id: int, event_id: int, by: timedelta, *, with_people: bool) -> int:
    """Bring the shifts of an event to the stops of another one with their codes; count them.

    Clock times are kept and dates move; of a time that is there twice the first is meant. Without
    people, nobody works the copies yet, and they are where their stop is.
    """
    stops = {stop.code: stop for stop in stops_of(event_id)}
    speakers = speaker_ids(event_id) if with_people else {}
    copies = []
    for shift, (span, _notes) in moved_shifts(source_id, by):
        stop = stops.get(shift.stop.code)
        if stop is None:
            continue
        values: dict[str, Any] = values_of(shift, without=("version",)) | span._asdict()
        values |= {
            "event_id": event_id,
            "stop_id": stop.id,
            "speaker_id": speakers.get(shift.speaker.code) if shift.speaker else None,
            "tzdata_version": TZDATA_VERSION,
        }
        if not with_people:
            values |= {"name": "", "email": "", "person_zone": span.zone}
        copies.append(Shift(**values))
    db.session.add_all(copies)
    db.session.flush()
    return len(copies)


def _locked(shift_id: int) -> Shift:
    """Give the shift as it is now; nobody else changes anything of its event meanwhile."""
    event_id = db.session.scalars(sa.select(Shift.event_id).where(Shift.id == shift_id)).one()
    lock_event(event_id)
    return db.session.get_one(Shift, shift_id, populate_existing=True)


def _values(event_id: int, details: ShiftDetails) -> dict[str, Any]:
    """Give a shift's columns. Raises what a shift cannot be."""
    check_shift(details)
    stop = db.session.get(Stop, details.stop_id)
    if stop is None or stop.event_id != event_id:
        field = "stop_id"
        raise FieldRefused(field)
    if details.speaker_id is not None:
        speaker = db.session.get(Speaker, details.speaker_id)
        if speaker is None or speaker.event_id != event_id:
            field = "speaker"
            raise FieldRefused(field)
    return details._asdict()


def _note(shift: Shift, action: str, detail: str, *, actor: str, now: datetime) -> None:
    record(actor, action, event_id=shift.event_id, subject=shift.code, detail=detail, now=now)
