"""Files for tests of imports, and what comes of them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from eventapp.events.models import Event
from eventapp.exchange.importing import take_event_file, take_site_file, take_tour
from eventapp.exchange.incoming import Stored
from eventapp.exchange.problems import FileRefused
from eventapp.foundation.transaction import transaction
from tests.factories import NOON

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what reads files and asks the database nothing that its engines answer differently."""


def written(place: Path, content: str | bytes, name: str = "file.csv") -> Path:
    """Write a file and give its path."""
    path = place / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def problems_of(call: Callable[[], object]) -> list[str]:
    """Give the problems with which a call is refused, without the folder of the file."""
    with pytest.raises(FileRefused) as refused:
        call()
    folder = f"{refused.value.path.parent}/"
    return [line.removeprefix(folder) for line in refused.value.lines()]


class Imports:
    """Imports texts as files of an event."""

    def __init__(self, place: Path, event: Event) -> None:
        self.place = place
        self.event = event
        self.slug = event.slug

    def take(self, kind: str, content: str | bytes, now: datetime = NOON) -> Stored:
        """Import a file of the event."""
        path = written(self.place, content, f"{kind}.csv")
        with transaction():
            return take_event_file(kind, self.slug, path, actor="test", now=now)

    def refused(self, kind: str, content: str | bytes) -> list[str]:
        """Import a file of the event that is refused, and give its problems."""
        return problems_of(lambda: self.take(kind, content))


def take_site(kind: str, place: Path, content: str) -> Stored:
    """Import a file that belongs to no event."""
    path = written(place, content, f"{kind}.csv")
    with transaction():
        return take_site_file(kind, path, actor="test", now=NOON)


def take_toml(place: Path, content: str | bytes) -> Stored:
    """Import a tour."""
    path = written(place, content, "tour.toml")
    with transaction():
        return take_tour(path, actor="test", now=NOON)
