"""The production server: it ends when it is told to, whatever it is at."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

LONGEST_START = 60.0
LONGEST_STOP = 6.0

Process = subprocess.Popen[bytes]

UNFINISHED = (
    b"GET / HTTP/1.1\r\nHost: loc",
    b"POST /organise/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\nx",
    # Asked for and not read.
    b"GET /static/ HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20,
)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def serving(folder: Path, port: int) -> Iterator[Process]:
    """Start the server; the caller ends it."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("EVENTAPP_")},
        "EVENTAPP_DATA_DIR": str(folder),
        "EVENTAPP_BASE_URL": f"http://127.0.0.1:{port}",
    }
    command = [sys.executable, "-m", "eventapp", "serve", "--port", str(port)]
    server = subprocess.Popen(  # noqa: S603 -- our own command
        command, env=environment, stdout=subprocess.DEVNULL
    )
    try:
        yield server
    finally:
        server.kill()
        server.wait()


def wait_until_ready(server: Process, port: int) -> None:
    """Come back as soon as the first worker answers."""
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.005)
        else:
            return
    pytest.fail("the server did not become ready")


def test_server_ends_while_a_worker_still_starts(tmp_path: Path) -> None:
    port = _free_port()

    with serving(tmp_path, port) as server:
        wait_until_ready(server, port)
        server.terminate()

        assert server.wait(LONGEST_STOP) == 0


def test_server_ends_though_clients_are_not_done(tmp_path: Path) -> None:
    port = _free_port()

    with serving(tmp_path, port) as server, ExitStack() as clients:
        wait_until_ready(server, port)
        for text in UNFINISHED * 5:
            client = clients.enter_context(socket.create_connection(("127.0.0.1", port)))
            client.sendall(text)
        time.sleep(0.5)
        server.terminate()

        assert server.wait(LONGEST_STOP) == 0
