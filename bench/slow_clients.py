"""Clients that send their request a byte at a time: they must not keep others waiting."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

A_REQUEST = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: slow " + b"x" * 4000


def _drip(clients: list[socket.socket], stop: threading.Event) -> None:
    """Send each client's next byte every second; one that was closed is left alone."""
    for number in range(len(A_REQUEST)):
        for client in clients:
            try:
                client.send(A_REQUEST[number : number + 1])
            except OSError:
                continue
        if stop.wait(1.0):
            return


@contextmanager
def slow_clients(port: int, count: int) -> Iterator[None]:
    """Keep so many slow clients busy until the block ends."""
    clients = [socket.create_connection(("127.0.0.1", port)) for _client in range(count)]
    stop = threading.Event()
    dripping = threading.Thread(target=_drip, args=(clients, stop))
    dripping.start()
    time.sleep(2)
    try:
        yield
    finally:
        stop.set()
        dripping.join()
        for client in clients:
            client.close()
