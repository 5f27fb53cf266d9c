"""Measure the server: pages and calendars a second, cold pages, memory, time to the first answer.

    python -m bench.serving [SECONDS] [ROUNDS]

Each rate is measured beside that of a bare route under the same server in the same round; what
counts is their ratio. Beside it stands the ratio of the processor time that the servers took for a
request, which neighbours on the machine disturb less; either may reach what is owed. Load comes
from 8 kept connections of another process on the same machine (wrk where it is here), asking for
gzip as browsers do. Middle values of all rounds are printed.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from os import environ
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.load import Load, rate_of
from bench.made_events import change_event, make_event
from bench.servers import Server, ask, mebibytes, processor_seconds, server
from bench.slow_clients import slow_clients

SLOW_CLIENTS = 600
CHANGES = 5


class Job(NamedTuple):
    """What is asked for, and the least share of the bare rate that is owed."""

    name: str
    path: str
    owed: float
    unchanged: bool = False


class Measured(NamedTuple):
    """Requests in a second, and the microseconds of processor time that each took."""

    rate: float
    cost: float


JOBS = (
    Job("programme, 60 sessions", "/events/of-60/programme", 1 / 4),
    Job("programme, 500 sessions", "/events/of-500/programme", 1 / 10),
    Job("calendar file, 500 sessions", "/events/of-500/calendar.ics", 1 / 4),
    Job("unchanged programme (304)", "/events/of-500/programme", 1 / 2, unchanged=True),
)


def _run(folder: Path, *arguments: object) -> None:
    """Run an `eventapp` command on the data of a folder."""
    command = [sys.executable, "-m", "eventapp", *map(str, arguments)]
    variables = environ | {"EVENTAPP_DATA_DIR": str(folder)}
    subprocess.run(command, env=variables, check=True, stdout=subprocess.DEVNULL)


def _say(what: str, found: str, owed: str, kept: bool) -> None:  # noqa: FBT001 -- a column
    print(f"{what:<36}{found:>40}   owed {owed:<12}{'ok' if kept else 'MISSED'}", flush=True)


def _load(running: Server, job: Job, seconds: float) -> Load:
    answer = ask(running.port, job.path)
    if answer.status != 200:
        message = f"{job.path} answered {answer.status}"
        raise RuntimeError(message)
    return Load(running.port, job.path, seconds, answer.headers["etag"] if job.unchanged else "")


def _measured(running: Server, load: Load) -> Measured:
    """Give the rate of a load and what each request cost."""
    before = processor_seconds(running.process)
    rate = rate_of(load)
    taken = processor_seconds(running.process) - before
    return Measured(rate, 1e6 * taken / (rate * load.seconds))


def _rates(running: Server, bare: Server, seconds: float, rounds: int) -> None:
    """Print the rate of each job and its ratio to the bare one."""
    bare_load = Load(bare.port, "/", seconds)
    for job in JOBS:
        load = _load(running, job, seconds)
        rate_of(load)
        pairs = [(_measured(running, load), _measured(bare, bare_load)) for _round in range(rounds)]
        ratio = median(ours.rate / theirs.rate for ours, theirs in pairs)
        cheapness = median(theirs.cost / ours.cost for ours, theirs in pairs)
        rate, bare_rate = (median(one.rate for one in side) for side in zip(*pairs, strict=True))
        found = f"{rate:,.0f}/s of {bare_rate:,.0f}/s = {ratio:.2f}; cpu {cheapness:.2f}"
        _say(job.name, found, f"≥ {job.owed:.2f}", max(ratio, cheapness) >= job.owed)


def _cold(running: Server, change: Callable[[int], None]) -> Iterator[float]:
    """Give the milliseconds of the first answer after each of some changes."""
    for number in range(CHANGES):
        change(number + 2)
        yield 1000 * ask(running.port, "/events/of-500/programme").seconds


def _beside_slow_clients(running: Server, seconds: float) -> None:
    """Print the rate and the longest of some answers while slow clients are connected."""
    load = _load(running, JOBS[0], seconds)
    alone = rate_of(load)
    with slow_clients(running.port, SLOW_CLIENTS):
        beside = rate_of(load)
        longest = max(ask(running.port, JOBS[0].path).seconds for _time in range(50))
    found = f"{beside:,.0f}/s of {alone:,.0f}/s, longest {1000 * longest:.0f} ms"
    _say(f"programme, 60, beside {SLOW_CLIENTS} slow clients", found, "≥ 0.50", beside >= alone / 2)


def measure(folder: Path, seconds: float, rounds: int) -> None:
    """Make the events in a folder, serve them and print everything."""
    run = partial(_run, folder)
    for count in (60, 500):
        make_event(run, folder, count)
    data = {"EVENTAPP_DATA_DIR": str(folder), "EVENTAPP_RATE_LIMIT": "off"}
    arguments = ("serve", "--workers", "2", "--port")
    with server("eventapp", *arguments, **data) as running, server("bench.bare") as bare:
        idle = mebibytes(running.process)
        first = running.first_answer
        _say("start to the first answer", f"{first:.2f} s", "≤ 1 s", first <= 1)
        _say("memory, idle (PSS, two workers)", f"{idle:.0f} MiB", "≤ 160 MiB", idle <= 160)
        change = partial(_change, run, folder)
        times = list(_cold(running, change))
        found = f"{median(times):.0f} ms, longest {max(times):.0f} ms"
        _say("programme, 500 sessions, cold", found, "≤ 150 ms", median(times) <= 150)
        _rates(running, bare, seconds, rounds)
        _beside_slow_clients(running, seconds)
        loaded = mebibytes(running.process)
        _say("memory, loaded (PSS, two workers)", f"{loaded:.0f} MiB", "≤ 250 MiB", loaded <= 250)


def _change(run: Callable[..., None], folder: Path, edition: int) -> None:
    change_event(run, folder, 500, edition=edition)


def main() -> None:
    """Measure in a folder that is gone afterwards."""
    # An installation has its code compiled.
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    seconds, rounds = (*map(float, sys.argv[1:3]), *(5.0, 3.0)[len(sys.argv[1:3]) :])
    with tempfile.TemporaryDirectory(prefix="eventapp-bench-") as place:
        measure(Path(place), seconds, round(rounds))


if __name__ == "__main__":
    main()
