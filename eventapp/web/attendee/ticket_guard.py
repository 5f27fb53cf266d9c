"""Whose ticket it is: looked up before any view runs, and what all these pages have in common.

The address is the proof. So it goes into no cache, no index and no Referer, and no token against
forged requests is needed: who can write the address holds the ticket.
"""

from http import HTTPStatus

from flask import Response, abort, g, make_response, render_template, request

from eventapp.foundation.bilingual import known_language
from eventapp.registration.models import Registration
from eventapp.registration.queries import registration_by_ticket_code
from eventapp.web.headers import DecidedAnswer
from eventapp.web.locale import reader_language

LONGEST_TICKET_CODE = 43
PRIVATE = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
PROVEN_OTHERWISE = {"attendee.show_calendar", "attendee.beat", "attendee.note_played_segments"}
"""Addresses that ask for a secret of their own, signed or kept, and look up no ticket."""


def only_with_ticket() -> Response | None:
    """Answer 404 to a code that is no ticket, 410 to that of a withdrawn registration."""
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(HTTPStatus.FORBIDDEN)
    if request.endpoint in PROVEN_OTHERWISE:
        return None
    ticket_code = (request.view_args or {}).get("ticket_code", "")
    registration = registration_by_ticket_code(ticket_code[: LONGEST_TICKET_CODE + 1])
    if registration is None:
        return _without_ticket("attendee/unknown.html", HTTPStatus.NOT_FOUND)
    speak_to(registration.language)
    if registration.withdrawn_at is not None:
        return _without_ticket("attendee/withdrawn.html", HTTPStatus.GONE, event=registration.event)
    g.registration = registration
    return None


def ticket_holder() -> Registration:
    """Give the registration whose ticket the address holds."""
    registration: Registration = g.registration
    return registration


def speak_to(language: str) -> None:
    """Speak the language of who holds the secret, unless this reader has chosen another one."""
    if request.args.get("lang") or request.cookies.get("lang"):
        reader_language()
        return
    g.language = known_language(language)


def _without_ticket(template: str, status: HTTPStatus, **values: object) -> Response:
    return make_response(render_template(template, **values), status)


def keep_private(response: Response) -> Response:
    """Let nobody but the reader keep, index or be told the address."""
    if not isinstance(response, DecidedAnswer):
        response.headers.update(PRIVATE)
    return response
