"""How long organisers wait for the list of their events, and for the overview of one.

    python -m bench.organisers_home [--engine sqlite] [LOG_INS]

An event is filled with log-ins (200,000 unless told). Each page is opened after a change, when all
that there is of the event is counted, and then again, when nothing has changed. Medians are told.
"""

import argparse
import statistics
import time

import sqlalchemy as sa
from flask.testing import FlaskClient

from eventapp.attendance.models import LogIn
from eventapp.events.actions import touch_figures
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from tests.factories import NOON, make_event, make_registration, make_stop
from tests.faults.ground import ENGINES, new_database, opened
from tests.signing_in import make_account, signed_in

PAGES = ("/organise/", "/organise/events/big")
TIMES = 7


def fill(log_ins: int) -> int:
    """Make an event with that many log-ins of one registrant; give its number."""
    event = make_event("big")
    stop, registration = make_stop(event), make_registration(event)
    event_id = event.id
    row = {
        "event_id": event_id,
        "stop_id": stop.id,
        "registration_id": registration.id,
        "joined_at": NOON,
        "source": "live",
    }
    with transaction():
        rows = [row | {"code": f"L{number}"} for number in range(log_ins)]
        db.session.execute(sa.insert(LogIn), rows)
        make_account("olga@example.org", "organiser")
    return event_id


def milliseconds(client: FlaskClient, page: str) -> float:
    """Give how long a page takes."""
    began = time.perf_counter()
    assert client.get(page).status_code == 200
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Fill, open and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("log_ins", type=int, nargs="?", default=200_000)
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    wish = parser.parse_args()
    with new_database(wish.engine) as url, opened(url) as app:
        event_id = fill(wish.log_ins)
        client = signed_in(app, "olga@example.org")
        for page in PAGES:
            counted, kept = [], []
            for _time in range(TIMES):
                with transaction():
                    touch_figures(event_id)
                counted.append(milliseconds(client, page))
                kept.append(milliseconds(client, page))
            middle = statistics.median
            print(f"{page:<22} counted {middle(counted):7.1f} ms   kept {middle(kept):7.1f} ms")


if __name__ == "__main__":
    main()
