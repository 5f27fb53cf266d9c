"""Whose ticket it is: looked up before any view runs."""

from http import HTTPStatus

from flask import Response, g, make_response, render_template, request

from eventapp.events.models import Event
from eventapp.events.queries import last_end_of
from eventapp.foundation.clock import utc_now
from eventapp.registration.models import Registration
from eventapp.registration.queries import registration_by_ticket_code
from eventapp.web.private_pages import refuse_other_sites, speak
from eventapp.web.public.event_frame import registration_state

LONGEST_TICKET_CODE = 43
PROVEN_OTHERWISE = {"attendee.show_calendar", "attendee.beat", "attendee.note_played_segments"}
"""Addresses that ask for a secret of their own, signed or kept, and look up no ticket."""


def only_with_ticket() -> Response | None:
    """Answer 404 to a code that is no ticket, 410 to that of a withdrawn registration."""
    refuse_other_sites()
    if request.endpoint in PROVEN_OTHERWISE:
        return None
    ticket_code = (request.view_args or {}).get("ticket_code", "")
    registration = registration_by_ticket_code(ticket_code[: LONGEST_TICKET_CODE + 1])
    if registration is None:
        return _without_ticket("attendee/unknown.html", HTTPStatus.NOT_FOUND)
    speak(registration.language)
    if registration.withdrawn_at is not None:
        return _of_withdrawn(registration.event)
    g.registration = registration
    return None


def ticket_holder() -> Registration:
    """Give the registration whose ticket the address holds."""
    registration: Registration = g.registration
    return registration


def _of_withdrawn(event: Event) -> Response:
    """Say that the place was given back, and whether one may register again."""
    state = registration_state(event, last_end_of(event.id), utc_now())
    return _without_ticket(
        "attendee/withdrawn.html", HTTPStatus.GONE, event=event, may_register=state == "open"
    )


def _without_ticket(template: str, status: HTTPStatus, **values: object) -> Response:
    return make_response(render_template(template, **values), status)
