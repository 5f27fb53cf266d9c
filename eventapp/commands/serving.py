"""`eventapp serve`: the production server."""

import os

import click
from granian import Granian
from granian.constants import Interfaces

THREADS = 8


def run_server(host: str, port: int, workers: int) -> None:
    """Serve until told to stop; slow clients wait in the server's buffers, not in a worker."""
    os.environ.setdefault("GRANIAN_LOG_LEVEL", "warning")
    Granian(
        "eventapp.wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=2048,
        log_access=False,
        respawn_failed_workers=True,
    ).serve()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=5000, show_default=True)
@click.option("--workers", default=2, show_default=True)
def serve(host: str, port: int, workers: int) -> None:
    """Run the production server."""
    run_server(host, port, workers)
