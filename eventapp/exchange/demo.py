"""The demo tour: the project's own sample files, taken in like any others, and what follows it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from eventapp.audit.actions import record
from eventapp.codesign.rules import (
    AGREED,
    CONTACTED,
    DELIVERED,
    FOLLOWED_UP,
    IDEA,
    PAIRED,
    REHEARSED,
)
from eventapp.events.actions import mark_as_demo, touch_event
from eventapp.events.changing import add_series
from eventapp.events.models import Event, Stop
from eventapp.events.queries import event_by_slug, stops_of
from eventapp.events.rules import SeriesDetails
from eventapp.exchange.demo_board import Past, fill_board
from eventapp.exchange.demo_planning import fill_roster, note_decisions
from eventapp.exchange.importing import take_event_file, take_site_file, take_tour
from eventapp.foundation.resources import folder
from eventapp.foundation.timezones import day_of, to_wall
from eventapp.programme.copying import copy_event, move_stop
from eventapp.programme.rules import CopyWish
from eventapp.releases.actions import release_programme
from eventapp.releases.queries import upcoming_of
from eventapp.releases.rules import ReleaseWish
from eventapp.streams.actions import save_stream
from eventapp.streams.rules import FILE, StreamDetails

DEMO_EVENT = "atmp-world-tour-2021"
ACTOR = "demo"

_EVENT_FILES = ("speakers", "programme", "lineup", "registrations", "logins", "plays")
_SITE_FILES = ("past-editions", "metrics")

AFTERWARDS = timedelta(days=14)
LIVE_FOR = timedelta(minutes=20)
"""So long ago the first stop of the coming edition began: its second session is on."""
STREAM = "/assets/demo/demo/stream.webm"
"""A test picture of our own; static files are found under any digest."""

HELD = (FOLLOWED_UP, DELIVERED, FOLLOWED_UP)
COMING = (REHEARSED, AGREED, PAIRED, CONTACTED, PAIRED, IDEA, AGREED)
"""How far the co-designed sessions have come, in turn."""


def take_demo(*, now: datetime) -> None:
    """Fill the database with the demo tour, and mark it as one that may be made anew."""
    files = folder("demo")
    mark_as_demo()
    take_tour(files / "tour.toml", actor=ACTOR, now=now)
    for kind in _EVENT_FILES:
        take_event_file(kind, DEMO_EVENT, files / f"{kind}.csv", actor=ACTOR, now=now)
    for kind in _SITE_FILES:
        path = files / f"{kind.replace('-', '_')}.csv"
        take_site_file(kind, path, slug=DEMO_EVENT, actor=ACTOR, now=now)
    # Its editions are all from before this system.
    add_series(SeriesDetails("atmp-sweden", "ATMP Sweden", "ATMP Sweden"), actor=ACTOR, now=now)
    event = _demo_event()
    first, last = _ends_of(event)
    fill_board(event, Past(HELD, last.ends_at + AFTERWARDS), ACTOR)
    note_decisions(event, ACTOR, now=first.starts_at)
    fill_roster(event, ACTOR, now=first.starts_at)


def take_coming_edition(*, now: datetime) -> Event:
    """Copy the demo tour to dates from today: registration is open, its first stop is live.

    The other stops follow on the next days, at their clock times. Its programme is released once,
    so that what organisers change waits for the next release.
    """
    source = _demo_event()
    first, last = _ends_of(source)
    days = (day_of(now, first.zone) - first.wall_starts.date()).days
    then, year = str(first.wall_starts.year), str(day_of(now, first.zone).year)
    copy = CopyWish(
        slug=f"{source.series.slug}-{year}",
        name_en=source.name_en.replace(then, year),
        name_sv=source.name_sv.replace(then, year),
        days=days,
        wall_registration_closes=last.wall_ends + timedelta(days=days),
    )
    event = copy_event(source, copy, now=now)
    _let_it_be_live(stops_of(event.id), now)
    wish = ReleaseWish(upcoming_of(event).mark, *_RELEASE_NOTES)
    release_programme(event.id, wish, actor=ACTOR, now=now)
    record(ACTOR, "event copied", event_id=event.id, subject=DEMO_EVENT, now=now)
    touch_event(event.id)
    fill_board(event, Past(COMING, now), ACTOR)
    note_decisions(event, ACTOR, now=now)
    fill_roster(event, ACTOR, now=now)
    return event


def _demo_event() -> Event:
    event = event_by_slug(DEMO_EVENT)
    if event is None:
        message = "the demo tour was not taken in"
        raise AssertionError(message)
    return event


_RELEASE_NOTES = ("The programme of all five days.", "Programmet för alla fem dagarna.")


def _ends_of(event: Event) -> tuple[Stop, Stop]:
    """Give the first and the last stop."""
    stops = stops_of(event.id)
    return stops[0], stops[-1]


def _let_it_be_live(stops: Sequence[Stop], now: datetime) -> None:
    """Begin the first stop a little before `now`, and show something on each."""
    first = stops[0]
    began = to_wall(now - LIVE_FOR, first.zone).replace(second=0, microsecond=0, fold=0)
    move_stop(first, began - first.wall_starts, now=now)
    for stop in stops:
        save_stream(stop.id, StreamDetails(FILE, STREAM))
