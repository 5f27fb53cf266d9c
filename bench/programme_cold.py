"""How long a programme takes that was not kept: an event is made, and its page asked for anew.

    python -m bench.programme_cold [SESSIONS]

prints the best and the middle of twenty cold renderings on SQLite, in the event's zone and in
another one, then what the kept page takes, in milliseconds of processor time, which neighbours
disturb less.
"""

import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask

from eventapp.app import create_app
from eventapp.commands.application import upgrade
from eventapp.config import settings_from
from eventapp.events.models import Event, Series, Stop
from eventapp.foundation.database import db
from eventapp.foundation.timezones import TZDATA_VERSION, to_wall
from eventapp.foundation.transaction import transaction
from eventapp.programme.models import Appearance, Session, Track
from eventapp.speakers.models import Speaker

HOME = "Europe/Stockholm"
GUESTS = (("AU", "Australia/Melbourne"), ("JP", "Asia/Tokyo"), ("US", "America/New_York"))
FIRST = datetime(2030, 5, 13, 6, 30, tzinfo=UTC)
A_DAY = 100
ROUNDS = 20


def _times(starts_at: datetime, minutes: int) -> dict[str, object]:
    ends_at = starts_at + timedelta(minutes=minutes)
    return {
        "zone": HOME,
        "wall_starts": to_wall(starts_at, HOME),
        "wall_ends": to_wall(ends_at, HOME),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "tzdata_version": TZDATA_VERSION,
    }


def _make(count: int) -> None:
    """Fill the database with one event of `count` sessions, two people in each."""
    series = Series(slug="s", name_en="Series", name_sv="Serie")
    db.session.add(series)
    db.session.flush()
    event = Event(
        series_id=series.id, slug="big", name_en="Big", name_sv="Stor", kind="world_tour",
        format="online", zone=HOME, country_code="SE", languages="en sv", created_at=FIRST,
    )  # fmt: skip
    db.session.add(event)
    db.session.flush()
    speakers = [
        Speaker(
            event_id=event.id, code=f"T{n}", given_name="Ada", family_name=f"Lind {n}",
            country_code=GUESTS[n % 3][0], zone=GUESTS[n % 3][1], gender="woman",
            sector="academia", organisation="University",
        )
        for n in range(count // 2 + 2)
    ]  # fmt: skip
    db.session.add_all(speakers)
    for first in range(0, count, A_DAY):
        starts_at = FIRST + timedelta(days=first // A_DAY)
        stop = Stop(
            event_id=event.id, code=f"D{first // A_DAY}", title_en="A stop", title_sv="Ett stopp",
            **_times(starts_at, 600),
        )  # fmt: skip
        db.session.add(stop)
        db.session.flush()
        tracks = [Track(stop_id=stop.id, name=f"Track {n}", position=n) for n in range(5)]
        db.session.add_all(tracks)
        db.session.flush()
        for n in range(min(A_DAY, count - first)):
            _session(stop, tracks, first + n, starts_at + timedelta(minutes=30 * (n // 5)))
    db.session.flush()
    ids = db.session.scalars(db.select(Session.id)).all()
    for n, session_id in enumerate(ids):
        for shift, role in ((0, "host"), (1, "counterpart")):
            speaker = speakers[(n + shift) % len(speakers)]
            db.session.add(Appearance(session_id=session_id, speaker_id=speaker.id, role=role))


def _session(stop: Stop, tracks: list[Track], number: int, starts_at: datetime) -> None:
    country, zone = GUESTS[number % 3]
    db.session.add(
        Session(
            event_id=stop.event_id, stop_id=stop.id, track_id=tracks[number % 5].id,
            code=f"S{number}", kind="codesigned", title_en=f"Session {number}",
            title_sv=f"Session {number}", theme="payment", host_country_code=country,
            guest_zone=zone, language="en", changed_at=FIRST, created_at=FIRST,
            **_times(starts_at, 25),
        )
    )  # fmt: skip


def _milliseconds(app: Flask, address: str, *, cold: bool) -> list[float]:
    client = app.test_client()
    taken = []
    for _round in range(ROUNDS):
        if cold:
            app.extensions["kept"].clear()
        begin = time.process_time()
        answer = client.get(address)
        taken.append((time.process_time() - begin) * 1000)
        if answer.status_code != 200:
            raise SystemExit(answer.status)
    return taken


def main(count: int) -> None:
    """Make the event, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "programme.sqlite"
        settings = settings_from(
            {"EVENTAPP_DATABASE_URL": f"sqlite:///{place}", "EVENTAPP_DATA_DIR": folder}
        )
        app = create_app(settings)
        upgrade(app)
        with app.app_context():
            with transaction():
                _make(count)
            for name, address, cold in (
                ("cold", "/events/big/programme", True),
                ("cold, Tokyo", "/events/big/programme?zone=Asia/Tokyo", True),
                ("kept", "/events/big/programme", False),
            ):
                taken = _milliseconds(app, address, cold=cold)
                print(
                    f"{count} sessions, {name}: best {min(taken):.1f} ms, "
                    f"middle {statistics.median(taken):.1f} ms"
                )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
