"""One line a request, and its count: by the name of the route, never by the address.

Addresses hold tickets, tokens and what people search for; names of routes hold none of it.
"""

import os
import secrets
from collections.abc import Callable
from time import perf_counter

from flask import Flask, Response, current_app, request

from eventapp.config import Settings
from eventapp.foundation.clock import utc_now
from eventapp.foundation.logs import moment_text
from eventapp.web.entrance import STARTED
from eventapp.web.measures import Measures

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
REQUEST_ID = "X-Request-Id"
NUMBER = "eventapp.request_number"

Write = Callable[[bytes], object]


def request_number() -> str:
    """Give the random number under which the logs have this request."""
    number: str = request.environ.setdefault(NUMBER, secrets.token_hex(8))
    return number


def note(response: Response) -> Response:
    """Count the answer and write its line; an error tells its number to who asked."""
    environ = request.environ
    now = perf_counter()
    seconds = now - environ.get(STARTED, now)
    status = response.status_code
    endpoint = request.endpoint
    extensions = current_app.extensions
    extensions["measures"].observe(endpoint, status, seconds)
    write: Write | None = extensions.get("request_lines")
    if write is not None:
        method = environ["REQUEST_METHOD"]
        write(
            b'{"time":"%b","level":"info","message":"request","method":"%b","route":"%b",'
            b'"status":%d,"ms":%.1f,"request":"%b"}\n'
            % (
                moment_text(utc_now()).encode(),
                method.encode() if method in METHODS else b"other",
                (endpoint or "none").encode(),
                status,
                seconds * 1000,
                request_number().encode(),
            )
        )
    if status >= 500:
        response.headers[REQUEST_ID] = request_number()
    return response


def write_lines(app: Flask, write: Write | None = None) -> None:
    """Write a line for each request from now on; to the standard output, whole lines at a time."""
    settings: Settings = app.extensions["settings"]
    if settings.log_requests:
        app.extensions["request_lines"] = write or (lambda line: os.write(1, line))


def init_app(app: Flask) -> None:
    """Count every answer as it is when all other parts are done with it; to be the last part."""
    settings: Settings = app.extensions["settings"]
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}
    app.extensions["measures"] = Measures(settings.data_dir / "measures", sorted(routes))
    # What is registered first runs last.
    app.after_request_funcs.setdefault(None, []).insert(0, note)
