"""`eventapp serve`: the production server."""

import gc
import socket
import subprocess
import sys

import click
from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from eventapp.commands.safety import refuse_unsafe
from eventapp.commands.turning import let_workers_be_ended, serve_by_turns
from eventapp.foundation import logs

WAITING = 1024
"""Connections of a worker; more wait until one of them is closed."""

LONGEST_HEADERS = 15_000
"""Milliseconds in which a request's headers must have come."""

LONGEST_STOP = 10
"""Seconds that a worker may take to end; then it is killed."""

APPLICATION = "eventapp.wsgi:app"


def run_server(host: str, port: int, workers: int, application: str = APPLICATION) -> None:
    """Serve until told to stop; slow clients wait in the server, not in the application.

    Raises click.ClickException when something else listens on the port already.
    """
    check_port(host, port)
    server = Granian(
        application,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=workers,
        workers_kill_timeout=LONGEST_STOP,
        backpressure=WAITING,
        backlog=2048,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=LONGEST_HEADERS),
        websockets=False,
        log_level=LogLevels.warning,
        log_access=False,
        log_dictconfig=logs.SERVER,
        respawn_failed_workers=True,
    )
    let_workers_be_ended()
    server.serve(spawn_target=serve_by_turns)


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
    refuse_unsafe(host, make_tables_apart)
    share_with_workers()
    run_server(host, port, workers)


def make_tables_apart(_app: Flask) -> None:
    """Make the tables of a new installation, by a process that loads what only that needs."""
    command = [sys.executable, "-m", "eventapp", "db", "upgrade"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own


def share_with_workers() -> None:
    """Let workers share the memory of what is loaded by now.

    The collector would write into all of it, and each worker would have it for itself.
    """
    gc.freeze()
