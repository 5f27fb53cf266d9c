"""Servers killed while they register: what was acknowledged is stored, and stored once.

    python -m tests.faults.kills [--clients 1000] [--kills 40]

Clients ask until they are answered, each with a key of its own. Runs on both engines, prints a
line for each and one for a control whose clients take a new key for every try, and ends with 1
when a registration was lost or doubled, or when the control doubled none.
"""

import argparse
import multiprocessing
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from queue import SimpleQueue
from random import Random
from threading import Lock
from typing import NamedTuple, Protocol

import sqlalchemy as sa

from eventapp.events.models import Event
from eventapp.foundation.clock import utc_now
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.mail.models import OutboxMail
from eventapp.registration.models import Registration
from eventapp.registration.registering import register
from eventapp.registration.rules import EventFull
from tests.factories import make_event
from tests.faults.ground import ENGINES, PRELOADED, new_database, opened
from tests.registration.applicants import make_applicant

SERVERS = 6
CLIENTS_AT_ONCE = 12
ACKNOWLEDGED = {"given", "known"}
ON_THE_WAY_SECONDS = 0.004
"""How long an answer takes to its client: killed meanwhile, the server has stored and not said."""


class Tally(NamedTuple):
    """What came of a run."""

    given: int
    tries: int
    kills: int
    lost: int
    doubled: int
    oversold: int
    untrue: int

    @property
    def is_clean(self) -> bool:
        return (self.lost, self.doubled, self.oversold, self.untrue) == (0, 0, 0, 0)


def _serve(url: str, event_id: int, asked: Connection) -> None:
    """Answer one client after another, until killed."""
    with opened(url):
        while True:
            name, key = asked.recv()
            try:
                with transaction():
                    registered = register(event_id, make_applicant(name), now=utc_now(), key=key)
            except EventFull:
                answer = "full"
            else:
                answer = "given" if registered.is_new else "known"
            time.sleep(ON_THE_WAY_SECONDS)
            asked.send(answer)


class Server:
    """A process that registers, started anew after it was killed."""

    def __init__(self, url: str, event_id: int) -> None:
        self.told = (url, event_id)
        self.lock = Lock()
        self.start()

    def start(self) -> None:
        with self.lock:
            self._start()

    def _start(self) -> None:
        processes = multiprocessing.get_context("forkserver")
        processes.set_forkserver_preload(PRELOADED)
        self.line, other_end = processes.Pipe()
        self.process = processes.Process(target=_serve, args=(*self.told, other_end))
        self.process.start()
        other_end.close()

    def ask(self, name: str, key: str) -> str:
        """Give the answer. Raises EOFError or OSError when the server is killed."""
        self.line.send((name, key))
        return str(self.line.recv())

    def kill(self) -> None:
        with self.lock:
            self.process.kill()

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.line.close()


class Run:
    """Clients, servers, and somebody who kills servers."""

    def __init__(self, url: str, event_id: int, *, same_key: bool) -> None:
        self.servers = [Server(url, event_id) for _ in range(SERVERS)]
        self.free: SimpleQueue[Server] = SimpleQueue()
        for server in self.servers:
            self.free.put(server)
        self.same_key = same_key
        self.answers: dict[str, str] = {}
        self.tries = 0
        self.kills = 0
        self.lock = Lock()

    def be_client(self, name: str) -> None:
        """Ask until there is an answer."""
        tries = 0
        while name not in self.answers:
            tries += 1
            server = self.free.get()
            try:
                answer = server.ask(name, name if self.same_key else f"{name} {tries}")
            except (EOFError, OSError):
                server.stop()
                server.start()
            else:
                with self.lock:
                    self.answers[name] = answer
            self.free.put(server)
        with self.lock:
            self.tries += tries

    def kill_servers(self, clients: int, kills: int, chance: Random) -> None:
        """Kill one each time some more clients were answered."""
        for number in range(1, kills + 1):
            while len(self.answers) < number * clients // (kills + 1):
                time.sleep(0.002)
            time.sleep(chance.random() * 0.02)
            chance.choice(self.servers).kill()
            self.kills += 1


def run(url: str, clients: int, kills: int, *, same_key: bool, seed: int = 1) -> Tally:
    """Let clients ask while servers are killed, and compare answers and rows."""
    places = clients * 6 // 10
    with opened(url):
        event_id = make_event(capacity_online=places).id
    trial = Run(url, event_id, same_key=same_key)
    with ThreadPoolExecutor(CLIENTS_AT_ONCE + 1) as threads:
        killer = threads.submit(trial.kill_servers, clients, kills, Random(seed))  # noqa: S311
        list(threads.map(trial.be_client, [f"client{number}" for number in range(clients)]))
        killer.result()
    for server in trial.servers:
        server.stop()
    with opened(url):
        return audited(event_id, places, trial)


class Told(Protocol):
    """What clients were told, by their names."""

    answers: dict[str, str]
    tries: int
    kills: int


def audited(event_id: int, places: int, trial: Told) -> Tally:
    """Compare what the clients were told with what is stored."""
    told = {f"{name}@example.org" for name, said in trial.answers.items() if said in ACKNOWLEDGED}
    stored = list(
        db.session.scalars(sa.select(Registration.email).where(Registration.event_id == event_id))
    )
    counted = db.session.scalar(sa.select(Event.taken_online).where(Event.id == event_id))
    mails = list(db.session.scalars(sa.select(OutboxMail.kind)))
    return Tally(
        given=len(told),
        tries=trial.tries,
        kills=trial.kills,
        lost=len(told - set(stored)),
        doubled=len(stored) - len(set(stored)) + len(mails) - len(stored),
        oversold=max(0, len(stored) - places),
        untrue=int(counted != len(stored)) + len(set(stored) - told),
    )


class RunsOn(Protocol):
    """A run on a database."""

    def __call__(self, url: str, clients: int, kills: int, *, same_key: bool) -> Tally:
        """Let clients ask while what serves them is killed."""


def main(run: RunsOn, description: str | None) -> int:
    """Run on both engines, with the control; print what came of it and give the exit status."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--clients", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=40)
    wish = parser.parse_args()
    good = True
    for engine in ENGINES:
        for same_key in (True, False):
            with new_database(engine) as url:
                tally = run(url, wish.clients, wish.kills, same_key=same_key)
            good &= tally.is_clean if same_key else tally.doubled > 0
            way = "with a key" if same_key else "without"
            print(f"{engine:<10} {way:<10} {tally}", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(run, __doc__))
