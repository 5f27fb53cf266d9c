"""Time calendar files and schedules of 60 and 500 sessions: first answer, after a change, kept.

Run with `python -m bench.calendar_files`; needs nothing but the project's own packages.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from flask import Flask

from eventapp.app import create_app
from eventapp.calendars.zone_rules import zone_lines
from eventapp.commands.application import upgrade
from eventapp.config import Settings
from eventapp.events.models import Event, Series, Stop
from eventapp.foundation.database import db
from eventapp.foundation.timezones import TZDATA_VERSION, to_wall
from eventapp.foundation.transaction import transaction
from eventapp.programme.models import Appearance, Session, Track
from eventapp.speakers.models import Speaker

START = datetime(2030, 10, 21, 6, 0, tzinfo=UTC)
ZONES = ("Europe/Stockholm", "America/Chicago", "Asia/Tokyo", "Australia/Sydney", "Asia/Kolkata")
SIZES = (60, 500)
ADDRESSES = ("calendar.ics", "schedule.json", "schedule.xml")
ROUNDS = 9
KEPT_REQUESTS = 500


def times(starts_at: datetime, ends_at: datetime, zone: str) -> dict[str, Any]:
    """Give the columns of a span of time."""
    return {
        "zone": zone,
        "wall_starts": to_wall(starts_at, zone),
        "wall_ends": to_wall(ends_at, zone),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "tzdata_version": TZDATA_VERSION,
    }


def fill(sessions: int) -> str:
    """Store an event of so many sessions with two speakers each; give its slug."""
    slug = f"of-{sessions}"
    titles = {"name_en": slug, "name_sv": slug}
    words = "What it takes, what it costs; and who pays for it in the end. " * 8
    with transaction():
        series = Series(slug=slug, **titles)
        db.session.add(series)
        db.session.flush()
        event = Event(series_id=series.id, slug=slug, kind="conference", format="hybrid", **titles)
        event.zone, event.languages, event.created_at = ZONES[0], "en sv", START
        db.session.add(event)
        db.session.flush()
        stop = Stop(event_id=event.id, code="D1", title_en="One", title_sv="Ett")
        for name, value in times(START, START + timedelta(days=9), ZONES[0]).items():
            setattr(stop, name, value)
        people = [speaker(event.id, number) for number in range(sessions // 2)]
        db.session.add_all([stop, *people])
        db.session.flush()
        tracks = [Track(stop_id=stop.id, name=f"Room {number}") for number in range(8)]
        db.session.add_all(tracks)
        db.session.flush()
        rows = [talk(stop, tracks[number % 8], number, words) for number in range(sessions)]
        db.session.add_all(rows)
        db.session.flush()
        for number, row in enumerate(rows):
            for other in range(2):
                person = people[(number + other) % len(people)]
                seat = Appearance(session_id=row.id, speaker_id=person.id, role="presenter")
                db.session.add(seat)
    return slug


def speaker(event_id: int, number: int) -> Speaker:
    """Make a speaker."""
    return Speaker(
        event_id=event_id,
        code=f"T{number}",
        given_name="Åsa",
        family_name=f"Öberg-{number}",
        country_code="SE",
        zone=ZONES[0],
        gender="woman",
        sector="academia",
        organisation="Norrviks universitet",
    )


def talk(stop: Stop, track: Track, number: int, words: str) -> Session:
    """Make a session of 45 minutes, in one of several zones."""
    starts_at = START + timedelta(hours=number // 8)
    return Session(
        event_id=stop.event_id,
        stop_id=stop.id,
        track_id=track.id,
        code=f"S{number}",
        kind="talk",
        title_en=f"Paying for one-time therapies: model {number}",
        title_sv=f"Att betala för engångsbehandlingar: modell {number}",
        abstract_en=words,
        abstract_sv=words,
        theme="payment",
        changed_at=START,
        created_at=START,
        **times(starts_at, starts_at + timedelta(minutes=45), ZONES[number % len(ZONES)]),
    )


@contextmanager
def application() -> Iterator[Flask]:
    """Give the application on a new SQLite file."""
    with tempfile.TemporaryDirectory() as place:
        settings = Settings(
            data_dir=Path(place),
            database_url=f"sqlite:///{place}/bench.sqlite",
            secret_key="a secret of the measurement",
            base_url="https://example.org",
            rate_limit=False,
        )
        app = create_app(settings)
        upgrade(app)
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def milliseconds(run: Callable[[], object]) -> float:
    """Give how long it takes once."""
    begun = perf_counter()
    run()
    return (perf_counter() - begun) * 1000


def measure(app: Flask, slug: str, file: str) -> str:
    """Give a line with the three figures of a file, and its size."""
    client = app.test_client()
    address = f"/events/{slug}/{file}"
    first, changed = [], []
    for _ in range(ROUNDS):
        app.extensions["kept"].clear()
        zone_lines.cache_clear()
        first.append(milliseconds(lambda: client.get(address)))
        app.extensions["kept"].clear()
        changed.append(milliseconds(lambda: client.get(address)))
    kept = milliseconds(lambda: [client.get(address) for _ in range(KEPT_REQUESTS)])
    kilobytes = len(client.get(address).data) / 1000
    return (
        f"{file:14} {kilobytes:8.0f} kB   first {median(first):6.1f} ms (worst {max(first):.1f})"
        f"   changed {median(changed):6.1f} ms   kept {kept / KEPT_REQUESTS:5.2f} ms"
    )


def main() -> None:
    """Print the figures."""
    with application() as app:
        for sessions in SIZES:
            slug = fill(sessions)
            print(f"{sessions} sessions")
            for file in ADDRESSES:
                print("  " + measure(app, slug, file))


if __name__ == "__main__":
    main()
