"""Pages for what went wrong: what it was, and what to do next."""

from typing import TypeVar

from flask import Flask, Response, abort, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

Thing = TypeVar("Thing")

PAGES = {400, 403, 404, 405, 410, 413, 422, 429, 500, 503}


def found(thing: Thing | None) -> Thing:
    """Give `thing`, or answer 404 when there is none."""
    if thing is None:
        abort(404)
    return thing


def show_error(error: HTTPException) -> Response:
    """Answer with the error's page in the reader's language."""
    code = error.code or 500
    if error.response is not None:
        return make_response(error.response)
    page = code if code in PAGES else (404 if code < 500 else 500)
    words = error.description if code == 400 and _is_ours(error) else None
    response = make_response(render_template(f"errors/{page}.html", words=words), code)
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            response.headers[name] = value
    return response


def _is_ours(error: HTTPException) -> bool:
    """Tell whether the description was written by this project, in the reader's language."""
    return error.description != type(error).description


def refuse_unreadable() -> None:
    """Answer 404 or 400 to an address with a NUL in it: no database keeps one."""
    if "\0" in request.path:
        abort(404)
    if request.query_string and any(
        "\0" in text for pair in request.args.items(multi=True) for text in pair
    ):
        abort(400, _("The address holds a sign that no text has."))


def init_app(app: Flask) -> None:
    """Answer every HTTP error with a page that helps."""
    app.before_request(refuse_unreadable)
    app.register_error_handler(HTTPException, show_error)
