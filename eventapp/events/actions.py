"""Writes to series, events, stops and what is quoted beside them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from eventapp.events.models import Counter, Event, Measurement, PastEdition, Series, Stop
from eventapp.events.queries import event_by_slug, series_by_slug, stops_of
from eventapp.events.rules import (
    EventDetails,
    MeasurementDetails,
    PastEditionDetails,
    SeriesDetails,
    StopDetails,
    TourDetails,
)
from eventapp.foundation.changes import assign, upsert
from eventapp.foundation.database import db
from eventapp.foundation.timezones import TZDATA_VERSION

SITE = "site"
DEMO = "demo"


def touch_site() -> None:
    """Say that a public page which lists events may have changed."""
    raised = db.session.scalar(
        sa.update(Counter)
        .where(Counter.name == SITE)
        .values(value=Counter.value + 1)
        .returning(Counter.value)
    )
    if raised is None:
        db.session.add(Counter(name=SITE, value=2))
        db.session.flush()


def touch_event(event_id: int) -> None:
    """Say that public pages of the event may have changed."""
    db.session.execute(
        sa.update(Event).where(Event.id == event_id).values(version=Event.version + 1)
    )
    touch_site()


def touch_figures(event_id: int) -> None:
    """Say that figures of the event may have changed."""
    db.session.execute(
        sa.update(Event)
        .where(Event.id == event_id)
        .values(figures_version=Event.figures_version + 1)
    )


def lock_event(event_id: int) -> None:
    """Let nobody else lock the event, or add what belongs to it, until the transaction ends.

    On SQLite a writing transaction keeps all others out in any case.
    """
    db.session.execute(sa.select(Event.id).where(Event.id == event_id).with_for_update())


def mark_as_demo() -> None:
    """Say that the database holds nothing but the demo tour, so that it may be made anew."""
    db.session.add(Counter(name=DEMO, value=1))
    db.session.flush()


def save_tour(tour: TourDetails, *, now: datetime) -> tuple[Event, int]:
    """Make or change an event with its series and stops; return it and how many rows changed.

    Stops that the tour does not name stay.
    """
    series, series_changed = _save_series(tour.series)
    event, event_changed = _save_event(series, tour.event, now=now)
    stops_changed = save_stops(event.id, tour.stops)
    changed = series_changed + event_changed + stops_changed
    if series_changed:
        for number in db.session.scalars(sa.select(Event.id).where(Event.series == series)):
            touch_event(number)
    elif changed:
        touch_event(event.id)
    if changed:
        touch_figures(event.id)
    return event, changed


def _save_series(details: SeriesDetails) -> tuple[Series, bool]:
    series = series_by_slug(details.slug)
    if series is None:
        series = Series(**details._asdict())
        db.session.add(series)
        db.session.flush()
        return series, True
    changed = bool(assign(series, details._asdict()))
    series.version += changed
    return series, changed


def _save_event(series: Series, details: EventDetails, *, now: datetime) -> tuple[Event, bool]:
    values = {name: value for name, value in details._asdict().items() if value is not None}
    event = event_by_slug(details.slug)
    if event is None:
        event = Event(series=series, created_at=now, **values)
        db.session.add(event)
        db.session.flush()
        return event, True
    cleared = {name: None for name in _CLEARED if getattr(details, name) is None}
    changed = bool(assign(event, values | cleared | {"series": series}))
    event.edit_version += changed
    return event, changed


_CLEARED = tuple(name for name in EventDetails._fields if not name.startswith("description_"))


def save_stops(event_id: int, stops: Sequence[StopDetails]) -> int:
    """Make or change stops of an event by code; return how many changed."""
    stored = {stop.code: stop for stop in stops_of(event_id)}
    changed = 0
    for details in stops:
        values = details._asdict() | {"tzdata_version": TZDATA_VERSION}
        stop = stored.get(details.code)
        if stop is None:
            db.session.add(Stop(event_id=event_id, **values))
            changed += 1
        elif assign(stop, values):
            stop.version += 1
            changed += 1
    db.session.flush()
    return changed


def save_past_editions(editions: Iterable[PastEditionDetails]) -> int:
    """Make or change past editions; return how many changed."""
    return upsert(PastEdition, (row._asdict() for row in editions), key=("slug",))


def save_measurements(measurements: Iterable[MeasurementDetails]) -> int:
    """Make or change measurements; return how many changed."""
    rows = (row._asdict() for row in measurements)
    return upsert(Measurement, rows, key=("metric", "measured_on"))
