"""Many clients at once for few places, by the public form of the real server.

    python -m tests.faults.places_http [--rounds 10] [--clients 300] [--places 100]

All have the form open and send it at the same moment. Runs on both engines, prints a line for
each and one for a control whose server looks first and takes the place afterwards, and ends with
1 when a place was given twice or left, or when the control did not fail.
"""

import argparse
import multiprocessing
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

import sqlalchemy as sa

from eventapp.events.models import Event
from eventapp.foundation.database import db
from eventapp.registration.models import Registration
from tests.factories import make_event
from tests.faults.form_client import FormClient, finish
from tests.faults.ground import ENGINES, new_database, opened
from tests.faults.http_ground import APPLICATION, serving
from tests.faults.places import Tally

PROCESSES = 4
CONTROL = "tests.faults.unguarded:app"


def _clients(port: int, slug: str, names: list[str], start: Barrier, said: "Queue[str]") -> None:
    """Be some of the clients, each on a connection of its own."""
    clients = [(FormClient(port, slug), name) for name in names]
    forms = [client.open_form() or {} for client, _name in clients]

    def send(number: int) -> str:
        client, name = clients[number]
        try:
            return finish(client, forms[number], name)
        except OSError as error:
            return f"failed: {error}"
        finally:
            client.close()

    with ThreadPoolExecutor(len(names)) as threads:
        start.wait()
        for answer in threads.map(send, range(len(names))):
            said.put(answer)


def run_round(url: str, port: int, clients: int, places: int) -> Tally:
    """Let all clients loose on a new event, and count what came of it."""
    with opened(url):
        event = make_event(capacity_online=places)
        event_id, slug = event.id, event.slug
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload([__name__])
    start, said = processes.Barrier(PROCESSES), processes.Queue()
    names = [f"client{number}" for number in range(clients)]
    running = [
        processes.Process(target=_clients, args=(port, slug, names[first::PROCESSES], start, said))
        for first in range(PROCESSES)
    ]
    for process in running:
        process.start()
    answers = Counter(said.get(timeout=300) for _ in names)
    for process in running:
        process.join()
    with opened(url):
        counted = sa.select(sa.func.count(Registration.id)).where(Registration.event_id == event_id)
        facts = {
            answers["given"],
            db.session.scalar(counted),
            db.session.scalar(sa.select(Event.taken_online).where(Event.id == event_id)),
        }
    given = answers["given"]
    failed = clients - given - answers["full"]
    return Tally(max(0, given - places), max(0, places - given), failed, len(facts) != 1)


def run(
    url: str, *, rounds: int, clients: int, places: int, application: str = APPLICATION
) -> Tally:
    """Serve, and give the sums over some rounds."""
    with serving(url, application=application) as site:
        tallies = [run_round(url, site.port, clients, places) for _ in range(rounds)]
    return Tally(*(sum(column) for column in zip(*tallies, strict=True)))


def main() -> int:
    """Run on both engines, with the control."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--clients", type=int, default=300)
    parser.add_argument("--places", type=int, default=100)
    wish = vars(parser.parse_args())
    good = True
    for engine in ENGINES:
        for way, application in (("guarded", APPLICATION), ("control", CONTROL)):
            with new_database(engine) as url:
                tally = run(url, application=application, **wish)
            good &= tally.is_clean if way == "guarded" else tally.oversold > 0
            print(f"{engine:<10} {way:<8} {tally}", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
