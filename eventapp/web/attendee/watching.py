"""The live page of a stop: waiting for it, watching it, and what was recorded of it."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import (
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from eventapp.attendance.beats import INTERVAL_SECONDS
from eventapp.attendance.live import log_in
from eventapp.events.models import Stop
from eventapp.events.queries import stop_by_code
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction
from eventapp.programme.queries import programme_of
from eventapp.registration.models import Registration
from eventapp.streams.models import Stream
from eventapp.streams.queries import recorded_sessions_of, stream_of
from eventapp.web.attendee.beating import BEAT, answer, beat_token, presence, too_many
from eventapp.web.attendee.players import policy_with, video_of
from eventapp.web.attendee.stops import Opening, TicketStops, are_recordings_shown, opening_of
from eventapp.web.attendee.ticket_guard import ticket_holder
from eventapp.web.attendee.tokens import numbers_in
from eventapp.web.errors import found
from eventapp.web.locale import reader_language
from eventapp.web.public.event_frame import event_frame, replacement_name
from eventapp.web.public.reader_days import now_and_next
from eventapp.web.public.row_words import row_words
from eventapp.web.public.session_rows import Reader, RowMaker


def show_watching(ticket_code: str, stop_code: str) -> Response:
    """Show a stop: the wait for it, its stream, or its recordings."""
    registration = ticket_holder()
    stop = found(stop_by_code(registration.event_id, stop_code))
    stream, now = stream_of(stop.id), utc_now()
    opening = _opening(registration, stop, stream, now)
    video = video_of(stream) if opening.state == "open" else None
    token = _valid_token(ticket_code)
    response = make_response(
        render_template(
            "attendee/watch.html",
            **_programme(registration, stop, now),
            opening=opening,
            now_ms=_milliseconds(now),
            opens_ms=_milliseconds(opening.opens_at),
            video=video,
            token=token if video else "",
            interval=INTERVAL_SECONDS,
        )
    )
    response.headers["Content-Security-Policy"] = policy_with(video)
    return response


def start_watching(ticket_code: str, stop_code: str) -> AnyResponse:
    """Log in: note that the registrant opens the stream, and give the page its token."""
    registration = ticket_holder()
    stop = found(stop_by_code(registration.event_id, stop_code))
    stream, now = stream_of(stop.id), utc_now()
    opening = _opening(registration, stop, stream, now)
    by_script = request.accept_mimetypes.best == "application/json"
    if opening.state != "open" or stream is None:
        if by_script:
            return answer('{"refused":"not open"}', HTTPStatus.CONFLICT)
        return redirect(_address(ticket_code, stop_code), HTTPStatus.SEE_OTHER)
    event_id, stop_id, number = registration.event_id, stop.id, registration.id
    known = presence()
    if not known.allowed_log_ins.take(number, now=now):
        return too_many() if by_script else abort(HTTPStatus.TOO_MANY_REQUESTS)
    with transaction():
        log_in_id = log_in(event_id, stop_id, number, now=now)
    known.beats.note_change(event_id)
    until, second = int(opening.closes_at.timestamp()), int(now.timestamp())
    token = beat_token(ticket_code, log_in_id, event_id, until, second)
    if by_script:
        milliseconds = _milliseconds(now)
        return answer(f'{{"interval":{INTERVAL_SECONDS},"now":{milliseconds},"token":"{token}"}}')
    return redirect(_address(ticket_code, stop_code, seen=token), HTTPStatus.SEE_OTHER)


def _opening(
    registration: Registration, stop: Stop, stream: Stream | None, now: datetime
) -> Opening:
    minutes = stream.opens_before_minutes if stream else None
    return opening_of(stop, minutes, registration.event.state, now=now)


def _valid_token(ticket_code: str) -> str:
    """Give the token of a log-in that the address holds, or an empty text."""
    token = request.args.get("seen", "")
    return token if token and numbers_in(token, BEAT, ticket_code) else ""


def _programme(registration: Registration, stop: Stop, now: datetime) -> dict[str, object]:
    """Give the stop in the registrant's time, and what of it is on and what is next."""
    event, language = registration.event, reader_language()
    sessions = [one for one in programme_of(event.id) if one.stop_code == stop.code]
    running = now_and_next(sessions, now)
    states = {one.id: "live" for one in running.running}
    states |= {one.id: "next" for one in running.coming}
    maker = RowMaker(Reader(event.slug, language, registration.zone), states=states)
    makes_stops = TicketStops(registration, sessions, maker, language=language, now=now)
    shown = are_recordings_shown(event, now=now)
    recorded = recorded_sessions_of(event.id).get(stop.id, set()) if shown else set()
    return {
        "registration": registration,
        "frame": event_frame(event, language),
        "replaced_by": replacement_name(event, language),
        "stop": makes_stops.stop(stop, None, recorded),
        "running": tuple(map(maker.row, running.running)),
        "coming": tuple(map(maker.row, running.coming)),
        "recordings_shown": shown,
        "words": row_words(),
    }


def _address(ticket_code: str, stop_code: str, **values: Any) -> str:
    return url_for("attendee.show_watching", ticket_code=ticket_code, stop_code=stop_code, **values)


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
