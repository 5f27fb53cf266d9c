"""How fast log-ins are imported: `python bench/import_logins.py [ROWS] [DATABASE_URL]`.

Makes a file of that many log-ins, imports it into a fresh database, imports it again, and prints
the rows a second of both and the most memory that was taken.
"""

import csv
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from eventapp.app import create_app
from eventapp.commands.application import upgrade
from eventapp.config import settings_from
from eventapp.exchange.importing import take_event_file, take_tour
from eventapp.foundation.resources import folder
from eventapp.foundation.timezones import instant_text
from eventapp.foundation.transaction import transaction

EVENT = "atmp-world-tour-2021"
PLACE = ("country", "zone", "sector", "organisation", "gender", "language")
STOPS = ("D1", "D2", "D3", "D4", "D5")
REGISTRANTS = 50_000
NOON = datetime(2021, 4, 19, 12, tzinfo=UTC)


def registrations() -> Iterator[list[str]]:
    """Yield the rows of a file of registrations."""
    yield ["code", "given_name", "family_name", "email", *PLACE, "newsletter", "registered_at"]
    for number in range(REGISTRANTS):
        email = f"person.{number}@example.org"
        place = ["SE", "Europe/Stockholm", "academia", "", "not_stated", "sv", "no"]
        yield [f"P{number}", "Ada", f"No {number}", email, *place, "2021-03-01T12:00:00Z"]


def log_ins(rows: int) -> Iterator[list[str]]:
    """Yield the rows of a file of log-ins."""
    yield ["login", "stop", "registration", "joined_at", "left_at"]
    for number in range(rows):
        joined_at = NOON + timedelta(seconds=number % 86_400)
        left_at = instant_text(joined_at + timedelta(minutes=number % 90))
        registrant = f"P{number * 7919 % REGISTRANTS}"
        stop = STOPS[number % len(STOPS)]
        yield [f"L{number:07}", stop, registrant, instant_text(joined_at), left_at]


def write(path: Path, rows: Iterator[list[str]]) -> Path:
    """Write a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def timed(kind: str, path: Path, now: datetime) -> None:
    """Import a file and print how fast that was."""
    begin, begin_of_work = time.perf_counter(), time.process_time()
    with transaction():
        stored = take_event_file(kind, EVENT, path, actor="bench", now=now)
    took, worked = time.perf_counter() - begin, time.process_time() - begin_of_work
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{kind}: {stored.rows} rows, {stored.changed} changed, {took:.1f} s, "
        f"{worked:.1f} s of processor, {stored.rows / took:,.0f} rows/s, {memory} MiB at most"
    )


def main(rows: int, url: str | None) -> None:
    """Measure."""
    with tempfile.TemporaryDirectory() as place:
        environment = dict(os.environ, EVENTAPP_DATA_DIR=place)
        app = create_app(
            settings_from(environment | ({"EVENTAPP_DATABASE_URL": url} if url else {}))
        )
        upgrade(app)
        people = write(Path(place) / "registrations.csv", registrations())
        views = write(Path(place) / "logins.csv", log_ins(rows))
        with app.app_context():
            with transaction():
                take_tour(folder("demo") / "tour.toml", actor="bench", now=NOON)
            for kind, path in (("registrations", people), ("logins", views)):
                timed(kind, path, NOON)
                timed(kind, path, NOON)


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 200_000,
        sys.argv[2] if len(sys.argv) > 2 else None,
    )
