"""Ports for the servers of tests."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_port() -> Iterator[int]:
    """Give a port of this machine that nobody else gets meanwhile; nobody listens on it yet.

    It is bound and not listened on. A server that says that its address may be used again can
    listen there all the same; who asks the system for any port is given another one.
    """
    with socket.socket() as holding:
        holding.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holding.bind(("127.0.0.1", 0))
        yield int(holding.getsockname()[1])
