"""Reads of series, events and stops."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventapp.events.models import Counter, Event, Measurement, PastEdition, Series, Stop
from eventapp.events.rules import DRAFT
from eventapp.foundation.database import db, quick_row


class EventSpan(NamedTuple):
    """An event with the moments at which its first stop starts and its last one ends."""

    event: Event
    starts_at: datetime | None
    ends_at: datetime | None

    @property
    def over_at(self) -> datetime | None:
        """When all stops are over and registration is closed; None where nothing is dated."""
        if self.ends_at is None:
            return None
        return max(self.ends_at, self.event.registration_closes_at or self.ends_at)


class Versions(NamedTuple):
    """What tells whether a page of an event is still what it was."""

    event_id: int
    version: int
    figures_version: int


def event_by_slug(slug: str) -> Event | None:
    """Give the event with its series, or None."""
    return db.session.scalar(
        sa.select(Event).where(Event.slug == slug).options(joinedload(Event.series))
    )


def public_event(slug: str) -> Event | None:
    """Give the event unless it is a draft, which nobody but organisers sees; or None."""
    event = event_by_slug(slug)
    return None if event is None or event.state == DRAFT else event


def event_with_stops(slug: str) -> tuple[Event, tuple[Stop, ...]] | None:
    """Give the event and its stops in the order they start, in one statement, or None."""
    rows = db.session.execute(
        sa.select(Event, Stop)
        .outerjoin(Stop, Stop.event_id == Event.id)
        .where(Event.slug == slug)
        .options(joinedload(Event.series))
        .order_by(Stop.starts_at, Stop.code)
    ).all()
    if not rows:
        return None
    stops: list[Stop | None] = [row[1] for row in rows]
    return rows[0][0], tuple(stop for stop in stops if stop is not None)


def series_by_slug(slug: str) -> Series | None:
    """Give the series, or None."""
    return db.session.scalar(sa.select(Series).where(Series.slug == slug))


def versions_of(slug: str) -> Versions | None:
    """Give the versions of an event's public pages, or None when there is none: for drafts too."""
    if "\0" in slug:
        return None
    row = quick_row(
        "SELECT id, version, figures_version FROM event WHERE slug = :slug AND state <> 'draft'",
        slug=slug,
    )
    return Versions(*row) if row else None


def site_version() -> int:
    """Give the number that rises whenever a list of events may have changed."""
    row = quick_row("SELECT value FROM counter WHERE name = 'site'")
    return row[0] if row else 1


def home_version() -> tuple[int, int]:
    """Give two numbers of which one rises when the front page may have changed."""
    row = quick_row(
        "SELECT COALESCE((SELECT value FROM counter WHERE name = 'site'), 1),"
        " COALESCE((SELECT SUM(figures_version) FROM event), 0)"
    )
    return (int(row[0]), int(row[1])) if row else (1, 0)


def stops_of(event_id: int) -> Sequence[Stop]:
    """Give the event's stops in the order they start."""
    return db.session.scalars(
        sa.select(Stop).where(Stop.event_id == event_id).order_by(Stop.starts_at, Stop.code)
    ).all()


def last_end_of(event_id: int) -> datetime | None:
    """Give when the last stop of an event ends, None where it has none."""
    return db.session.scalar(sa.select(sa.func.max(Stop.ends_at)).where(Stop.event_id == event_id))


def all_stops() -> Sequence[Stop]:
    """Give the stops of every event in the order they start."""
    return db.session.scalars(sa.select(Stop).order_by(Stop.starts_at, Stop.code)).all()


def stop_by_code(event_id: int, code: str) -> Stop | None:
    """Give a stop of the event, or None."""
    return db.session.scalar(sa.select(Stop).where(Stop.event_id == event_id, Stop.code == code))


def public_events() -> list[EventSpan]:
    """Give every event but the drafts, as `all_events` does."""
    return [one for one in all_events() if one.event.state != DRAFT]


def all_events() -> list[EventSpan]:
    """Give every event with its span, the newest first; those without stops come first."""
    spans = (
        sa.select(
            Stop.event_id,
            sa.func.min(Stop.starts_at).label("starts_at"),
            sa.func.max(Stop.ends_at).label("ends_at"),
        )
        .group_by(Stop.event_id)
        .subquery()
    )
    rows = db.session.execute(
        sa.select(Event, spans.c.starts_at, spans.c.ends_at)
        .outerjoin(spans, spans.c.event_id == Event.id)
        .options(joinedload(Event.series))
        .order_by(spans.c.starts_at.desc().nulls_first(), Event.slug)
    )
    return [EventSpan(*row) for row in rows]


def past_editions() -> Sequence[PastEdition]:
    """Give the editions from before this system, the newest first."""
    return db.session.scalars(
        sa.select(PastEdition).order_by(PastEdition.starts_on.desc(), PastEdition.slug)
    ).all()


def past_edition(slug: str) -> PastEdition | None:
    """Give an edition from before this system, or None."""
    return db.session.scalar(sa.select(PastEdition).where(PastEdition.slug == slug))


def measurements() -> Sequence[Measurement]:
    """Give the numbers measured elsewhere, by metric and day."""
    return db.session.scalars(
        sa.select(Measurement).order_by(Measurement.metric, Measurement.measured_on)
    ).all()


def is_demo() -> bool:
    """Tell whether the database holds nothing but the demo tour."""
    return db.session.get(Counter, "demo") is not None


def has_events() -> bool:
    """Tell whether there is any event."""
    return db.session.scalar(sa.select(Event.id).limit(1)) is not None


def slugs_of_events() -> Sequence[str]:
    """Give the slug of every event, in the order of the alphabet."""
    return db.session.scalars(sa.select(Event.slug).order_by(Event.slug)).all()


def place_of_event(slug: str) -> tuple[int, int] | None:
    """Give the number of an event and that of its series, or None when there is no such event."""
    row = quick_row("SELECT id, series_id FROM event WHERE slug = :slug", slug=slug)
    return (int(row[0]), int(row[1])) if row else None


def all_series() -> Sequence[Series]:
    """Give every series, by slug."""
    return db.session.scalars(sa.select(Series).order_by(Series.slug)).all()
