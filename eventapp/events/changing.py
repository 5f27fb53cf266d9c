"""Edits of series, events and stops by people; each is noted with what it changed."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventapp.audit.actions import record
from eventapp.events.actions import lock_event, touch_event, touch_site
from eventapp.events.models import Event, Series, Stop
from eventapp.events.noting import note_change
from eventapp.events.queries import event_by_slug, series_by_slug, stops_of
from eventapp.events.rules import (
    DRAFT,
    CodeTaken,
    EventDetails,
    FieldRefused,
    SeriesDetails,
    SlugTaken,
    StopDetails,
    check_named,
)
from eventapp.foundation.codes import is_code, is_slug
from eventapp.foundation.database import db
from eventapp.foundation.edits import Edited, Seen, edit, told
from eventapp.foundation.timezones import TZDATA_VERSION

REGISTRATION_TIMES = (
    {
        "zone",
        "wall_registration_opens",
        "wall_registration_closes",
        "registration_opens_at",
        "registration_closes_at",
    },
)
STOP_TIMES = ({"zone", "wall_starts", "wall_ends", "starts_at", "ends_at"},)


def add_series(details: SeriesDetails, *, actor: str, now: datetime) -> Series:
    """Make a series. Raises SlugTaken and FieldRefused."""
    _check_slug(details.slug)
    check_named(details.name_en, details.name_sv, "name_en")
    # Whoever raises this number first holds its row, so no two take one slug.
    touch_site()
    if series_by_slug(details.slug) is not None:
        raise SlugTaken(details.slug)
    series = Series(**details._asdict())
    db.session.add(series)
    db.session.flush()
    record(actor, "series added", subject=series.slug, now=now)
    return series


def change_series(
    series_id: int, details: SeriesDetails, seen: Seen, *, actor: str, now: datetime
) -> Edited:
    """Rename a series; its slug stays. Raises StaleEdit and FieldRefused."""
    check_named(details.name_en, details.name_sv, "name_en")
    touch_site()
    series = db.session.get_one(Series, series_id)
    edited = edit(series, _without(details._asdict(), "slug"), seen)
    if edited:
        db.session.flush()
        for number in db.session.scalars(sa.select(Event.id).where(Event.series_id == series_id)):
            touch_event(number)
        record(actor, "series changed", subject=series.slug, detail=told(edited), now=now)
    return edited


def add_event(
    series_id: int,
    details: EventDetails,
    *,
    state: str = DRAFT,
    actor: str,
    now: datetime,
) -> Event:
    """Make an event without stops. Raises SlugTaken and FieldRefused."""
    _check_slug(details.slug)
    check_event(details)
    touch_site()
    if event_by_slug(details.slug) is not None:
        raise SlugTaken(details.slug)
    values = _without(details._asdict())
    values |= {name: values[name] or "" for name in ("description_en", "description_sv")}
    event = Event(series_id=series_id, state=state, created_at=now, **values)
    db.session.add(event)
    db.session.flush()
    record(actor, "event added", event_id=event.id, subject=event.slug, detail=state, now=now)
    return event


def change_event(
    event_id: int, details: EventDetails, seen: Seen, *, actor: str, now: datetime
) -> Edited:
    """Change what is told of an event; its slug stays. Raises StaleEdit and FieldRefused."""
    check_event(details)
    lock_event(event_id)
    event = db.session.get_one(Event, event_id, populate_existing=True)
    wish = _without(details._asdict(), "slug")
    wish |= {name: wish[name] or "" for name in ("description_en", "description_sv")}
    edited = edit(event, wish, seen, together=REGISTRATION_TIMES, counter="edit_version")
    if edited:
        db.session.flush()
        note_change(event.id, "event changed", event.slug, told(edited), actor=actor, now=now)
    return edited


def check_event(details: EventDetails) -> None:
    """Raise FieldRefused for what no event can be."""
    check_named(details.name_en, details.name_sv, "name_en")
    opens, closes = details.registration_opens_at, details.registration_closes_at
    if opens is not None and closes is not None and closes <= opens:
        field = "wall_registration_closes"
        raise FieldRefused(field)
    for field in ("capacity_online", "capacity_onsite"):
        places: int | None = getattr(details, field)
        if places is not None and not 0 <= places < 2**31:
            raise FieldRefused(field)


def add_stop(event_id: int, details: StopDetails, *, actor: str, now: datetime) -> Stop:
    """Make a stop; a blank code becomes the next free one. Raises CodeTaken, FieldRefused."""
    check_named(details.title_en, details.title_sv, "title_en")
    lock_event(event_id)
    code = free_code(details.code, "D", [stop.code for stop in stops_of(event_id)])
    values = details._replace(code=code)._asdict()
    stop = Stop(event_id=event_id, tzdata_version=TZDATA_VERSION, **values)
    db.session.add(stop)
    db.session.flush()
    note_change(event_id, "stop added", code, actor=actor, now=now)
    return stop


def free_code(wish: str, letters: str, taken: Collection[str]) -> str:
    """Give the code that is wished, or the next free one where none is.

    Raises FieldRefused and CodeTaken.
    """
    code = wish or next_code(letters, taken)
    if not is_code(code):
        field = "code"
        raise FieldRefused(field)
    if code in taken:
        raise CodeTaken(code)
    return code


def next_code(letters: str, taken: Iterable[str]) -> str:
    """Return letters with the first number above all that are taken: D6 after D1 to D5."""
    numbers = [
        int(code.removeprefix(letters))
        for code in taken
        if code.startswith(letters) and code.removeprefix(letters).isdecimal()
    ]
    return f"{letters}{max(numbers, default=0) + 1}"


def _check_slug(slug: str) -> None:
    if not is_slug(slug):
        field = "slug"
        raise FieldRefused(field)


def _without(values: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}
