"""How many registrations a second: by the application's action, and the same rows by plain SQL.

    python -m bench.registration [--seconds 5] [--rounds 3] [--clients 8]

Eight processes register at one event as fast as they can; then eight write the same rows by the
driver alone, with the same settings of the engine. Rounds alternate; medians are printed, and the
ratio, which is what moves least from machine to machine.
"""

import argparse
import json
import multiprocessing
import secrets
import sqlite3
import statistics
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier
from typing import Any

import psycopg
import sqlalchemy as sa

from eventapp.foundation.clock import utc_now
from eventapp.foundation.database import SQLITE_PRAGMAS
from eventapp.foundation.transaction import transaction
from eventapp.registration.registering import register
from tests.factories import make_event
from tests.faults.ground import ENGINES, PRELOADED, new_database, opened
from tests.registration.applicants import make_applicant

Once = Callable[[str], None]

TAKE = (
    "UPDATE event SET taken_online = taken_online + 1, figures_version = figures_version + 1"
    " WHERE id = 1 AND (capacity_online IS NULL OR taken_online < capacity_online)"
)
REGISTRATION = (
    "event_id, code, ticket_code, given_name, family_name, email, country_code, zone, sector,"
    " organisation, gender, language, mode, registered_at, submission, version, search_text"
)
ROWS = {
    "registration": [name.strip() for name in REGISTRATION.split(",")],
    "outbox": [
        *("kind", "recipient", "language", "zone", "name", "about"),
        *("lane", "created_at", "due_at", "attempts", "last_error"),
    ],
    "audit_entry": ["at", "actor", "action", "event_id", "subject", "detail"],
}


def by_application(url: str, seconds: float, start: Barrier) -> int:
    """Register by the application's action until the time is over; give how often."""
    with opened(url):

        def once(name: str) -> None:
            with transaction():
                register(1, make_applicant(name), now=utc_now(), key=name)

        return _repeat(once, seconds, start)


def by_sqlite(url: str, seconds: float, start: Barrier) -> int:
    """Write the rows by SQLite's driver."""
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=30)
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")

    def once(name: str) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(TAKE)
        cursor = connection.execute(_insert("registration", "?"), _registration(name, str))
        connection.execute(_insert("outbox", "?"), _mail(name, cursor.lastrowid, str))
        connection.execute(_insert("audit_entry", "?"), _entry(name, str))
        connection.execute("COMMIT")

    return _repeat(once, seconds, start)


def by_postgresql(url: str, seconds: float, start: Barrier) -> int:
    """Write the rows by PostgreSQL's driver."""
    address = sa.make_url(url).set(drivername="postgresql")
    connection = psycopg.connect(address.render_as_string(hide_password=False))

    def once(name: str) -> None:
        connection.execute(TAKE)
        statement = _insert("registration", "%s") + " RETURNING id"
        row = connection.execute(statement, _registration(name)).fetchone()
        connection.execute(_insert("outbox", "%s"), _mail(name, row[0] if row else 0))
        connection.execute(_insert("audit_entry", "%s"), _entry(name))
        connection.commit()

    return _repeat(once, seconds, start)


def _insert(table: str, mark: str) -> str:
    names = ROWS[table]
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join([mark] * len(names))})"


def _registration(name: str, form: Callable[[datetime], Any] = lambda moment: moment) -> list[Any]:
    now, applicant = form(datetime.now(UTC)), make_applicant(name)
    told = [getattr(applicant, field) for field in ROWS["registration"][3:13]]
    return [
        1,
        uuid.uuid4().hex[:12],
        secrets.token_urlsafe(24),
        *told,
        now,
        secrets.token_hex(32),
        1,
        f"{applicant.given_name} {applicant.family_name} {applicant.email}".casefold(),
    ]


def _mail(
    name: str, number: int | None, form: Callable[[datetime], Any] = lambda moment: moment
) -> list[Any]:
    now, recipient = form(datetime.now(UTC)), f"{name}@example.org"
    about = json.dumps({"registration": number})
    named = str(uuid.uuid4())
    return ["confirmation", recipient, "sv", "Asia/Tokyo", named, about, 1, now, now, 0, ""]


def _entry(name: str, form: Callable[[datetime], Any] = lambda moment: moment) -> list[Any]:
    return [form(datetime.now(UTC)), "registrant", "register", 1, name, ""]


def _repeat(once: Once, seconds: float, start: Barrier) -> int:
    """Do it until the time is over; the first time, which warms up, is not counted."""
    run = uuid.uuid4().hex
    once(f"{run}-first")
    start.wait()
    end, done = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        once(f"{run}-{done}")
        done += 1
    return done


WAYS: dict[str, dict[str, Callable[[str, float, Barrier], int]]] = {
    "sqlite": {"application": by_application, "plain SQL": by_sqlite},
    "postgresql": {"application": by_application, "plain SQL": by_postgresql},
}


def _client(engine: str, way: str, url: str, seconds: float, start: Barrier, said: Any) -> None:
    said.put(WAYS[engine][way](url, seconds, start))


def rate(engine: str, way: str, url: str, seconds: float, clients: int) -> float:
    """Give how many registrations a second all clients make together."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(PRELOADED)
    start, said = processes.Barrier(clients), processes.Queue()
    running = [
        processes.Process(target=_client, args=(engine, way, url, seconds, start, said))
        for _ in range(clients)
    ]
    for process in running:
        process.start()
    done = sum(said.get() for _ in running)
    for process in running:
        process.join()
    return done / seconds


def main() -> None:
    """Measure both ways on both engines and print the rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=8)
    wish = parser.parse_args()
    for engine in ENGINES:
        with new_database(engine) as url:
            with opened(url):
                make_event()
            rates: dict[str, list[float]] = {way: [] for way in WAYS[engine]}
            for _ in range(wish.rounds):
                for way, found in rates.items():
                    found.append(rate(engine, way, url, wish.seconds, wish.clients))
        median = {way: statistics.median(found) for way, found in rates.items()}
        ratios = [a / b for a, b in zip(rates["application"], rates["plain SQL"], strict=True)]
        print(
            f"{engine:<10} application {median['application']:6.0f}/s"
            f"   plain SQL {median['plain SQL']:6.0f}/s"
            f"   ratio {statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
        )


if __name__ == "__main__":
    main()
