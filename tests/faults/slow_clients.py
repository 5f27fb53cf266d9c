"""Ordinary readers beside clients that are slow on purpose.

    python -m tests.faults.slow_clients [--slow 600] [--seconds 20] [--readers 8] [--kind body]

A third of the slow ones send their headers a byte a second, a third the body of a form, and a
third read a long page as slowly. What is measured is what the readers beside them meet.
"""

import argparse
import asyncio
import math
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

EVENT = "/events/atmp-world-tour-2021"
PAGES = ("/", EVENT, f"{EVENT}/programme", f"{EVENT}/calendar.ics", f"{EVENT}/figures", "/healthz")
PAUSE = 1.0
LONGEST_ANSWER = 10.0
SMALL_BUFFER = 4096


class Measured(NamedTuple):
    """What the readers met."""

    asked: int
    failed: int
    p50_ms: float
    p95_ms: float
    longest_ms: float
    slow_at_end: int
    """Slow connections that were still open at the end."""


def free_port() -> int:
    """Give a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """Run `eventapp serve` on the demo tour, and give its port."""
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("EVENTAPP_")},
        "EVENTAPP_DATA_DIR": str(folder),
        "EVENTAPP_BASE_URL": f"http://127.0.0.1:{port}",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-m", "eventapp"]
    subprocess.run(  # noqa: S603 -- our own command
        [*command, "demo", "--no-serve"], env=environment, check=True, stdout=subprocess.DEVNULL
    )
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(  # noqa: S603 -- our own command
            [*command, "serve", "--port", str(port)], env=environment, stdout=log, stderr=log
        )
        try:
            _wait_until_ready(port, server)
            yield port
        finally:
            server.terminate()
            server.wait(30)


def _wait_until_ready(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5).close()
        except (urllib.error.URLError, OSError):
            if server.poll() is not None:
                break
            time.sleep(0.1)
        else:
            return
    message = "the server did not become ready"
    raise RuntimeError(message)


async def _send_headers_slowly(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for sign in f"GET {EVENT} HTTP/1.1\r\nHost: localhost\r\nX-Slow: {'x' * 2000}\r\n":
            writer.write(sign.encode())
            await asyncio.sleep(PAUSE)
    finally:
        writer.close()
    await reader.read()


async def _send_body_slowly(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(
            b"POST /organise/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        )
        for _ in range(5000):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(PAUSE)
            if reader.at_eof() or writer.is_closing():
                return
    finally:
        writer.close()


async def _read_slowly(port: int) -> None:
    loop = asyncio.get_running_loop()
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
        connection.setblocking(False)  # noqa: FBT003 -- the socket's own
        await loop.sock_connect(connection, ("127.0.0.1", port))
        request = f"GET {EVENT}/programme HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        # Several pages are asked for at once, so that more is to be sent than any buffer takes.
        await loop.sock_sendall(connection, request * 8)
        while await loop.sock_recv(connection, 16):
            await asyncio.sleep(PAUSE)


async def _again_and_again(kind: str, port: int) -> None:
    """Be slow; when the server has enough of it, come again."""
    while True:
        try:
            await KINDS[kind](port)
        except OSError:
            await asyncio.sleep(PAUSE)


KINDS = {"headers": _send_headers_slowly, "body": _send_body_slowly, "reading": _read_slowly}


@asynccontextmanager
async def slow_clients(
    port: int, number: int, kinds: Sequence[str]
) -> AsyncIterator[list["asyncio.Task[None]"]]:
    """Keep so many slow connections open."""
    tasks = []
    for index in range(number):
        tasks.append(asyncio.create_task(_again_and_again(kinds[index % len(kinds)], port)))
        if index % 50 == 49:
            await asyncio.sleep(0.05)
    await asyncio.sleep(PAUSE)
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _ask(port: int, page: str) -> float | None:
    """Ask for a page on a connection of its own; give the seconds, None for a failure."""
    began = time.perf_counter()
    try:
        async with asyncio.timeout(LONGEST_ANSWER):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(
                f"GET {page} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
            )
            answer = await reader.read()
            writer.close()
    except (OSError, TimeoutError):
        return None
    return time.perf_counter() - began if answer.startswith(b"HTTP/1.1 200") else None


async def _read(port: int, until: float, times: list[float | None], start: int) -> None:
    turn = start
    while time.perf_counter() < until:
        times.append(await _ask(port, PAGES[turn % len(PAGES)]))
        turn += 1
        await asyncio.sleep(0.05)


async def measure(
    port: int, *, slow: int, seconds: float, readers: int, kinds: Sequence[str] = tuple(KINDS)
) -> Measured:
    """Let readers ask for pages beside slow clients, and give what they met."""
    for page in PAGES * 4:
        await _ask(port, page)
    async with slow_clients(port, slow, kinds) as tasks:
        times: list[float | None] = []
        until = time.perf_counter() + seconds
        await asyncio.gather(*(_read(port, until, times, index) for index in range(readers)))
        still = sum(not task.done() for task in tasks)
    good = sorted(one * 1000 for one in times if one is not None)
    return Measured(
        asked=len(times),
        failed=len(times) - len(good),
        p50_ms=statistics.median(good or [math.inf]),
        p95_ms=good[int(len(good) * 0.95)] if good else math.inf,
        longest_ms=max(good, default=math.inf),
        slow_at_end=still,
    )


def run(
    *, slow: int, seconds: float, readers: int, kinds: Sequence[str] = tuple(KINDS)
) -> Measured:
    """Serve the demo tour and measure."""
    with (
        tempfile.TemporaryDirectory() as name,
        served(Path(name)) as port,
        # In this one a loop may be running already: that of a browser.
        ThreadPoolExecutor(1) as thread,
    ):
        measured = partial(measure, port, slow=slow, seconds=seconds, readers=readers, kinds=kinds)
        return thread.submit(lambda: asyncio.run(measured())).result()


def main() -> None:
    """Print what the readers met, without slow clients and beside them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slow", type=int, default=600)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--kind", choices=list(KINDS), action="append")
    options = parser.parse_args()
    kinds = options.kind or tuple(KINDS)
    for slow in (0, options.slow):
        met = run(slow=slow, seconds=options.seconds, readers=options.readers, kinds=kinds)
        print(
            f"beside {slow} slow clients ({met.slow_at_end} of them open at the end): "
            f"{met.failed} of {met.asked} failed, "
            f"p50 {met.p50_ms:.1f} ms, p95 {met.p95_ms:.1f} ms, longest {met.longest_ms:.0f} ms"
        )


if __name__ == "__main__":
    main()
