"""Times whose instant is another one by the zone data in use than by those it was stored with.

The truth of a time that is to come is what the clock on the wall shows, with its zone. What has
begun was held when it was held: its stored instant stays.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple, TypeVar

import sqlalchemy as sa

from eventapp.audit.actions import record
from eventapp.events.actions import touch_event, touch_figures
from eventapp.events.models import Event, Stop
from eventapp.foundation.database import db
from eventapp.foundation.timezones import (
    TZDATA_VERSION,
    WallTimeMissing,
    WallTimeTwice,
    instant_text,
    to_instant,
    wall_text,
)
from eventapp.programme.models import PendingSession, Session
from eventapp.programme.pending import waiting_rows

Dated = Stop | Session | PendingSession
AnyDated = TypeVar("AnyDated", Stop, Session)


class MovedTime(NamedTuple):
    """A start or end whose stored instant is not the one that its wall time means.

    `derived` is the instant that it means; None where the clocks skip that time now, and then
    `suggestion` is a wall time as much later as they skip.
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


def moved_times(event_id: int | None = None, *, now: datetime) -> list[MovedTime]:
    """Give what has moved, at one event or at all, by event, start and code; stops come first.

    Two statements, whatever the number of sessions.
    """
    return [moved for _row, moves in _moved_rows(event_id, now) for moved in moves]


def derive_times(event_id: int | None = None, *, actor: str, now: datetime) -> Derived:
    """Store the instants that wall times mean by the zone data in use.

    What has begun, what the clocks skip, and what would no longer end after it starts is left.
    What waits for a release is derived too, and not told of.
    """
    changed: list[MovedTime] = []
    left: list[MovedTime] = []
    for row, moves in _moved_rows(event_id, now):
        if _derive(row, moves, now=now):
            changed += moves
            _note(row, moves, actor=actor, now=now)
        else:
            left += moves
    for row in waiting_rows(event_id):
        moves = tuple(_moves(row, "", now))
        if moves:
            _derive(row, moves, now=now)
    db.session.flush()
    return Derived(tuple(changed), tuple(left))


def _moved_rows(
    event_id: int | None, now: datetime
) -> Iterator[tuple[Dated, tuple[MovedTime, ...]]]:
    rows: list[tuple[Dated, str]] = [*_dated(Stop, event_id), *_dated(Session, event_id)]
    for row, slug in rows:
        moves = tuple(_moves(row, slug, now))
        if moves:
            yield row, moves


def _dated(model: type[AnyDated], event_id: int | None) -> list[tuple[AnyDated, str]]:
    statement = (
        sa.select(model, Event.slug)
        .join(Event, Event.id == model.event_id)
        .order_by(Event.slug, model.starts_at, model.code)
    )
    if event_id is not None:
        statement = statement.where(model.event_id == event_id)
    return [(row[0], row[1]) for row in db.session.execute(statement)]


def _moves(row: Dated, slug: str, now: datetime) -> Iterator[MovedTime]:
    for end, wall, stored in (
        ("starts", row.wall_starts, row.starts_at),
        ("ends", row.wall_ends, row.ends_at),
    ):
        meant, suggestion = _meant(wall, row.zone)
        if stored not in meant:
            yield MovedTime(
                event=slug,
                kind="stop" if isinstance(row, Stop) else "session",
                code=row.code,
                title=(row.title_en, row.title_sv),
                end=end,
                zone=row.zone,
                wall=wall,
                stored=stored,
                derived=meant[0] if meant else None,
                suggestion=suggestion,
                tzdata_version=row.tzdata_version,
                is_past=row.starts_at <= now,
            )


def _meant(wall: datetime, zone_name: str) -> tuple[tuple[datetime, ...], datetime | None]:
    """Give the instants at which the clocks show a wall time, and a time where they skip it."""
    try:
        return (to_instant(wall, zone_name),), None
    except WallTimeMissing as missing:
        return (), missing.suggestion
    except WallTimeTwice as twice:
        return (twice.first, twice.second), None


def _derive(row: Dated, moves: Iterable[MovedTime], *, now: datetime) -> bool:
    """Put the derived instants into a row, or leave it as it is."""
    derived = {moved.end: moved.derived for moved in moves}
    starts_at = derived.get("starts", row.starts_at)
    ends_at = derived.get("ends", row.ends_at)
    if starts_at is None or ends_at is None or ends_at <= starts_at or row.starts_at <= now:
        return False
    row.starts_at, row.ends_at, row.tzdata_version = starts_at, ends_at, TZDATA_VERSION
    if isinstance(row, Session):
        row.sequence += 1
        row.changed_at = now
    touch_event(row.event_id)
    touch_figures(row.event_id)
    return True


def _note(row: Dated, moves: Iterable[MovedTime], *, actor: str, now: datetime) -> None:
    detail = "; ".join(
        f"{moved.end} {wall_text(moved.wall)} {moved.zone}: {instant_text(moved.stored)}"
        f" → {instant_text(moved.derived)}"
        for moved in moves
        if moved.derived
    )
    record(
        actor,
        "times derived from new zone data",
        event_id=row.event_id,
        subject=row.code,
        detail=detail,
        now=now,
    )
