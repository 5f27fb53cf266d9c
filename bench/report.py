"""How long a report takes and how much memory: `eventapp report` is run on a big event.

    python -m bench.report [REGISTRANTS] [LOG_INS]

prints a line for half the size and one for the whole: seconds of wall clock, seconds of processor
and the most memory of the process, on SQLite.
"""

import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from eventapp.app import create_app
from eventapp.commands.application import upgrade
from eventapp.config import settings_from
from eventapp.foundation.database import db

STOPS = 5
SESSIONS_A_STOP = 8
FIRST = datetime(2030, 5, 13, 7, 0, tzinfo=UTC)
COUNTRIES = [
    "SE",
    "NO",
    "DK",
    "FI",
    "DE",
    "FR",
    "GB",
    "NL",
    "CH",
    "AU",
    "JP",
    "KR",
    "SG",
    "IL",
    "CA",
    "US",
    "BR",
    "ZA",
    "IN",
    "NZ",
]
SECTORS = [
    "public_authority",
    "region",
    "municipality",
    "academia",
    "industry",
    "civil_society",
    "other",
]
GENDERS = ["woman", "man", "other", "not_stated"]
CHUNK = 50_000


def stored(moment: datetime) -> str:
    """Give a moment as the SQLite driver of SQLAlchemy writes it."""
    return moment.strftime("%Y-%m-%d %H:%M:%S.000000")


def make_database(place: Path, registrants: int, log_ins: int) -> None:
    """Fill a new SQLite file with one event, row by row and not through the application."""
    app = create_app(
        settings_from(
            {"EVENTAPP_DATABASE_URL": f"sqlite:///{place}", "EVENTAPP_DATA_DIR": str(place.parent)}
        )
    )
    upgrade(app)
    with app.app_context():
        db.engine.dispose()
    connection = sqlite3.connect(place)
    connection.execute("PRAGMA synchronous=OFF")
    with connection:
        _programme(connection)
        _registrations(connection, registrants)
        chance = random.Random(2)
        connection.executemany(
            "INSERT INTO log_in (event_id, code, stop_id, registration_id, joined_at, left_at,"
            " source) VALUES (1, ?, ?, ?, ?, ?, 'file')",
            _log_ins(chance, registrants, log_ins),
        )
        connection.executemany(
            "INSERT INTO play (event_id, code, registration_id, session_id, started_at,"
            " played_segments, recording_seconds, source)"
            " VALUES (1, ?, ?, ?, '2030-06-01 10:00:00.000000', ?, 2700, 'file')",
            (
                (
                    f"V{number}",
                    chance.randrange(registrants) + 1,
                    chance.randrange(STOPS * SESSIONS_A_STOP) + 1,
                    f"0[.]{chance.randrange(10, 1200)}[,]900[.]2000.5",
                )
                for number in range(registrants)
            ),
        )
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _programme(connection: sqlite3.Connection) -> None:
    moment = stored(FIRST)
    connection.execute("INSERT INTO series (id, slug, name_en, name_sv) VALUES (1, 's', 'S', 'S')")
    connection.execute(
        "INSERT INTO event (id, series_id, slug, name_en, name_sv, description_en, description_sv,"
        " kind, format, zone, country_code, languages, free_of_charge, version, figures_version,"
        " created_at) VALUES (1, 1, 'big', 'Big', 'Stor', '', '', 'world_tour', 'online',"
        f" 'Europe/Stockholm', 'SE', 'en sv', 1, 1, 1, '{moment}')"
    )
    for stop in range(STOPS):
        starts = FIRST + timedelta(days=stop)
        _insert_span(
            connection,
            "stop",
            {"id": stop + 1, "event_id": 1, "code": f"D{stop + 1}"},
            (starts, starts + timedelta(hours=4)),
        )
        for number in range(SESSIONS_A_STOP):
            begins = starts + timedelta(minutes=30 * number)
            own = {
                "event_id": 1,
                "stop_id": stop + 1,
                "code": f"D{stop + 1}-{number}",
                "kind": "break" if number == 4 else "talk",
                "state": "published",
                **dict.fromkeys(
                    ("abstract_en", "abstract_sv", "theme", "host_country_code", "guest_zone"), ""
                ),
                "language": "en",
                "sequence": 0,
                "changed_at": moment,
                "created_at": moment,
            }
            _insert_span(connection, "session", own, (begins, begins + timedelta(minutes=25)))


def _insert_span(
    connection: sqlite3.Connection,
    table: str,
    own: Mapping[str, object],
    span: tuple[datetime, datetime],
) -> None:
    starts, ends = map(stored, span)
    row = {
        **own,
        "title_en": "T",
        "title_sv": "T",
        "zone": "Etc/UTC",
        "wall_starts": starts,
        "wall_ends": ends,
        "starts_at": starts,
        "ends_at": ends,
        "tzdata_version": "x",
    }
    marks = ", ".join("?" * len(row))
    connection.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
    )


def _registrations(connection: sqlite3.Connection, registrants: int) -> None:
    chance = random.Random(1)
    connection.executemany(
        "INSERT INTO registration (id, event_id, code, ticket_code, given_name, family_name, email,"
        " country_code, zone, sector, organisation, gender, language, mode, registered_at,"
        " withdrawn_at) VALUES (?, 1, ?, ?, 'Ada', 'B', ?, ?, 'Europe/Stockholm', ?, '', ?, 'en',"
        " 'online', ?, ?)",
        (
            (
                number,
                f"P{number}",
                f"ticket-{number}",
                f"p{number}@example.org",
                chance.choice(COUNTRIES),
                chance.choice(SECTORS),
                chance.choice(GENDERS),
                stored(FIRST - timedelta(minutes=chance.randrange(60 * 24 * 60))),
                stored(FIRST) if number % 50 == 0 else None,
            )
            for number in range(1, registrants + 1)
        ),
    )


def _log_ins(
    chance: random.Random, registrants: int, log_ins: int
) -> Iterator[tuple[str, int, int, str, str | None]]:
    """Give log-ins stop by stop, as a live page writes them: by time, people in any order."""
    number = 0
    for stop in range(STOPS):
        seconds = sorted(chance.randrange(4 * 3600) for _ in range(log_ins // STOPS))
        for second in seconds:
            number += 1
            joined = FIRST + timedelta(days=stop, seconds=second)
            left = joined + timedelta(seconds=chance.randrange(60, 5400))
            yield (
                f"L{number}",
                stop + 1,
                chance.randrange(registrants) + 1,
                stored(joined),
                stored(left) if number % 20 else None,
            )


def measured(place: Path) -> tuple[float, float, float]:
    """Run the command; give its seconds of wall clock, of processor, and its MiB at most."""
    environment = os.environ | {
        "EVENTAPP_DATABASE_URL": f"sqlite:///{place}",
        "EVENTAPP_DATA_DIR": str(place.parent),
    }
    command = [sys.executable, "-m", "eventapp", "report", "big", "--format", "json"]
    started = time.perf_counter()
    process = subprocess.Popen([*command, "-o", str(place.parent / "report.json")], env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status:
        sys.exit(f"eventapp report ended with {status}")
    kibibytes = 1 if sys.platform != "darwin" else 1024
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / kibibytes / 1024


def main() -> None:
    """Measure half the size and the whole."""
    registrants = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    log_ins = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    print(f"{'registrants':>11} {'log-ins':>9} {'seconds':>8} {'cpu':>6} {'MiB':>6}")
    for divisor in (2, 1):
        with tempfile.TemporaryDirectory(prefix="eventapp-bench-") as folder:
            place = Path(folder) / "big.sqlite"
            make_database(place, registrants // divisor, log_ins // divisor)
            seconds, processor, mebibytes = min(measured(place) for _ in range(3))
        print(
            f"{registrants // divisor:>11} {log_ins // divisor:>9}"
            f" {seconds:>8.2f} {processor:>6.2f} {mebibytes:>6.0f}"
        )


if __name__ == "__main__":
    main()
