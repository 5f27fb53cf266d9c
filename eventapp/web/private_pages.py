"""Pages whose address is their proof: kept, indexed and passed on by nobody.

No token against forged requests is needed there: who can write the address is who may. Browsers
say all the same when another site sends a form, and then it is not taken.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from flask import Blueprint, Flask, Response, abort, g, request
from flask.typing import ResponseReturnValue

from eventapp.foundation.bilingual import known_language
from eventapp.web.headers import DecidedAnswer
from eventapp.web.locale import reader_language

View = Callable[..., ResponseReturnValue]

PRIVATE = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def pages_by_link(
    name: str,
    prefix: str,
    guard: Callable[[], Response | None],
    read: Mapping[str, View],
    written: Mapping[str, View],
) -> Blueprint:
    """Give an audience whose address is its proof: pages that are read, and forms that are sent."""
    blueprint = Blueprint(name, __name__, url_prefix=prefix)
    blueprint.before_request(guard)
    blueprint.after_request(keep_private)
    for method, views in (("GET", read), ("POST", written)):
        for address, view in views.items():
            blueprint.add_url_rule(address, view.__name__, view, methods=[method])
    return blueprint


def open_by_link(app: Flask, blueprint: Blueprint) -> None:
    """Open the addresses of such an audience."""
    app.register_blueprint(blueprint)
    # Who can write the address is who may; cookies play no part in it.
    app.extensions["csrf"].exempt(blueprint)


def refuse_other_sites() -> None:
    """Answer 403 to a form that another site sent."""
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(HTTPStatus.FORBIDDEN)


def speak(language: str) -> None:
    """Speak a language known of the reader, unless this reader has chosen another one."""
    if request.args.get("lang") or request.cookies.get("lang"):
        reader_language()
        return
    g.language = known_language(language)


def keep_private(response: Response) -> Response:
    """Let nobody but the reader keep, index or be told the address."""
    if not isinstance(response, DecidedAnswer):
        response.headers.update(PRIVATE)
    return response
