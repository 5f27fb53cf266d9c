"""Reads where people are, for best slots and ledgers: counted by zone and country, not listed."""

from datetime import datetime

import sqlalchemy as sa

from eventapp.events.models import Event, Stop
from eventapp.foundation.countries import weekend_days
from eventapp.foundation.database import db, epoch_seconds
from eventapp.foundation.timezones import zone
from eventapp.planning.cost import DEFAULT_WEIGHTS, Weights
from eventapp.planning.groups import People, Places, Whereabouts
from eventapp.planning.ledger import Ledger, StopSlot, ledger
from eventapp.planning.slots import BestSlots, Crowd, Day, best_slots, guests_of
from eventapp.registration.models import Registration
from eventapp.speakers.models import Speaker

PLACES = Places(zone_of=zone, weekend_days=weekend_days)


def best_slots_of(event: Event, day: Day, *, now: datetime) -> BestSlots:
    """Rank the starts of a day for the event's registrants and its speakers from elsewhere."""
    return best_slots(day, crowd_of(event, now=now), PLACES)


def crowd_of(event: Event, *, registered_for: int | None = None, now: datetime) -> Crowd:
    """Give where the event's speakers from elsewhere are, and the registrants.

    `registered_for` is the number of another event whose registrants are taken instead.
    """
    speakers = _counted(Speaker, Speaker.event_id == event.id)
    registrants = _registrants(registered_for or event.id, now)
    return Crowd(registrants, guests_of(speakers, event.country_code))


def ledger_of(
    event: Event,
    *,
    registered_for: int | None = None,
    weights: Weights = DEFAULT_WEIGHTS,
    now: datetime,
) -> Ledger:
    """Give what each stop of the event costs the registrants of each zone and country.

    `registered_for` is the number of another event whose registrants are taken instead.
    """
    stops = db.session.execute(
        sa.select(Stop.code, epoch_seconds(Stop.starts_at), epoch_seconds(Stop.ends_at)).where(
            Stop.event_id == event.id
        )
    )
    slots = [StopSlot(*row) for row in stops]
    registrants = _registrants(registered_for or event.id, now)
    return ledger(slots, registrants, PLACES, weights=weights)


def _registrants(event_id: int, now: datetime) -> People:
    return _counted(
        Registration,
        sa.and_(
            Registration.event_id == event_id,
            sa.or_(Registration.withdrawn_at.is_(None), Registration.withdrawn_at > now),
        ),
    )


def _counted(model: type[Registration | Speaker], condition: sa.ColumnElement[bool]) -> People:
    rows = db.session.execute(
        sa.select(model.zone, model.country_code, sa.func.count())
        .where(condition)
        .group_by(model.zone, model.country_code)
    )
    return {Whereabouts(zone_name, country): number for zone_name, country, number in rows}
