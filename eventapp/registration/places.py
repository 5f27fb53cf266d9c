"""Places of an event: taken and given back by guarded statements, so that none is given twice.

The counters stand in the event's row. Who changes them holds that row until the transaction ends,
and locks it before any registration: all do it in this order, or two could wait for each other.
"""

from datetime import datetime
from functools import partial

import sqlalchemy as sa

from eventapp.events.actions import lock_event, touch_event
from eventapp.events.models import Event, Stop
from eventapp.events.rules import PUBLISHED
from eventapp.foundation.database import UTCDateTime, db, table_of
from eventapp.foundation.prepared import Prepared
from eventapp.registration.models import Registration
from eventapp.registration.rules import (
    MODES,
    EventFull,
    EventNotHeld,
    ModeNotOffered,
    check_open,
    closing_of,
    modes_of,
)

_EVENT = table_of(Event)
_STOP = table_of(Stop)
_REGISTRATION = table_of(Registration)


def _taking(mode: str, _dialect: str) -> sa.UpdateBase:
    """Give the statement that takes a place of a mode if there is one and it is offered now."""
    taken, capacity = _EVENT.c[f"taken_{mode}"], _EVENT.c[f"capacity_{mode}"]
    now = sa.bindparam("now", type_=UTCDateTime())
    opens, closes = _EVENT.c.registration_opens_at, _EVENT.c.registration_closes_at
    stop = sa.exists().where(_STOP.c.event_id == _EVENT.c.id)
    is_over = sa.and_(stop, ~stop.where(_STOP.c.ends_at > now))
    return (
        sa.update(_EVENT)
        .where(
            _EVENT.c.id == sa.bindparam("number"),
            sa.or_(capacity.is_(None), taken < capacity),
            sa.or_(sa.bindparam("anytime", type_=sa.Boolean()), _EVENT.c.state == PUBLISHED),
            sa.or_(_EVENT.c.format == mode, _EVENT.c.format == "hybrid"),
            sa.or_(sa.bindparam("anytime", type_=sa.Boolean()), opens.is_(None), opens <= now),
            sa.or_(sa.bindparam("anytime", type_=sa.Boolean()), closes.is_(None), closes > now),
            sa.or_(sa.bindparam("anytime", type_=sa.Boolean()), ~is_over),
        )
        .values(
            {
                taken: taken + sa.bindparam("places", type_=sa.Integer()),
                _EVENT.c.figures_version: _EVENT.c.figures_version + 1,
            }
        )
        .returning(taken, capacity)
    )


def _giving_back(mode: str, _dialect: str) -> sa.UpdateBase:
    taken, capacity = _EVENT.c[f"taken_{mode}"], _EVENT.c[f"capacity_{mode}"]
    return (
        sa.update(_EVENT)
        .where(_EVENT.c.id == sa.bindparam("number"), taken > 0)
        .values({taken: taken - 1, _EVENT.c.figures_version: _EVENT.c.figures_version + 1})
        .returning(taken, capacity)
    )


_TAKE = {mode: Prepared(partial(_taking, mode)) for mode in MODES}
_GIVE_BACK = {mode: Prepared(partial(_giving_back, mode)) for mode in MODES}


def take_place(
    event_id: int, mode: str, *, now: datetime, anytime: bool = False, places: int = 1
) -> bool:
    """Take a place and tell whether there was one to be had.

    `anytime`: also before registration opens and after it closes. `places`: 0 for who has one
    already, to whom the answer is the same and takes as long.
    """
    values = {"number": event_id, "now": now, "anytime": anytime, "places": places}
    row = _TAKE[mode].run(db.session.connection(), values)
    if row is not None and places and row[0] == row[1]:
        touch_event(event_id)
    return row is not None


def take_place_or_refuse(
    event_id: int, mode: str, *, now: datetime, anytime: bool = False, places: int = 1
) -> None:
    """Take a place where there was none a moment ago, or raise why there is none, as check_place().

    Between two statements on PostgreSQL somebody may give a place back, so the event is locked.
    """
    lock_event(event_id)
    if not take_place(event_id, mode, now=now, anytime=anytime, places=places):
        check_place(event_id, mode, now=now, anytime=anytime)
        message = f"event {event_id} has a place and gives none"
        raise AssertionError(message)


def give_back_place(event_id: int, mode: str) -> None:
    """Let somebody else have a place."""
    row = _GIVE_BACK[mode].run(db.session.connection(), {"number": event_id})
    if row is not None and row[0] + 1 == row[1]:
        touch_event(event_id)


def check_place(event_id: int, mode: str, *, now: datetime, anytime: bool = False) -> None:
    """Raise the reason for which no place can be taken now; nothing when one could be.

    Raises ModeNotOffered, EventNotHeld, RegistrationNotOpen, RegistrationClosed and EventFull.
    """
    row = (
        db.session.connection()
        .execute(
            sa.select(
                _EVENT.c.format,
                _EVENT.c.registration_opens_at,
                _EVENT.c.registration_closes_at,
                _EVENT.c[f"capacity_{mode}"],
                _EVENT.c[f"taken_{mode}"],
                _EVENT.c.state,
                sa.select(sa.func.max(_STOP.c.ends_at))
                .where(_STOP.c.event_id == event_id)
                .scalar_subquery(),
            ).where(_EVENT.c.id == event_id)
        )
        .one()
    )
    event_format, opens_at, closes_at, capacity, taken, state, ends_at = row
    if mode not in modes_of(event_format):
        raise ModeNotOffered(mode)
    if not anytime and state != PUBLISHED:
        raise EventNotHeld(state)
    if not anytime:
        check_open(opens_at, closing_of(closes_at, ends_at), now=now)
    if capacity is not None and taken >= capacity:
        raise EventFull(mode)


def recount_places(event_id: int) -> None:
    """Make the counters what the registrations say; after writing many of them at once.

    Call `lock_event` before the registrations are written: see the top of this file.
    """
    lock_event(event_id)

    def counted(mode: str) -> sa.ScalarSelect[int]:
        return (
            sa.select(sa.func.count())
            .where(
                _REGISTRATION.c.event_id == event_id,
                _REGISTRATION.c.mode == mode,
                _REGISTRATION.c.withdrawn_at.is_(None),
            )
            .scalar_subquery()
        )

    db.session.connection().execute(
        sa.update(_EVENT)
        .where(_EVENT.c.id == event_id)
        .values({f"taken_{mode}": counted(mode) for mode in MODES})
    )
