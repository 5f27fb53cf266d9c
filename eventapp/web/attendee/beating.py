"""Signs of life of live pages: taken without touching the database, written once a second."""

import threading
from http import HTTPStatus

from flask import Flask, Response, current_app, request

from eventapp.attendance.beats import (
    INTERVAL_SECONDS,
    LONGEST_GAP_SECONDS,
    MOST_IN_AN_INTERVAL,
    Allowance,
    Beats,
)
from eventapp.attendance.live import tell_figures, write_beats
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction
from eventapp.web.attendee.tokens import LONGEST_TOKEN, numbers_in, signed
from eventapp.web.headers import FIXED, POLICY_OF_DATA, DecidedAnswer
from eventapp.web.private_pages import PRIVATE

BEAT = "beat"
HEADERS = (
    *({**FIXED, **PRIVATE}).items(),
    ("Content-Type", "application/json"),
    ("Content-Security-Policy", POLICY_OF_DATA),
)
"""What every answer to a script says; thousands of pages ask twice a minute."""
MOST_LOG_INS = 20
"""Of one ticket in a minute."""
HEADER = "Beat-Token"
"""In which a page sends its token."""
SECONDS_BETWEEN_WRITES = 1.0
WRITES_BETWEEN_FIGURES = 10
"""Figures of an event are told of new attendance every so many writes: pages made of them are
kept until then."""


class Presence:
    """What a process knows of who is there and did not write yet."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.beats = Beats()
        self.allowed_beats = Allowance(MOST_IN_AN_INTERVAL, INTERVAL_SECONDS)
        self.allowed_messages = Allowance(MOST_IN_AN_INTERVAL, INTERVAL_SECONDS)
        self.allowed_log_ins = Allowance(MOST_LOG_INS, 60)


def presence() -> Presence:
    """Give what this process knows."""
    known: Presence = current_app.extensions["presence"]
    return known


def beat_token(ticket_code: str, log_in_id: int, event_id: int, until: int, last: int) -> str:
    """Give what a page sends with its next beat; `until` and `last` are seconds since 1970."""
    return signed(BEAT, ticket_code, log_in_id, event_id, until, last)


def beat(ticket_code: str) -> Response:
    """Note that somebody is there; answer with what to send next, and when.

    The token comes in a header: a request without a body need not be waited for. What a page sends
    while it closes can have no header of its own and brings the token as its body. 409 to who was
    away for longer than a pause: they log in anew, for nobody knows what they saw.
    """
    token = request.headers.get(HEADER)
    if token is None:
        if (request.content_length or 0) > LONGEST_TOKEN:
            return answer("{}", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        token = request.get_data(as_text=True)
    numbers = numbers_in(token, BEAT, ticket_code)
    if numbers is None:
        return answer('{"refused":"token"}', HTTPStatus.FORBIDDEN)
    log_in_id, event_id, until, last = numbers
    now = utc_now()
    second = int(now.timestamp())
    if second >= until:
        return answer('{"refused":"over"}', HTTPStatus.GONE)
    if second - last > LONGEST_GAP_SECONDS:
        return answer('{"refused":"away"}', HTTPStatus.CONFLICT)
    known = presence()
    if not known.allowed_beats.take(log_in_id, now=now):
        return too_many()
    known.beats.note(log_in_id, event_id, now=now)
    fresh = beat_token(ticket_code, log_in_id, event_id, until, second)
    milliseconds = int(now.timestamp() * 1000)
    return answer(f'{{"interval":{INTERVAL_SECONDS},"now":{milliseconds},"token":"{fresh}"}}')


def answer(text: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Answer a script with JSON."""
    return DecidedAnswer(text, status, (*HEADERS, ("Content-Length", str(len(text)))))


def too_many() -> Response:
    """Answer that it is done too often."""
    response = answer('{"refused":"too often"}', HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(INTERVAL_SECONDS)
    return response


def write_pending(app: Flask, *, with_figures: bool = True) -> None:
    """Write what this process knows; what cannot be written is kept for the next time."""
    beats: Beats = app.extensions["presence"].beats
    taken = beats.take()
    event_ids = beats.take_events() if with_figures else set()
    if not taken and not event_ids:
        return
    try:
        with app.app_context(), transaction():
            write_beats(taken)
            tell_figures(event_ids)
    except BaseException:
        beats.put_back(taken)
        beats.put_back_events(event_ids)
        raise


def keep_writing(app: Flask) -> threading.Thread:
    """Write what is pending every second, and a last time when the process ends."""
    thread = threading.Thread(target=_write_until_the_end, args=(app,), name="beats")
    thread.start()
    return thread


def _write_until_the_end(app: Flask) -> None:
    """Go on as long as the main thread; its end is the end of the server's process."""
    main = threading.main_thread()
    writes = 0
    while main.is_alive():
        main.join(SECONDS_BETWEEN_WRITES)
        writes += 1
        ending = not main.is_alive()
        try:
            write_pending(app, with_figures=ending or writes % WRITES_BETWEEN_FIGURES == 0)
        except Exception:
            app.logger.exception("attendance waits to be written")
