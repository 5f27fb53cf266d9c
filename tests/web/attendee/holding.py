"""Holders of tickets for tests of their pages."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask import Flask

from eventapp.attendance.beats import MOST_IN_AN_INTERVAL, Allowance
from eventapp.events.models import Event, Stop
from eventapp.foundation.clock import utc_now
from eventapp.registration.models import Registration
from eventapp.web.attendee.beating import MOST_LOG_INS
from tests.factories import make_event, make_registration, make_stop, make_stream

TICKET = "ticket-of-a-registrant-0123456789"
PAGE = f"/tickets/{TICKET}"
ENDLESS = 10**11
"""Seconds: the window in which every moment of a test lies."""


class Holder(NamedTuple):
    """A registrant in Tokyo at an event whose stop D1 is live, with a stream."""

    event: Event
    stop: Stop
    registration: Registration


def this_hour() -> datetime:
    """Give the present moment without a fraction of a second."""
    return utc_now().replace(microsecond=0)


def stretch_limits(app: Flask) -> None:
    """Let what may be done so often in a while be so for centuries: tests ask no clock."""
    presence = app.extensions["presence"]
    presence.allowed_beats = Allowance(MOST_IN_AN_INTERVAL, ENDLESS)
    presence.allowed_messages = Allowance(MOST_IN_AN_INTERVAL, ENDLESS)
    presence.allowed_log_ins = Allowance(MOST_LOG_INS, ENDLESS)


def make_holder(**values: Any) -> Holder:
    """Make a holder of `TICKET` at a stop that began an hour ago and lasts four."""
    event = make_event("tour", name_en="World Tour", name_sv="Världsturnén")
    stop = make_stop(event, "D1", starts_at=this_hour() - timedelta(hours=1))
    make_stream(stop)
    defaults = {"ticket_code": TICKET, "zone": "Asia/Tokyo", "email": "mio@example.org"}
    return Holder(event, stop, make_registration(event, "P1", **defaults | values))
