"""The page of a session's recording, and what was played of it."""

import json
from http import HTTPStatus

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from eventapp.attendance.beats import INTERVAL_SECONDS
from eventapp.attendance.live import begin_play, note_played
from eventapp.attendance.rules import PlayImpossible
from eventapp.attendance.spans import BadSegments
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction
from eventapp.registration.models import Registration
from eventapp.streams.models import Recording
from eventapp.streams.queries import recording_of
from eventapp.streams.rules import LONGEST_RECORDING_SECONDS
from eventapp.web.attendee.beating import answer, presence, too_many
from eventapp.web.attendee.players import policy_with, video_of
from eventapp.web.attendee.stops import are_recordings_shown
from eventapp.web.attendee.ticket_guard import ticket_holder
from eventapp.web.attendee.tokens import numbers_in, signed
from eventapp.web.errors import found
from eventapp.web.locale import reader_language
from eventapp.web.moments import span_in
from eventapp.web.public.event_frame import event_frame

PLAY = "play"
LARGEST_MESSAGE = 32 * 1024


def show_recording(ticket_code: str, session_code: str) -> Response:
    """Show the recording of a session."""
    registration = ticket_holder()
    recording = _recording(registration, session_code)
    session, language = recording.session, reader_language()
    video = video_of(recording)
    token = request.args.get("seen", "")
    response = make_response(
        render_template(
            "attendee/recording.html",
            registration=registration,
            frame=event_frame(registration.event, language),
            title=Text(session.title_en, session.title_sv).in_language(language) or session.code,
            span=span_in(session.starts_at, session.ends_at, registration.zone, language),
            stop_code=session.stop.code,
            stop_title=Text(session.stop.title_en, session.stop.title_sv).in_language(language),
            session_code=session.code,
            video=video,
            seconds=recording.seconds or 0,
            token=token if numbers_in(token, PLAY, ticket_code) else "",
            interval=INTERVAL_SECONDS,
        )
    )
    response.headers["Content-Security-Policy"] = policy_with(video)
    return response


def start_playing(ticket_code: str, session_code: str) -> AnyResponse:
    """Note that the registrant plays the recording, and give the page its token."""
    registration = ticket_holder()
    recording, now = _recording(registration, session_code), utc_now()
    by_script = request.accept_mimetypes.best == "application/json"
    known = presence()
    event_id, seconds = registration.event_id, recording.seconds or 0
    number, session_id = registration.id, recording.session_id
    if not known.allowed_log_ins.take(number, now=now):
        return too_many() if by_script else abort(HTTPStatus.TOO_MANY_REQUESTS)
    with transaction():
        play_id = begin_play(event_id, session_id, number, recording_seconds=seconds, now=now)
    known.beats.note_change(event_id)
    token = signed(PLAY, ticket_code, play_id, event_id, seconds)
    if by_script:
        return answer(f'{{"interval":{INTERVAL_SECONDS},"token":"{token}"}}')
    address = url_for(
        "attendee.show_recording", ticket_code=ticket_code, session_code=session_code, seen=token
    )
    return redirect(address, HTTPStatus.SEE_OTHER)


def note_played_segments(ticket_code: str) -> Response:
    """Keep what a player has played: all its segments since it began, as xAPI writes them."""
    message = _message()
    if message is None:
        return answer('{"refused":"message"}', HTTPStatus.BAD_REQUEST)
    token, segments, told_seconds = message
    numbers = numbers_in(token, PLAY, ticket_code)
    if numbers is None:
        return answer('{"refused":"token"}', HTTPStatus.FORBIDDEN)
    play_id, event_id, seconds = numbers
    known, now = presence(), utc_now()
    if not known.allowed_messages.take(play_id, now=now):
        return too_many()
    try:
        with transaction():
            note_played(play_id, segments, seconds or told_seconds, now=now)
    except (BadSegments, PlayImpossible):
        return answer('{"refused":"segments"}', HTTPStatus.UNPROCESSABLE_ENTITY)
    known.beats.note_change(event_id)
    return answer(f'{{"interval":{INTERVAL_SECONDS}}}')


def _recording(registration: Registration, session_code: str) -> Recording:
    """Give the recording; answers 404 before the session's end, 410 when its time is over."""
    now = utc_now()
    recording = found(recording_of(registration.event_id, session_code))
    if recording.session.ends_at > now:
        abort(HTTPStatus.NOT_FOUND)
    if not are_recordings_shown(registration.event, now=now):
        abort(HTTPStatus.GONE)
    return recording


def _message() -> tuple[str, str, int] | None:
    """Give token, segments and the player's length of what was sent, None for what is none."""
    if (request.content_length or 0) > LARGEST_MESSAGE:
        return None
    try:
        told = json.loads(request.get_data())
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    token, segments, seconds = (told.get(name) for name in ("token", "segments", "seconds"))
    if not isinstance(token, str) or not isinstance(segments, str):
        return None
    if type(seconds) is not int or not 0 <= seconds <= LONGEST_RECORDING_SECONDS:
        return None
    return token, segments, seconds
