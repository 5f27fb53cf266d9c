"""Worker processes of the real server killed while people register by the public form.

    python -m tests.faults.kills_http [--clients 1000] [--kills 40]

Clients send their form until it is answered, some of them without reading the first answer, as
when it is lost on the way; a form keeps its key. Runs on both engines, prints a line for each and
one for a control whose clients open a new form for every try, and ends with 1 when a registration
that was acknowledged was lost or doubled, or when the control doubled none.
"""

import os
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Lock

from tests.factories import make_event
from tests.faults.form_client import FormClient, finish
from tests.faults.ground import opened
from tests.faults.http_ground import Site, serving
from tests.faults.kills import Tally, audited, main

WORKERS = 3
CLIENTS_AT_ONCE = 12
LOST_ON_THE_WAY = 0.03
"""The share of forms whose first answer is not read."""


class Run:
    """Clients, and somebody who kills workers."""

    def __init__(self, site: Site, slug: str, *, same_key: bool, seed: int = 1) -> None:
        self.site = site
        self.slug = slug
        self.same_key = same_key
        self.chance = Random(seed)  # noqa: S311 -- not a secret
        self.answers: dict[str, str] = {}
        self.tries = 0
        self.kills = 0
        self.lock = Lock()

    def be_client(self, name: str) -> None:
        """Send the form until there is an answer."""
        client, form = FormClient(self.site.port, self.slug), None
        lost = self.chance.random() < LOST_ON_THE_WAY
        while name not in self.answers:
            try:
                if form is None or not self.same_key:
                    form = client.open_form()
                if form is None:
                    answer = "full"
                elif lost:
                    lost = False
                    self._count_try()
                    client.send_and_leave(form, name)
                    continue
                else:
                    self._count_try()
                    answer = finish(client, form, name)
            except OSError:
                time.sleep(0.02)
                continue
            with self.lock:
                self.answers[name] = answer
        client.close()

    def _count_try(self) -> None:
        with self.lock:
            self.tries += 1

    def kill_workers(self, clients: int, kills: int) -> None:
        """Kill one each time some more clients were answered.

        Never the same place twice in a row: a server whose new worker dies at once ends.
        """
        for number in range(1, kills + 1):
            while len(self.answers) < number * clients // (kills + 1):
                time.sleep(0.002)
            time.sleep(self.chance.random() * 0.02)
            workers = sorted(self.site.workers())
            os.kill(self.chance.choice(workers[: WORKERS - 1]), signal.SIGKILL)
            self.kills += 1


def run(url: str, clients: int, kills: int, *, same_key: bool) -> Tally:
    """Let clients register while workers are killed, and compare answers and rows."""
    places = clients * 6 // 10
    with opened(url):
        event = make_event(capacity_online=places)
        event_id, slug = event.id, event.slug
    with serving(url, workers=WORKERS) as site:
        trial = Run(site, slug, same_key=same_key)
        with ThreadPoolExecutor(CLIENTS_AT_ONCE + 1) as threads:
            killer = threads.submit(trial.kill_workers, clients, kills)
            list(threads.map(trial.be_client, [f"client{number}" for number in range(clients)]))
            killer.result()
    with opened(url):
        return audited(event_id, places, trial)


if __name__ == "__main__":
    sys.exit(main(run, __doc__))
