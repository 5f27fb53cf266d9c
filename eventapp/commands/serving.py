"""`eventapp serve`: the production server."""

import socket

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from eventapp.commands.checking_apart import check_before_serving
from eventapp.foundation import logs

THREADS = 4
"""Threads of a worker; they wait for the database, never for a slow client."""

WAITING = 1024
"""Requests that may wait in a worker before the server takes no more connections."""


APPLICATION = "eventapp.wsgi:app"


def run_server(host: str, port: int, workers: int, application: str = APPLICATION) -> None:
    """Serve until told to stop; slow clients wait in the server's buffers, not in a thread.

    Raises click.ClickException when something else listens on the port already.
    """
    check_port(host, port)
    Granian(
        application,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=WAITING,
        backlog=2048,
        websockets=False,
        log_level=LogLevels.warning,
        log_access=False,
        log_dictconfig=logs.SERVER,
        respawn_failed_workers=True,
    ).serve()


def check_port(host: str, port: int) -> None:
    """Raise click.ClickException, in words, when the port cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            message = f"cannot listen on {host}:{port}: {error.strerror}. Try another --port."
            raise click.ClickException(message) from error


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=5000, show_default=True)
@click.option("--workers", default=2, show_default=True)
def serve(host: str, port: int, workers: int) -> None:
    """Run the production server; it does not start on unsafe settings."""
    check_before_serving(host)
    run_server(host, port, workers)
