"""The demo tour: the project's own sample files, taken in like any others."""

from datetime import datetime

from eventapp.events.actions import mark_as_demo
from eventapp.exchange.importing import take_event_file, take_site_file, take_tour
from eventapp.foundation.resources import folder

DEMO_EVENT = "atmp-world-tour-2021"
ACTOR = "demo"

_EVENT_FILES = ("speakers", "programme", "lineup", "registrations", "logins", "plays")
_SITE_FILES = ("past-editions", "metrics")


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
