"""Files that are taken in, each as a whole or not at all.

What is called here runs inside one transaction; FileRefused raised out of it undoes all.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from eventapp.audit.actions import record
from eventapp.events.actions import lock_event, touch_event, touch_figures, touch_site
from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug, slugs_of_events
from eventapp.exchange.disturbances import disturbances_told
from eventapp.exchange.incoming import EventFile, Stored
from eventapp.exchange.lineup import import_line_up
from eventapp.exchange.logins import import_log_ins
from eventapp.exchange.plans import before_of
from eventapp.exchange.plays import import_plays
from eventapp.exchange.preview import Preview
from eventapp.exchange.programme import import_programme
from eventapp.exchange.quoted_numbers import import_metrics, import_past_editions
from eventapp.exchange.registrations import import_registrations
from eventapp.exchange.schedule_import import plan_schedule
from eventapp.exchange.speakers import import_speakers
from eventapp.exchange.taking import note_taken, preview_of, store
from eventapp.exchange.tour import import_tour
from eventapp.foundation.refusals import Refusal


class EventUnknown(Refusal):
    """There is no event of that slug; `known` are the slugs there are."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.known = tuple(slugs_of_events())
        super().__init__(f"no event is called {slug!r}")


class Kind(NamedTuple):
    """A kind of file of an event: what stores it, and what is to be told when it changed."""

    store: Callable[[EventFile], Stored]
    touches: tuple[Callable[[int], None], ...]


EVENT_FILES = {
    "speakers": Kind(import_speakers, (touch_event, touch_figures)),
    "programme": Kind(import_programme, (touch_event, touch_figures)),
    "lineup": Kind(import_line_up, (touch_event, touch_figures)),
    "registrations": Kind(import_registrations, (touch_event, touch_figures)),
    "logins": Kind(import_log_ins, (touch_figures,)),
    "plays": Kind(import_plays, (touch_figures,)),
}

SITE_FILES: dict[str, Callable[[Path], Stored]] = {
    "past-editions": import_past_editions,
    "metrics": import_metrics,
}


@disturbances_told()
def take_tour(path: Path, *, actor: str, now: datetime) -> Stored:
    """Store a tour. Raises FileRefused."""
    event, stored = import_tour(path, actor=actor, now=now)
    if stored.changed:
        _record("tour", path, stored, event_id=event.id, actor=actor, now=now)
    return stored


@disturbances_told()
def take_event_file(kind: str, slug: str, path: Path, *, actor: str, now: datetime) -> Stored:
    """Store a file of one of the EVENT_FILES. Raises EventUnknown and FileRefused."""
    event_id = _event_id(slug)
    stored = EVENT_FILES[kind].store(EventFile(event_id, path, now))
    if stored.changed:
        for touch in EVENT_FILES[kind].touches:
            touch(event_id)
        _record(kind, path, stored, event_id=event_id, actor=actor, now=now)
    return stored


@disturbances_told()
def take_schedule(slug: str, path: Path, *, actor: str, now: datetime) -> Preview:
    """Store a programme in frab's exchange format; give what it changed.

    Raises EventUnknown and FileRefused.
    """
    event = _event(slug)
    lock_event(event.id)
    plan = plan_schedule(path, before_of(event, beside=False))
    store(plan, event.id, now=now)
    if plan.preview.items:
        note_taken("schedule", path.name, plan.preview, event.id, actor=actor, now=now)
    return plan.preview


def preview_file(kind: str, slug: str, path: Path) -> Preview:
    """Give what a file of one of the PLANS would change, were it taken in by the command.

    Raises EventUnknown and FileRefused.
    """
    return preview_of(kind, _event(slug), path, beside=False)


@disturbances_told()
def take_site_file(
    kind: str, path: Path, *, slug: str | None = None, actor: str, now: datetime
) -> Stored:
    """Store a file of one of the SITE_FILES; `slug` names the event with which it came.

    Raises EventUnknown and FileRefused.
    """
    event_id = _event_id(slug) if slug else None
    stored = SITE_FILES[kind](path)
    if stored.changed:
        touch_site()
        _record(kind, path, stored, event_id=event_id, actor=actor, now=now)
    return stored


def _event_id(slug: str) -> int:
    return _event(slug).id


def _event(slug: str) -> Event:
    event = event_by_slug(slug)
    if event is None:
        raise EventUnknown(slug)
    return event


def _record(
    kind: str, path: Path, stored: Stored, *, event_id: int | None, actor: str, now: datetime
) -> None:
    detail = f"{stored.rows} rows, {stored.changed} new or changed"
    record(actor, f"import {kind}", event_id=event_id, subject=path.name, detail=detail, now=now)
