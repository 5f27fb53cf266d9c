"""How long a programme of the exchange format takes to be taken in: 500 talks in 20 rooms.

    python -m bench.schedule_import

prints seconds for a first import, one that changes nothing, and one that moves every session.
"""

import json
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.organising import event_of, make_application
from eventapp.exchange.importing import take_schedule
from eventapp.foundation.transaction import transaction

TALKS, ROOMS, DAYS = 500, 20, 5
FIRST = datetime(2030, 5, 13, 7, 0, tzinfo=UTC)


def _talk(number: int, later: timedelta) -> dict[str, object]:
    a_day = TALKS // DAYS
    day, place = divmod(number, a_day)
    starts_at = FIRST + timedelta(days=day, minutes=60 * (place // ROOMS)) + later
    return {
        "id": number + 1,
        "guid": f"455d075f-48c0-4ec2-84b3-{number:012}",
        "date": starts_at.isoformat(),
        "start": f"{starts_at:%H:%M}",
        "duration": "0:45",
        "title": f"Talk number {number} about a thing that matters",
        "track": f"Theme {number % 7}",
        "type": "talk",
        "language": "en",
        "abstract": "What was tried, what it cost, and what came of it in the end. " * 10,
        "persons": [
            {"id": number % 400 + shift, "public_name": f"Ada Lind {number % 400 + shift}"}
            for shift in (1, 2)
        ],
    }


def _write(path: Path, later: timedelta) -> None:
    rooms: dict[str, list[object]] = {f"Room {number}": [] for number in range(ROOMS)}
    for number in range(TALKS):
        rooms[f"Room {number % ROOMS}"].append(_talk(number, later))
    days = [{"index": 1, "rooms": rooms}]
    conference = {"time_zone_name": "Europe/Stockholm", "days": days}
    path.write_text(json.dumps({"schedule": {"conference": conference}}), encoding="utf-8")


def main() -> None:
    """Make the file, take it in, print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "schedule.json"
        app = make_application(Path(folder))
        with app.app_context():
            with transaction():
                event_of("tour")
            for name, later in (
                ("first", timedelta(0)),
                ("again", timedelta(0)),
                ("all moved", timedelta(hours=1)),
            ):
                _write(path, later)
                begin = time.perf_counter()
                with transaction():
                    stored = take_schedule("tour", path, actor="command", now=FIRST)
                taken = time.perf_counter() - begin
                print(
                    f"{stored.rows} talks in {ROOMS} rooms, {name}: {taken:.2f} s,"
                    f" {len(stored.changes())} changes"
                )


if __name__ == "__main__":
    main()
