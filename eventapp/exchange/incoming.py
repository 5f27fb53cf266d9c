"""A file that comes in for an event, and what has come of it."""

from datetime import datetime
from typing import NamedTuple

from eventapp.exchange.sources import Source


class EventFile(NamedTuple):
    """A file for an event, and the moment at which it is taken in."""

    event_id: int
    path: Source
    now: datetime


class Stored(NamedTuple):
    """How many rows a file has, and how many of them were new or changed something."""

    rows: int
    changed: int
