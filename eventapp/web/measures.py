"""Counters of answers, shared by the workers of a server.

Each worker counts in a small file of its own that all of them have in memory: counting is an
addition, with no lock between processes, and any worker can tell the sum. The files of workers that
ended stay until their server does, so that no counter falls.
"""

import hashlib
import mmap
import os
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import NamedTuple

STATUSES = (
    *(200, 204, 206, 301, 302, 303, 304, 308),
    *(400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429),
    *(500, 503),
)
OTHER_STATUS = len(STATUSES)
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Upper ends in seconds; what takes longer is counted in one more."""

NO_ROUTE = "none"
_FIRST_BUCKET = len(STATUSES) + 1
_SECONDS = _FIRST_BUCKET + len(BUCKETS) + 1
_WIDTH = _SECONDS + 1
_BYTES = 8


class RouteTotals(NamedTuple):
    """What was counted of one route: answers by status and by how long they took."""

    route: str
    by_status: dict[str, int]
    by_bucket: tuple[int, ...]
    seconds: float


class Measures:
    """The counters of one process, and the sums over all workers of its server."""

    def __init__(self, folder: Path, routes: Sequence[str]) -> None:
        self._routes = (*sorted(routes), NO_ROUTE)
        self._rows = {route: index * _WIDTH for index, route in enumerate(self._routes)}
        self._columns = {status: index for index, status in enumerate(STATUSES)}
        layout = f"{self._routes} {STATUSES} {BUCKETS}".encode()
        self._edition = hashlib.sha256(layout).hexdigest()[:12]
        self._folder = folder
        self._lock = Lock()
        self._counts: memoryview[float] | None = None

    @property
    def _size(self) -> int:
        return len(self._routes) * _WIDTH * _BYTES

    def observe(self, route: str | None, status: int, seconds: float) -> None:
        """Count one answer."""
        row = self._rows.get(route or NO_ROUTE, 0)
        with self._lock:
            counts = self._counts or self._open()
            counts[row + self._columns.get(status, OTHER_STATUS)] += 1
            counts[row + _FIRST_BUCKET + bisect_left(BUCKETS, seconds)] += 1
            counts[row + _SECONDS] += seconds

    def totals(self) -> list[RouteTotals]:
        """Give the sums over all workers of this server, of the routes that were asked for."""
        with self._lock:
            own = self._counts or self._open()
            sums = [0.0] * len(own)
            for counts in self._of_all(own):
                for index, value in enumerate(counts):
                    sums[index] += value
        rows = (self._totals_of(route, sums[at : at + _WIDTH]) for route, at in self._rows.items())
        return [row for row in rows if any(row.by_bucket)]

    def _totals_of(self, route: str, row: Sequence[float]) -> RouteTotals:
        names = (*map(str, STATUSES), "other")
        by_status = {
            name: int(value)
            for name, value in zip(names, row[:_FIRST_BUCKET], strict=True)
            if value
        }
        by_bucket = tuple(int(value) for value in row[_FIRST_BUCKET:_SECONDS])
        return RouteTotals(route, by_status, by_bucket, row[_SECONDS])

    def _open(self) -> "memoryview[float]":
        """Make this worker's counters; in private memory where the folder cannot be written."""
        try:
            self._folder.mkdir(exist_ok=True)
            self._forget_ended_servers()
            memory = self._mapped(self._own_file(), os.O_RDWR | os.O_CREAT)
        except OSError:
            memory = mmap.mmap(-1, self._size)
        self._counts = memoryview(memory).cast("d")
        return self._counts

    def _mapped(self, place: Path, flags: int) -> mmap.mmap:
        descriptor = os.open(place, flags, 0o600)
        try:
            if os.fstat(descriptor).st_size != self._size:
                os.ftruncate(descriptor, self._size)
            return mmap.mmap(descriptor, self._size)
        finally:
            os.close(descriptor)

    def _own_file(self) -> Path:
        return self._folder / f"{os.getppid()}-{os.getpid()}-{self._edition}"

    def _of_all(self, own: "memoryview[float]") -> Iterator[Sequence[float]]:
        yield own
        for place in self._folder.glob(f"{os.getppid()}-*-{self._edition}"):
            if place != self._own_file():
                content = place.read_bytes()
                if len(content) == self._size:
                    yield memoryview(content).cast("d")

    def _forget_ended_servers(self) -> None:
        for place in self._folder.iterdir():
            server = place.name.partition("-")[0]
            if server.isdecimal() and not Path(f"/proc/{server}").exists():
                place.unlink(missing_ok=True)
