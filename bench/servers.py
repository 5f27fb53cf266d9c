"""Servers started as their users start them, with what they take: seconds and memory."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

LONGEST_START = 30.0


class Server(NamedTuple):
    """A server that answers, and the seconds until it did."""

    port: int
    process: int
    first_answer: float


class Answer(NamedTuple):
    """What a server gave, and the seconds that it took."""

    status: int
    headers: dict[str, str]
    size: int
    seconds: float


def ask(port: int, path: str, **headers: str) -> Answer:
    """Ask for a page on a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    began = time.perf_counter()
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"} | names)
    response = connection.getresponse()
    size = len(response.read())
    seconds = time.perf_counter() - began
    connection.close()
    lowered = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, lowered, size, seconds)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def server(module: str, *arguments: str, **environment: str) -> Iterator[Server]:
    """Run `python -m module … PORT` until the block ends; what it logs goes to a file."""
    port = _free_port()
    log = tempfile.TemporaryFile()  # noqa: SIM115 -- closed below, after the server
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments, str(port)],
        env=os.environ | environment,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    try:
        _wait(port, process)
        yield Server(port, process.pid, time.perf_counter() - began)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        log.close()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.perf_counter() + LONGEST_START
    while time.perf_counter() < end and process.poll() is None:
        try:
            ask(port, "/")
        except OSError:
            time.sleep(0.01)
        else:
            return
    message = f"nothing answered on port {port}"
    raise TimeoutError(message)


def _processes(first: int) -> Iterator[Path]:
    """Give the places in /proc of a process and of all below it."""
    waiting = [first]
    while waiting:
        place = Path("/proc") / str(waiting.pop())
        yield place
        for task in (place / "task").iterdir():
            waiting += map(int, (task / "children").read_text("ascii").split())


def mebibytes(process: int) -> float:
    """Give the memory of a process and of all below it, each shared page counted once (PSS)."""
    lines = [
        line
        for place in _processes(process)
        for line in (place / "smaps_rollup").read_text("ascii").splitlines()
    ]
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def processor_seconds(process: int) -> float:
    """Give the processor time that a process and all below it have taken so far."""
    fields = [
        (place / "stat").read_text().rpartition(")")[2].split() for place in _processes(process)
    ]
    ticks = sum(int(one[11]) + int(one[12]) for one in fields)
    return ticks / os.sysconf("SC_CLK_TCK")
