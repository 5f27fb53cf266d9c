"""The real server on a database of a run."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

LONGEST_START = 60.0
APPLICATION = "eventapp.wsgi:app"
_RUN = (
    "import sys; from eventapp.commands.serving import run_server; "
    "run_server('127.0.0.1', int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])"
)


class Site(NamedTuple):
    """A server that runs."""

    port: int
    process: int

    def workers(self) -> list[int]:
        """Give the processes that answer."""
        tasks = Path(f"/proc/{self.process}/task").iterdir()
        return [int(one) for task in tasks for one in (task / "children").read_text().split()]


def free_port() -> int:
    """Give a port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def serving(url: str, *, workers: int = 2, application: str = APPLICATION) -> Iterator[Site]:
    """Serve the database at `url`, without limits on attempts, until the block ends."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="eventapp-faults-") as folder:
        environment = {
            **{name: one for name, one in os.environ.items() if not name.startswith("EVENTAPP_")},
            "EVENTAPP_DATA_DIR": folder,
            "EVENTAPP_DATABASE_URL": url,
            "EVENTAPP_BASE_URL": f"http://127.0.0.1:{port}",
            "EVENTAPP_RATE_LIMIT": "off",
            "EVENTAPP_LOG": "off",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        command = [sys.executable, "-c", _RUN, str(port), str(workers), application]
        process = subprocess.Popen(  # noqa: S603 -- our own command
            command, env=environment, stdout=subprocess.DEVNULL
        )
        try:
            _wait(process, port)
            yield Site(port, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    """Come back when the server answers."""
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), 5) as line:
                line.sendall(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                if line.recv(100).startswith(b"HTTP/1.1 200"):
                    return
        except OSError:
            pass
        time.sleep(0.02)
    message = "the server did not become ready"
    raise TimeoutError(message)
