"""A file that comes in for an event, and what has come of it."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple


class EventFile(NamedTuple):
    """A file for an event, and the moment at which it is taken in."""

    event_id: int
    path: Path
    now: datetime


class Stored(NamedTuple):
    """How many rows a file has, and how many of them were new or changed something."""

    rows: int
    changed: int
