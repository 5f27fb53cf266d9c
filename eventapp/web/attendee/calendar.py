"""The registrant's calendar: an address for calendar programs, made and ended by a button."""

from http import HTTPStatus

from flask import Response, abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from eventapp.foundation.bilingual import known_language
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction
from eventapp.registration.feeds import end_feed, renew_feed
from eventapp.registration.queries import registration_by_feed_token
from eventapp.web.attendee.ticket_guard import ticket_holder
from eventapp.web.calendar_texts import event_calendar_text
from eventapp.web.errors import found

LONGEST_FEED_TOKEN = 43


def change_calendar(ticket_code: str) -> AnyResponse:
    """Give the calendar a new address, or end it."""
    number, wish = ticket_holder().id, request.form.get("wish", "")
    if wish not in {"renew", "end"}:
        abort(HTTPStatus.BAD_REQUEST)
    with transaction():
        if wish == "renew":
            renew_feed(number, now=utc_now())
        else:
            end_feed(number, now=utc_now())
    told = "calendar" if wish == "renew" else "calendar-ended"
    address = url_for(
        "attendee.show_ticket", ticket_code=ticket_code, told=told, _anchor="calendar"
    )
    return redirect(address, HTTPStatus.SEE_OTHER)


def show_calendar(feed_token: str) -> Response:
    """Give the programme as a calendar file in the registrant's language; it names nobody."""
    registration = found(registration_by_feed_token(feed_token[: LONGEST_FEED_TOKEN + 1]))
    language = known_language(registration.language)
    text = found(event_calendar_text(registration.event_id, language))
    response = make_response(text)
    response.mimetype = "text/calendar"
    return response
