"""The page of a ticket: its QR code, the programme in the registrant's time, where to watch."""

import json
from datetime import datetime

from flask import Response, make_response, render_template, request

from eventapp.attendance.queries import log_ins_of, plays_of
from eventapp.checkin.queries import check_ins_of
from eventapp.events.queries import stops_of
from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import instant_text
from eventapp.mail.queries import mails_about
from eventapp.programme.queries import programme_of
from eventapp.registration.models import Registration
from eventapp.streams.queries import opening_minutes_of, recorded_sessions_of
from eventapp.web.addresses import base_url, canonical_url
from eventapp.web.attendee.qr_picture import qr_picture
from eventapp.web.attendee.stops import TicketStop, TicketStops, are_recordings_shown
from eventapp.web.attendee.ticket_guard import ticket_holder
from eventapp.web.locale import reader_language
from eventapp.web.public.event_frame import event_frame, replacement_name
from eventapp.web.public.row_words import row_words
from eventapp.web.public.session_rows import Reader, RowMaker

TOLD = frozenset({"changed", "calendar", "calendar-ended"})
"""What an address may ask the page to tell of what was just done."""


def show_ticket(ticket_code: str) -> str:  # noqa: ARG001 -- the guard looked it up
    """Show a ticket to its holder."""
    registration = ticket_holder()
    event, language = registration.event, reader_language()
    told = request.args.get("told", "")
    return render_template(
        "attendee/ticket.html",
        registration=registration,
        event=event,
        frame=event_frame(event, language),
        replaced_by=replacement_name(event, language),
        stops=_stops(registration, language, now=utc_now()),
        picture=qr_picture(registration.ticket_code),
        words=row_words(),
        told=told if told in TOLD else "",
        feed=_feed_address(registration),
    )


def download_my_data(ticket_code: str) -> Response:  # noqa: ARG001 -- the guard looked it up
    """Give all that is kept of the registrant as a file."""
    registration = ticket_holder()
    text = json.dumps(_own_data(registration), ensure_ascii=False, indent=2)
    response = make_response(text + "\n")
    response.mimetype = "application/json"
    name = f"my-data-{registration.event.slug}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _stops(registration: Registration, language: str, *, now: datetime) -> list[TicketStop]:
    event = registration.event
    reader = Reader(event.slug, language, registration.zone)
    maker = TicketStops(
        registration, programme_of(event.id), RowMaker(reader), language=language, now=now
    )
    minutes = opening_minutes_of(event.id)
    recorded = recorded_sessions_of(event.id) if are_recordings_shown(event, now=now) else {}
    return [
        maker.stop(stop, minutes.get(stop.id), recorded.get(stop.id, set()))
        for stop in stops_of(event.id)
    ]


def _feed_address(registration: Registration) -> str:
    if registration.feed_token is None:
        return ""
    return canonical_url("attendee.show_calendar", feed_token=registration.feed_token)


_TOLD_FIELDS = (
    "code",
    "given_name",
    "family_name",
    "email",
    "country_code",
    "zone",
    "sector",
    "organisation",
    "gender",
    "language",
    "mode",
)
_MOMENTS = (
    "registered_at",
    "newsletter_consent_at",
    "participant_list_consent_at",
    "speaker_contact_consent_at",
)


def _own_data(registration: Registration) -> dict[str, object]:
    """Give what is kept of a registrant, in names that stay as they are."""
    told = {name: getattr(registration, name) for name in _TOLD_FIELDS}
    moments = {name: _written(getattr(registration, name)) for name in _MOMENTS}
    return {
        "event": registration.event.slug,
        "site": base_url(),
        "registration": told | moments,
        "log_ins": [_row(row) for row in log_ins_of(registration.id)],
        "check_ins": [_row(row) for row in check_ins_of(registration.id)],
        "plays": [_row(row) for row in plays_of(registration.id)],
        "mails": [_row(row) for row in mails_about({"registration": registration.id})],
    }


def _row(row: object) -> dict[str, object]:
    values: dict[str, object] = row._asdict()  # type: ignore[attr-defined]  # a NamedTuple
    return {name: _written(value) for name, value in values.items()}


def _written(value: object) -> object:
    return instant_text(value) if isinstance(value, datetime) else value
