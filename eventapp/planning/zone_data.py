"""Times whose instant is another one by the zone data in use than by those it was stored with.

The truth of a time that is to come is what the clock on the wall shows, with its zone. What has
begun was held when it was held: its stored instant stays.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

import sqlalchemy as sa

from eventapp.audit.actions import record
from eventapp.events.actions import touch_event, touch_figures
from eventapp.foundation.changes import values_of
from eventapp.foundation.database import db
from eventapp.foundation.timezones import (
    TZDATA_VERSION,
    WallTimeMissing,
    WallTimeTwice,
    instant_text,
    to_instant,
    wall_text,
)
from eventapp.planning.wall_tables import Clocked, WallColumn, clocked_rows
from eventapp.programme.models import PendingSession, Session
from eventapp.speaking.models import SpeakerHours

_TIMES = ("zone", "wall_starts", "wall_ends", "starts_at", "ends_at")


class MovedTime(NamedTuple):
    """A time whose stored instant is not the one that its wall time means.

    `kind` and `end` say what it is, see `wall_tables`; `code` is blank where the event has one of
    the kind. `derived` is the instant that it means; None where the clocks skip that time now, and
    then `suggestion` is a wall time as much later as they skip. `tzdata_version` is blank where
    it was not written down.
    """

    event: str
    kind: str
    code: str
    title: tuple[str, str]
    end: str
    zone: str
    wall: datetime
    stored: datetime
    derived: datetime | None
    suggestion: datetime | None
    tzdata_version: str
    is_past: bool


class Derived(NamedTuple):
    """What became of the times that had moved."""

    changed: tuple[MovedTime, ...]
    left: tuple[MovedTime, ...]


class _Settled(NamedTuple):
    """A row with those of its moved times that are derived, and those that are left.

    What waits of a session that is public at the same time is derived along and told once.
    """

    one: Clocked
    is_told: bool
    changed: tuple[MovedTime, ...]
    left: tuple[MovedTime, ...]


def moved_times(event_id: int | None = None, *, now: datetime) -> list[MovedTime]:
    """Give what has moved, at one event or at all, by kind, event, start and code.

    One statement a table, whatever the number of rows.
    """
    return [moved for one, moves in _moved_rows(event_id, now) if _is_told(one) for moved in moves]


def derive_times(event_id: int | None = None, *, actor: str, now: datetime) -> Derived:
    """Store the instants that wall times mean by the zone data in use.

    What has begun, what the clocks skip, and what would no longer end after it starts is left.
    """
    settled = [_settled(one, moves) for one, moves in _moved_rows(event_id, now)]
    hours = [each for each in settled if isinstance(each.one.row, SpeakerHours)]
    others = [each for each in settled if not isinstance(each.one.row, SpeakerHours)]
    for each in others:
        _derive(each, now=now)
    done = [each for each in (*others, *_derive_hours(hours)) if each.is_told]
    db.session.flush()
    for number in {each.one.event_id for each in others if each.changed and _is_public(each)}:
        touch_event(number)
        touch_figures(number)
    _note_all(done, actor=actor, now=now)
    return Derived(
        tuple(moved for each in done for moved in each.changed),
        tuple(moved for each in done for moved in each.left),
    )


def _moved_rows(
    event_id: int | None, now: datetime
) -> Iterator[tuple[Clocked, tuple[MovedTime, ...]]]:
    for one in clocked_rows(event_id):
        moves = tuple(_moves(one, now))
        if moves:
            yield one, moves


def _is_told(one: Clocked) -> bool:
    row = one.row
    return not isinstance(row, PendingSession) or any(
        getattr(row, name) != getattr(row.session, name) for name in _TIMES
    )


def _is_public(each: _Settled) -> bool:
    return each.one.table.is_public


def _moves(one: Clocked, now: datetime) -> Iterator[MovedTime]:
    row, table = one.row, one.table
    zone = getattr(row, table.zone)
    for column in table.columns:
        wall, stored = getattr(row, column.wall), getattr(row, column.instant)
        if wall is None or stored is None:
            continue
        meant, suggestion = _meant(wall, zone)
        if stored not in meant:
            yield MovedTime(
                event=one.slug,
                kind=table.kind,
                code=one.code,
                title=one.title,
                end=column.end,
                zone=zone,
                wall=wall,
                stored=stored,
                derived=meant[0] if meant else None,
                suggestion=suggestion,
                tzdata_version=getattr(row, "tzdata_version", ""),
                is_past=(row.starts_at if table.is_span else stored) <= now,
            )


def _meant(wall: datetime, zone_name: str) -> tuple[tuple[datetime, ...], datetime | None]:
    """Give the instants at which the clocks show a wall time, and a time where they skip it."""
    try:
        return (to_instant(wall, zone_name),), None
    except WallTimeMissing as missing:
        return (), missing.suggestion
    except WallTimeTwice as twice:
        return (twice.first, twice.second), None


def _settled(one: Clocked, moves: tuple[MovedTime, ...]) -> _Settled:
    """Say which of a row's moved times can be derived."""
    fit = tuple(moved for moved in moves if moved.derived is not None and not moved.is_past)
    if one.table.is_span and len(fit) < len(moves):
        fit = ()
    instants = _instants(one, fit)
    if any(late <= early for early, late in pairwise(instants)):
        fit = ()
    return _Settled(one, _is_told(one), fit, tuple(moved for moved in moves if moved not in fit))


def _instants(one: Clocked, moves: Iterable[MovedTime]) -> list[datetime]:
    """Give the instants that a row would have, in the order in which they have to be."""
    derived = {moved.end: moved.derived for moved in moves}
    instants = (derived.get(c.end) or getattr(one.row, c.instant) for c in one.table.columns)
    return [instant for instant in instants if instant is not None]


def _derive(each: _Settled, *, now: datetime) -> None:
    """Put the derived instants into a row."""
    row = each.one.row
    if not each.changed:
        return
    for column, derived in _derived(each):
        setattr(row, column.instant, derived)
    if each.one.table.is_span:
        row.tzdata_version = TZDATA_VERSION
    if isinstance(row, Session):
        row.sequence += 1
        row.changed_at = now


def _derived(each: _Settled) -> Iterator[tuple[WallColumn, datetime]]:
    columns = {column.end: column for column in each.one.table.columns}
    for moved in each.changed:
        if moved.derived is not None:
            yield columns[moved.end], moved.derived


def _derive_hours(moved: Iterable[_Settled]) -> list[_Settled]:
    """Derive the hours of speakers, those of one speaker together.

    The rows are made anew: where one comes to start when another did, a change of one after the
    other would clash on the way. Where two would start at once all of the speaker are left.
    """
    by_speaker: dict[int, list[_Settled]] = {}
    for each in moved:
        by_speaker.setdefault(each.one.row.speaker_id, []).append(each)
    return [each for group in by_speaker.values() for each in _derive_stretches(group)]


def _derive_stretches(group: Sequence[_Settled]) -> list[_Settled]:
    fresh = [
        SpeakerHours(**values_of(each.one.row) | {c.instant: at for c, at in _derived(each)})
        for each in group
        if each.changed
    ]
    others = _stretches_beside(group)
    starts = {one.starts_at for one in (*fresh, *others)}
    if len(starts) < len(fresh) + len(others):
        return [each._replace(changed=(), left=(*each.changed, *each.left)) for each in group]
    for each in group:
        if each.changed:
            db.session.delete(each.one.row)
    db.session.flush()
    for one in fresh:
        one.tzdata_version = TZDATA_VERSION
    db.session.add_all(fresh)
    return list(group)


def _stretches_beside(group: Sequence[_Settled]) -> Sequence[SpeakerHours]:
    """Give the hours of the same speaker that are not derived."""
    changed = [each.one.row.id for each in group if each.changed]
    return db.session.scalars(
        sa.select(SpeakerHours).where(
            SpeakerHours.speaker_id == group[0].one.row.speaker_id,
            SpeakerHours.id.not_in(changed),
        )
    ).all()


def _note_all(done: Iterable[_Settled], *, actor: str, now: datetime) -> None:
    """Note what was derived, all of one kind and code together."""
    noted: dict[tuple[int, str, str], list[str]] = {}
    for each in done:
        for moved in each.changed:
            words = (
                f"{moved.kind} {moved.end} {wall_text(moved.wall)} {moved.zone}:"
                f" {instant_text(moved.stored)} → {instant_text(moved.derived or moved.stored)}"
            )
            noted.setdefault((each.one.event_id, moved.kind, moved.code), []).append(words)
    for (event_id, kind, code), details in noted.items():
        record(
            actor,
            "times derived from new zone data",
            event_id=event_id,
            subject=code or kind,
            detail="; ".join(details),
            now=now,
        )
