"""Many clients at once for few places: exactly as many are given as there are.

    python -m tests.faults.places [--rounds 10] [--clients 300] [--places 100]

runs on both engines, prints a line for each and one for a control that looks first and takes the
place afterwards, and ends with 1 when a place was given twice or left, or when the control did
not fail: then the run would prove nothing.
"""

import argparse
import json
import multiprocessing
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from typing import NamedTuple

import sqlalchemy as sa

from eventapp.events.models import Event
from eventapp.foundation.database import db
from eventapp.foundation.transaction import reading, transaction
from eventapp.mail.models import OutboxMail
from eventapp.registration.models import Registration
from eventapp.registration.registering import new_code, register
from eventapp.registration.rules import Applicant, EventFull
from tests.factories import make_event
from tests.faults.ground import ENGINES, PRELOADED, new_database, opened
from tests.registration.applicants import make_applicant

NOW = datetime(2030, 5, 15, 12, 0, tzinfo=UTC)
PROCESSES = 8
THREADS = 4

Way = Callable[[int, Applicant], None]


class Tally(NamedTuple):
    """What came of some rounds."""

    oversold: int
    unsold: int
    failed: int
    untrue: int
    """Rounds after which counters, registrations, mails and answers did not agree."""

    @property
    def is_clean(self) -> bool:
        return self == (0, 0, 0, 0)


def guarded(event_id: int, applicant: Applicant) -> None:
    """Register as the application does."""
    with transaction():
        register(event_id, applicant, now=NOW, key=applicant.email)


def looking_first(event_id: int, applicant: Applicant) -> None:
    """Register as one should not."""
    with transaction():
        take_after_looking(event_id, applicant)


def take_after_looking(event_id: int, applicant: Applicant) -> int:
    """Look for a place, then take it, each in a transaction of its own."""
    db.session.rollback()
    with reading():
        capacity, taken = db.session.execute(
            sa.select(Event.capacity_online, Event.taken_online).where(Event.id == event_id)
        ).one()
    if taken >= (capacity or 0):
        raise EventFull(applicant.mode)
    values = applicant._asdict()
    for consent in ("newsletter", "participant_list", "speaker_contact"):
        del values[consent]
    with transaction():
        code = new_code()
        made = Registration(
            event_id=event_id, code=code, ticket_code=code, registered_at=NOW, **values
        )
        db.session.add(made)
        db.session.execute(
            sa.update(Event).where(Event.id == event_id).values(taken_online=Event.taken_online + 1)
        )
        db.session.flush()
        return made.id


def _clients(
    url: str, event_id: int, names: list[str], way: Way, start: Barrier, said: "Queue[str]"
) -> None:
    """Be some of the clients: a process with threads, started with the others."""

    def apply(name: str) -> str:
        with app.app_context():
            try:
                way(event_id, make_applicant(name))
            except EventFull:
                return "full"
            except sa.exc.SQLAlchemyError as error:
                return f"failed: {error}"
            finally:
                db.session.remove()
            return "given"

    with opened(url) as app, ThreadPoolExecutor(THREADS) as threads:
        start.wait()
        for answer in threads.map(apply, names):
            said.put(answer)


def run_round(url: str, clients: int, places: int, way: Way) -> Tally:
    """Let all clients loose on a new event, and count what came of it."""
    with opened(url):
        event_id = make_event(capacity_online=places).id
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(PRELOADED)
    start, said = processes.Barrier(PROCESSES), processes.Queue()
    names = [f"client{number}" for number in range(clients)]
    running = [
        processes.Process(
            target=_clients, args=(url, event_id, names[first::PROCESSES], way, start, said)
        )
        for first in range(PROCESSES)
    ]
    for process in running:
        process.start()
    answers = [said.get(timeout=300) for _ in names]
    for process in running:
        process.join()
    with opened(url):
        return _audited(event_id, places, answers, with_mail=way is guarded)


def _audited(event_id: int, places: int, answers: list[str], *, with_mail: bool) -> Tally:
    """Compare what the clients were told with what is stored."""
    given = answers.count("given")
    stored = db.session.scalar(
        sa.select(sa.func.count(Registration.id)).where(Registration.event_id == event_id)
    )
    counted = db.session.scalar(sa.select(Event.taken_online).where(Event.id == event_id))
    facts = {given, stored, counted}
    if with_mail:
        numbers = set(
            db.session.scalars(sa.select(Registration.id).where(Registration.event_id == event_id))
        )
        abouts = db.session.scalars(sa.select(OutboxMail.about))
        facts.add(sum(json.loads(about)["registration"] in numbers for about in abouts))
    failed = sum(answer.startswith("failed") for answer in answers)
    return Tally(max(0, given - places), max(0, places - given), failed, len(facts) != 1)


def run(url: str, rounds: int, clients: int, places: int, way: Way) -> Tally:
    """Give the sums over some rounds."""
    tallies = [run_round(url, clients, places, way) for _ in range(rounds)]
    return Tally(*(sum(column) for column in zip(*tallies, strict=True)))


def main() -> int:
    """Run on both engines, with the control."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--clients", type=int, default=300)
    parser.add_argument("--places", type=int, default=100)
    wish = parser.parse_args()
    good = True
    for engine in ENGINES:
        for way in (guarded, looking_first):
            with new_database(engine) as url:
                tally = run(url, wish.rounds, wish.clients, wish.places, way)
            good &= tally.is_clean if way is guarded else tally.oversold > 0
            print(f"{engine:<10} {way.__name__:<13} {tally}", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
