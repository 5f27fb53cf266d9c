"""Load on a server from processes of its own: kept connections, one request at a time on each."""

import re
import selectors
import shutil
import socket
import subprocess
import sys
import time
from typing import NamedTuple

CONNECTIONS = 8
SENDERS = 2


class Load(NamedTuple):
    """What to ask a server for, and for how long."""

    port: int
    path: str
    seconds: float
    tag: str = ""

    def headers(self) -> dict[str, str]:
        """Give the headers of each request, as a browser that came before would send them."""
        known = {"If-None-Match": self.tag} if self.tag else {}
        return {"Accept-Encoding": "gzip"} | known


def rate_of(load: Load) -> float:
    """Give the requests answered in a second, by wrk where it is here."""
    wrk = shutil.which("wrk")
    return _by_wrk(wrk, load) if wrk else _by_our_own(load)


def _by_wrk(wrk: str, load: Load) -> float:
    headers = [part for pair in load.headers().items() for part in ("-H", ": ".join(pair))]
    length = f"-d{max(1, round(load.seconds))}s"
    address = f"http://127.0.0.1:{load.port}{load.path}"
    done = subprocess.run(
        [wrk, "-t1", f"-c{CONNECTIONS}", length, *headers, address],
        capture_output=True,
        text=True,
        check=True,
    )
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    if rate is None or "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise RuntimeError(done.stdout)
    return float(rate[1])


def _by_our_own(load: Load) -> float:
    each = CONNECTIONS // SENDERS
    command = [sys.executable, "-m", "bench.load", str(load.port), load.path, str(load.seconds)]
    senders = [
        subprocess.Popen([*command, str(each), load.tag], stdout=subprocess.PIPE, text=True)
        for _sender in range(SENDERS)
    ]
    return sum(float(sender.communicate()[0]) for sender in senders)


class _Connection:
    """A kept connection; knows when the answer to its request is whole."""

    def __init__(self, load: Load) -> None:
        lines = [f"{name}: {value}\r\n" for name, value in load.headers().items()]
        head = f"GET {load.path} HTTP/1.1\r\nHost: 127.0.0.1:{load.port}\r\n"
        self._request = (head + "".join(lines) + "\r\n").encode()
        self.socket = socket.create_connection(("127.0.0.1", load.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = b""
        self._missing = -1

    def ask(self) -> None:
        """Send the request."""
        self._received, self._missing = b"", -1
        self.socket.sendall(self._request)

    def is_answered(self) -> bool:
        """Read what has come; tell whether the answer is whole."""
        part = self.socket.recv(1 << 20)
        if not part:
            message = "the server closed a connection"
            raise ConnectionError(message)
        if self._missing >= 0:
            self._missing -= len(part)
            return self._missing <= 0
        self._received += part
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return False
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", self._received[:end])
        self._missing = (int(length[1]) if length else 0) - (len(self._received) - end - 4)
        return self._missing <= 0


def _send(load: Load, connections: int) -> float:
    """Ask on some connections until the time is up; give the answers in a second."""
    waiting = selectors.DefaultSelector()
    for _number in range(connections):
        connection = _Connection(load)
        waiting.register(connection.socket, selectors.EVENT_READ, connection)
        connection.ask()
    began = time.perf_counter()
    answers = 0
    while time.perf_counter() - began < load.seconds:
        for key, _events in waiting.select(1.0):
            if key.data.is_answered():
                answers += 1
                key.data.ask()
    return answers / (time.perf_counter() - began)


if __name__ == "__main__":
    port, path, seconds, connections, *tags = sys.argv[1:]
    print(_send(Load(int(port), path, float(seconds), "".join(tags)), int(connections)))
