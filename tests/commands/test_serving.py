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

from tests.ports import held_port

LONGEST_WAIT = 120.0
"""Seconds; only a test that fails waits so long."""

Process = subprocess.Popen[bytes]

WHOLE = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
BODY_TO_COME = (
    b"POST /organise/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n"
    b"Expect: 100-continue\r\n\r\n"
)
UNFINISHED = (
    (WHOLE, b"HTTP/1.1 200", b"GET / HTTP/1.1\r\nHost: loc"),
    (BODY_TO_COME, b"HTTP/1.1 100", b"x"),
    # Asked for and not read.
    (WHOLE * 20, b"HTTP/1.1 200", b""),
)
"""What clients send, how an answer begins that shows the server at it, and what follows."""


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
    end = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=LONGEST_WAIT).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.005)
        else:
            return
    pytest.fail("the server did not become ready")


def test_server_ends_while_a_worker_still_starts(tmp_path: Path) -> None:
    with held_port() as port, serving(tmp_path, port) as server:
        wait_until_ready(server, port)
        server.terminate()

        assert server.wait(LONGEST_WAIT) == 0


def test_server_ends_though_clients_are_not_done(tmp_path: Path) -> None:
    with held_port() as port, serving(tmp_path, port) as server, ExitStack() as clients:
        wait_until_ready(server, port)
        for asked, begun, unfinished in UNFINISHED * 5:
            address = ("127.0.0.1", port)
            client = clients.enter_context(socket.create_connection(address, LONGEST_WAIT))
            client.sendall(asked)
            assert client.recv(len(begun)) == begun
            client.sendall(unfinished)
        server.terminate()

        assert server.wait(LONGEST_WAIT) == 0
