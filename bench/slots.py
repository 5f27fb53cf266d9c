"""How long it takes to rank the starts of a day: 10,000 registrants in 60 zones, on SQLite.

    python -m bench.slots

prints the best and the middle of fifteen rounds in milliseconds of processor time: for the ranking
with its reading, and for the whole page.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from bench.organising import client_of_owner, event_of, make_application
from eventapp.events.queries import event_by_slug
from eventapp.foundation.countries import country_of_zone
from eventapp.foundation.database import db
from eventapp.foundation.timezones import zone_names
from eventapp.foundation.transaction import transaction
from eventapp.planning.queries import best_slots_of
from eventapp.planning.slots import Day
from eventapp.registration.models import Registration

PEOPLE, ZONES, ROUNDS = 10_000, 60, 15
NOW = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)


def _places() -> list[tuple[str, str]]:
    """Give zones spread over the alphabet, each with its country."""
    named = ((name, country_of_zone(name)) for name in sorted(zone_names()))
    placed = [(name, country) for name, country in named if country]
    return list(islice(placed[:: len(placed) // ZONES], ZONES))


def _register(event_id: int) -> None:
    places = _places()
    rows = [
        {
            "event_id": event_id, "code": f"P{number}", "ticket_code": f"ticket-{number}",
            "given_name": "Ada", "family_name": f"Lind {number}",
            "email": f"ada.{number}@example.org", "zone": places[number % ZONES][0],
            "country_code": places[number % ZONES][1], "sector": "academia", "organisation": "",
            "gender": "not_stated", "language": "en", "registered_at": NOW - timedelta(days=9),
        }
        for number in range(PEOPLE)
    ]  # fmt: skip
    db.session.execute(sa.insert(Registration), rows)


def _tell(name: str, work: Callable[[], object]) -> None:
    taken = []
    for _round in range(ROUNDS):
        begin = time.process_time()
        work()
        taken.append((time.process_time() - begin) * 1000)
    print(f"{name}: best {min(taken):.1f} ms, middle {statistics.median(taken):.1f} ms")


def _measure(app: Flask) -> None:
    with transaction():
        event = event_of("tour")
        _register(event.id)
    client = client_of_owner(app)
    day = Day("Europe/Stockholm", date(2030, 5, 15), 240)

    def rank() -> None:
        db.session.rollback()
        found = event_by_slug("tour")
        assert found is not None
        best_slots_of(found, day, now=NOW)

    def show() -> None:
        answer = client.get("/organise/events/tour/slots?on=2030-05-15&minutes=240")
        if answer.status_code != 200:
            raise SystemExit(answer.status)

    _tell(f"{PEOPLE} registrants in {ZONES} zones, ranked", rank)
    _tell("the page of it", show)


def main() -> None:
    """Make the event, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        app = make_application(Path(folder))
        with app.app_context():
            _measure(app)


if __name__ == "__main__":
    main()
