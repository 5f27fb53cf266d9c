"""Whether the process lives, and whether it can serve people."""

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from http import HTTPStatus
from threading import Lock

from flask import Flask, Response, current_app, jsonify

from eventapp.foundation import schema
from eventapp.foundation.timezones import TZDATA_VERSION
from eventapp.foundation.version import software_version

PATIENCE = 2.0
"""Seconds that a question for the database may take."""


def show_health() -> Response:
    """Tell that the process lives, and what it is; asks no database."""
    return jsonify(status="ok", version=software_version(), tzdata=TZDATA_VERSION)


def show_readiness() -> tuple[Response, int]:
    """Tell whether the database answers and has its tables; 503 when not, and soon."""
    readiness: Readiness = current_app.extensions["readiness"]
    if readiness.holds(current_app._get_current_object()):  # type: ignore[attr-defined]  # noqa: SLF001 -- a thread needs the application itself
        return jsonify(status="ready"), HTTPStatus.OK
    return jsonify(status="not ready"), HTTPStatus.SERVICE_UNAVAILABLE


class Readiness:
    """Asks the database, one question at a time, and waits for no answer longer than it should."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._thread: ThreadPoolExecutor | None = None
        self._asked: Future[bool] | None = None

    def holds(self, app: Flask, patience: float = PATIENCE) -> bool:
        """Tell whether the database answered well in time; only one question at a time hangs."""
        with self._lock:
            if self._thread is None:
                self._thread = ThreadPoolExecutor(1, thread_name_prefix="readiness")
            if self._asked is None or self._asked.done():
                self._asked = self._thread.submit(_ask, app)
            asked = self._asked
        try:
            return asked.result(patience)
        except TookTooLong:
            return False


def _ask(app: Flask) -> bool:
    with app.app_context():
        return schema.has_newest_tables()
