"""Pages whose address is their proof: kept, indexed and passed on by nobody.

No token against forged requests is needed there: who can write the address is who may. Browsers
say all the same when another site sends a form, and then it is not taken.
"""

from http import HTTPStatus

from flask import Response, abort, g, request

from eventapp.foundation.bilingual import known_language
from eventapp.web.headers import DecidedAnswer
from eventapp.web.locale import reader_language

PRIVATE = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


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
