"""Reads of who has a place."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventapp.events.models import Event
from eventapp.foundation.database import db
from eventapp.registration.models import Registration
from eventapp.registration.rules import Places, modes_of


class Reach(NamedTuple):
    """How many registrants an event has, and from how many countries."""

    registrants: int
    countries: int


def _not_withdrawn(now: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(Registration.withdrawn_at.is_(None), Registration.withdrawn_at > now)


def reach_of_events(*, now: datetime) -> dict[int, Reach]:
    """Give the reach of each event that has registrants, by the event's id."""
    rows = db.session.execute(
        sa.select(
            Registration.event_id,
            sa.func.count(),
            sa.func.count(sa.distinct(Registration.country_code)),
        )
        .where(_not_withdrawn(now))
        .group_by(Registration.event_id)
    )
    return {event_id: Reach(registrants, countries) for event_id, registrants, countries in rows}


def reach_of_event(event_id: int, *, now: datetime) -> Reach:
    """Give the reach of one event."""
    row = db.session.execute(
        sa.select(
            sa.func.count(),
            sa.func.count(sa.distinct(Registration.country_code)),
        ).where(Registration.event_id == event_id, _not_withdrawn(now))
    ).one()
    return Reach(row[0], row[1])


class Holder(NamedTuple):
    """By which address a registration is held, and whether it is withdrawn."""

    id: int
    email: str
    withdrawn: bool


def registration_ids(event_id: int) -> dict[str, int]:
    """Give the number of every registration of the event, withdrawn ones too, by its code."""
    rows = db.session.execute(
        sa.select(Registration.code, Registration.id).where(Registration.event_id == event_id)
    )
    return {row[0]: row[1] for row in rows}


def holders_of(event_id: int) -> dict[str, Holder]:
    """Give who holds each registration of the event, by its code."""
    rows = db.session.execute(
        sa.select(
            Registration.code,
            Registration.id,
            Registration.email,
            Registration.withdrawn_at.is_not(None),
        ).where(Registration.event_id == event_id)
    )
    return {code: Holder(number, email, withdrawn) for code, number, email, withdrawn in rows}


def registration_by_ticket_code(ticket_code: str) -> Registration | None:
    """Give the registration that a ticket proves, with its event, withdrawn or not; or None."""
    return db.session.scalar(
        sa.select(Registration)
        .where(Registration.ticket_code == ticket_code)
        .options(joinedload(Registration.event).joinedload(Event.series))
    )


def registration_by_id(number: int) -> Registration | None:
    """Give a registration with its event, or None."""
    return db.session.scalar(
        sa.select(Registration)
        .where(Registration.id == number)
        .options(joinedload(Registration.event).joinedload(Event.series))
    )


def registration_by_code(event_id: int, code: str) -> Registration | None:
    """Give a registration of the event, or None."""
    return db.session.scalar(
        sa.select(Registration).where(Registration.event_id == event_id, Registration.code == code)
    )


def places_of(event: Event) -> dict[str, Places]:
    """Give the places of each mode in which the event is held, by the mode."""
    counts = {
        "online": Places(event.capacity_online, event.taken_online),
        "onsite": Places(event.capacity_onsite, event.taken_onsite),
    }
    return {mode: counts[mode] for mode in modes_of(event.format)}


def registration_by_feed_token(feed_token: str) -> Registration | None:
    """Give the registration, not withdrawn, whose calendar has that secret; or None."""
    return db.session.scalar(
        sa.select(Registration)
        .where(Registration.feed_token == feed_token, Registration.withdrawn_at.is_(None))
        .options(joinedload(Registration.event).joinedload(Event.series))
    )
