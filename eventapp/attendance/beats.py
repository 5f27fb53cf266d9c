"""Beats of live pages on their way to the database: kept in memory, handed over in batches.

Pure. A beat says only that somebody was there at a moment, so of several beats of a log-in the
last one tells all. Any number of threads may come at once.
"""

from collections.abc import Mapping
from datetime import datetime
from threading import Lock

INTERVAL_SECONDS = 30
"""How often a page gives a sign of life."""

LONGEST_GAP_SECONDS = 90
"""Who was not heard for longer was away, and logs in anew."""

MOST_IN_AN_INTERVAL = 6


class Beats:
    """The beats that were not written yet, and the events whose figures they change."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = Lock()
        self._last: dict[int, datetime] = {}
        self._events: set[int] = set()

    def note(self, log_in_id: int, event_id: int, *, now: datetime) -> None:
        """Note that a log-in was alive at `now`."""
        with self._lock:
            last = self._last.get(log_in_id)
            if last is None or last < now:
                self._last[log_in_id] = now
            self._events.add(event_id)

    def note_change(self, event_id: int) -> None:
        """Note that attendance of an event was written by other means."""
        with self._lock:
            self._events.add(event_id)

    def take(self) -> dict[int, datetime]:
        """Give the last beat of each log-in, and forget them."""
        with self._lock:
            taken, self._last = self._last, {}
        return taken

    def put_back(self, beats: Mapping[int, datetime]) -> None:
        """Keep beats that could not be written; later ones of the same log-in win."""
        with self._lock:
            for log_in_id, at in beats.items():
                if log_in_id not in self._last or self._last[log_in_id] < at:
                    self._last[log_in_id] = at

    def take_events(self) -> set[int]:
        """Give the events whose attendance changed, and forget them."""
        with self._lock:
            taken, self._events = self._events, set()
        return taken

    def put_back_events(self, event_ids: set[int]) -> None:
        """Keep events that could not be written."""
        with self._lock:
            self._events |= event_ids


class Allowance:
    """How often something may be done in a stretch of time, for each of those who do it."""

    def __init__(self, most: int, seconds: int) -> None:
        """Allow `most` times in `seconds`."""
        self._most = most
        self._seconds = seconds
        self._lock = Lock()
        self._window = 0
        self._counts: dict[int, int] = {}

    def take(self, who: int, *, now: datetime) -> bool:
        """Use one of the times, and tell whether there was one left."""
        window = int(now.timestamp()) // self._seconds
        with self._lock:
            if window != self._window:
                self._window = window
                self._counts = {}
            count = self._counts.get(who, 0) + 1
            self._counts[who] = count
        return count <= self._most
