"""How long the timetable of 500 sessions takes, and a move on it, on SQLite.

    python -m bench.timetable

prints milliseconds of processor time in the server: the best and the middle of twenty pages,
the middle and the 95th percentile of two hundred moves with their conflicts told, of as many
questions about a slot before a move, and of fifty maps of all slots of the stop.
"""

import re
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from bench.organising import client_of_owner, event_of, make_application
from eventapp.events.models import Stop
from eventapp.foundation.database import db
from eventapp.foundation.timezones import TZDATA_VERSION, to_wall
from eventapp.foundation.transaction import transaction
from eventapp.programme.models import Appearance, Session, Track
from eventapp.speakers.models import Speaker

HOME = "Europe/Stockholm"
OPENS = datetime(2030, 5, 13, 6, 0, tzinfo=UTC)
SESSIONS, SPEAKERS, TRACKS = 500, 400, 20
ZONES = ("Australia/Melbourne", "Asia/Tokyo", "America/New_York", "Europe/Berlin")
PAGES, MOVES, MAPS = 20, 200, 50
ADDRESS = "/organise/events/big/timetable"


def _times(starts_at: datetime, minutes: int) -> dict[str, object]:
    ends_at = starts_at + timedelta(minutes=minutes)
    return {
        "zone": HOME, "wall_starts": to_wall(starts_at, HOME), "wall_ends": to_wall(ends_at, HOME),
        "starts_at": starts_at, "ends_at": ends_at, "tzdata_version": TZDATA_VERSION,
    }  # fmt: skip


def make_timetable() -> None:
    """Make one stop with 500 sessions on 20 tracks, two of 400 people in each."""
    event = event_of("big")
    stop = Stop(event_id=event.id, code="D1", title_en="A", title_sv="A", **_times(OPENS, 15 * 60))
    speakers = [
        Speaker(
            event_id=event.id, code=f"T{n}", given_name="Ada", family_name=f"Lind {n}",
            country_code="JP", zone=ZONES[n % len(ZONES)], gender="woman", sector="academia",
            organisation="University",
        )
        for n in range(SPEAKERS)
    ]  # fmt: skip
    db.session.add_all([stop, *speakers])
    db.session.flush()
    tracks = [Track(stop_id=stop.id, name=f"Room {n}", position=n) for n in range(TRACKS)]
    db.session.add_all(tracks)
    db.session.flush()
    for number in range(SESSIONS):
        starts_at = OPENS + timedelta(minutes=30 * (number // TRACKS))
        session = Session(
            event_id=event.id, stop_id=stop.id, track_id=tracks[number % TRACKS].id,
            code=f"S{number}", kind="talk", title_en=f"Talk number {number} on a thing",
            title_sv=f"Föredrag {number} om en sak", changed_at=OPENS, created_at=OPENS,
            **_times(starts_at, 25),
        )  # fmt: skip
        db.session.add(session)
        db.session.flush()
        for shift in (0, 1):
            speaker = speakers[(2 * number + shift) % SPEAKERS]
            db.session.add(
                Appearance(session_id=session.id, speaker_id=speaker.id, role="presenter")
            )


def _pages(client: FlaskClient) -> str:
    taken, page = [], ""
    for _round in range(PAGES):
        begin = time.process_time()
        answer = client.get(ADDRESS)
        taken.append((time.process_time() - begin) * 1000)
        if answer.status_code != 200:
            raise SystemExit(answer.status)
        page = answer.text
    print(
        f"{SESSIONS} sessions, page of {len(page) // 1024} KiB: best {min(taken):.0f} ms, "
        f"middle {statistics.median(taken):.0f} ms"
    )
    return page


def _moves(client: FlaskClient, page: str) -> None:
    seen = dict(re.findall(r'/timetable/(S\d+)">.*?name="seen" value="([^"]*)"', page, re.DOTALL))
    taken = []
    for number in range(MOVES):
        code = f"S{number}"
        at = OPENS + timedelta(minutes=30 * (number // TRACKS) + 5)
        sent = {
            "seen": unescape(seen[code]), "at": at.isoformat().replace("+00:00", "Z"),
            "minutes": "20", "track": f"Room {number % TRACKS}", "stop": "D1",
        }  # fmt: skip
        begin = time.process_time()
        answer = client.post(f"{ADDRESS}/{code}", data=sent, headers={"Accept": "application/json"})
        taken.append((time.process_time() - begin) * 1000)
        if answer.status_code != 200:
            raise SystemExit(answer.text)
    print(
        f"{MOVES} moves: middle {statistics.median(taken):.0f} ms, "
        f"95th percentile {statistics.quantiles(taken, n=20)[-1]:.0f} ms"
    )


def _questions(client: FlaskClient) -> None:
    """Ask what would conflict: each slot once, so that nothing could have been kept."""
    slots = [
        f"S{number}?minutes=25&track=Room+{number % TRACKS}&stop=D1&at={_instant(number)}"
        for number in range(MOVES)
    ]
    maps = [f"S{number}/map?minutes=25&stop=D1" for number in range(MAPS)]
    for name, addresses in (("ask", slots), ("map", maps)):
        taken = []
        for address in addresses:
            begin = time.process_time()
            answer = client.get(f"{ADDRESS}/{address}")
            taken.append((time.process_time() - begin) * 1000)
            if answer.status_code != 200:
                raise SystemExit(answer.text)
        print(
            f"{len(taken)} questions: {name} middle {statistics.median(taken):.0f} ms, "
            f"{name} p95 {statistics.quantiles(taken, n=20)[-1]:.0f} ms"
        )


def _instant(number: int) -> str:
    """Give a start ten minutes after that of a session."""
    at = OPENS + timedelta(minutes=30 * (number // TRACKS) + 10)
    return at.isoformat().replace("+00:00", "Z")


def _measure(app: Flask) -> None:
    with transaction():
        make_timetable()
    client = client_of_owner(app)
    page = _pages(client)
    _questions(client)
    _moves(client, page)


def main() -> None:
    """Make the stop, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        app = make_application(Path(folder))
        with app.app_context():
            _measure(app)


if __name__ == "__main__":
    main()
