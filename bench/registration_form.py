"""How many registrations a second by the public form, beside the same rows by plain SQL.

    python -m bench.registration_form [--seconds 5] [--rounds 3] [--clients 8] [--engine sqlite]

Each client opens the form, sends it, and opens the confirmation it is led to, on the real server
with two workers; then as many processes write the same rows by the driver alone, with the same
settings of the engine. Rounds alternate; medians are printed. Owed: a third of the rate of plain
SQL, 200 ms for 95 of 100 registrations with all their steps, and 10 ms of the server's processor
time for one.

Beside it stands what the same clients reach when their three requests are answered with a word, by
an application that does nothing: where plain SQL is more than three times as fast as that, a form
of three pages cannot reach a third of it.
"""

import argparse
import multiprocessing
import time
import uuid
from collections.abc import Callable
from statistics import median
from typing import Any, NamedTuple

from bench.registration import rate
from bench.servers import processor_seconds
from tests.factories import make_event
from tests.faults.form_client import FormClient, register, written_form
from tests.faults.ground import ENGINES, new_database, opened
from tests.faults.http_ground import Site, serving


class Measured(NamedTuple):
    """Registrations in a second, the time of each, and what each took of the processor."""

    rate: float
    p95_ms: float
    processor_ms: float


def answered_with_a_word(client: FormClient, name: str) -> str:
    """Send what a registration sends, where nothing is done with it."""
    for method, body in (("GET", ""), ("POST", written_form({}, name)), ("GET", "")):
        if client.ask(method, "/", body).status != 200:
            return "failed"
    return "given"


def _client(
    steps: Callable[[FormClient, str], str], site: tuple[int, str], seconds: float, *ends: Any
) -> None:
    """Go the steps until the time is over; the first time, which warms up, is not counted."""
    client, run = FormClient(*site), uuid.uuid4().hex
    start, said = ends
    times: list[float] = []
    steps(client, f"{run}-first")
    start.wait()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        answer = steps(client, f"{run}-{len(times)}")
        if answer != "given":
            raise RuntimeError(answer)
        times.append(time.monotonic() - began)
    said.put(times)


def by_form(
    site: Site,
    slug: str,
    seconds: float,
    clients: int,
    steps: Callable[[FormClient, str], str] = register,
) -> Measured:
    """Let all clients go the steps at once."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload([__name__])
    start, said = processes.Barrier(clients + 1), processes.Queue()
    running = [
        processes.Process(target=_client, args=(steps, (site.port, slug), seconds, start, said))
        for _ in range(clients)
    ]
    for process in running:
        process.start()
    start.wait()
    before = processor_seconds(site.process)
    times = sorted(one for _ in running for one in said.get())
    taken = processor_seconds(site.process) - before
    for process in running:
        process.join()
    return Measured(
        len(times) / seconds,
        1000 * times[int(len(times) * 0.95)],
        1000 * taken / len(times),
    )


def main() -> None:
    """Measure both ways on both engines and print the rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--engine", choices=ENGINES, action="append")
    wish = parser.parse_args()
    for engine in wish.engine or ENGINES:
        forms: list[Measured] = []
        words: list[Measured] = []
        plain: list[float] = []
        with new_database(engine) as url:
            with opened(url):
                slug = make_event().slug
            with serving(url) as site, serving(url, application="bench.bare:app") as bare:
                for _ in range(wish.rounds):
                    forms.append(by_form(site, slug, wish.seconds, wish.clients))
                    words.append(
                        by_form(bare, slug, wish.seconds, wish.clients, answered_with_a_word)
                    )
                    plain.append(rate(engine, "plain SQL", url, wish.seconds, wish.clients))
        ratios = [form.rate / sql for form, sql in zip(forms, plain, strict=True)]
        print(
            f"{engine:<10} form {median(one.rate for one in forms):4.0f}/s"
            f"   plain SQL {median(plain):5.0f}/s"
            f"   ratio {median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
            f"   p95 {median(one.p95_ms for one in forms):.0f} ms"
            f"   processor {median(one.processor_ms for one in forms):.1f} ms"
            f"   three words {median(one.rate for one in words):4.0f}/s"
            f" = {median(one.rate / sql for one, sql in zip(words, plain, strict=True)):.2f}"
        )


if __name__ == "__main__":
    main()
