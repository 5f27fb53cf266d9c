"""The stops of an event as a ticket shows them: when they are open, and what was recorded."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask import url_for

from eventapp.events.models import Event, Stop
from eventapp.events.rules import NOT_HELD
from eventapp.foundation.bilingual import Text
from eventapp.foundation.timezones import day_of
from eventapp.programme.queries import ProgrammeSession
from eventapp.registration.models import Registration
from eventapp.streams.rules import OPENS_BEFORE_MINUTES
from eventapp.web.day_words import heading_words
from eventapp.web.local_span import LocalSpan
from eventapp.web.moments import Moment, has_another_clock, moment, span_in
from eventapp.web.public.session_rows import RowMaker, SessionRow

OVERRUN = timedelta(minutes=15)
"""So long after its end a stop can still be watched live: talks run late."""


class Opening(NamedTuple):
    """When the live page of a stop is open; state is waiting, open or over, or off.

    It is off while its event is postponed or cancelled.
    """

    state: str
    opens_at: datetime
    closes_at: datetime


class RecordedSession(NamedTuple):
    """A session whose recording can be watched."""

    title: str
    href: str


class TicketStop(NamedTuple):
    """A stop in the registrant's time; `other` is its own time where that is another one."""

    code: str
    title: str
    day: str
    span: LocalSpan
    other: LocalSpan | None
    state: str
    opens: Moment
    href: str
    rows: tuple[SessionRow, ...]
    recordings: tuple[RecordedSession, ...]


def opening_of(
    stop: Stop, minutes_before: int | None, event_state: str, *, now: datetime
) -> Opening:
    """Give when the live page of a stop is open, and how that stands now."""
    minutes = OPENS_BEFORE_MINUTES if minutes_before is None else minutes_before
    opens_at, closes_at = stop.starts_at - timedelta(minutes=minutes), stop.ends_at + OVERRUN
    state = "waiting" if now < opens_at else "open" if now < closes_at else "over"
    if event_state in NOT_HELD and state != "over":
        state = "off"
    return Opening(state, opens_at, closes_at)


def are_recordings_shown(event: Event, *, now: datetime) -> bool:
    """Tell whether the recordings of an event may still be watched, by the day in its zone."""
    last = event.recordings_until_on
    return last is None or day_of(now, event.zone) <= last


class TicketStops:
    """Makes the stops of a ticket's page."""

    def __init__(
        self,
        registration: Registration,
        sessions: Sequence[ProgrammeSession],
        maker: RowMaker,
        *,
        language: str,
        now: datetime,
    ) -> None:
        """Make them for that registrant, in a language."""
        self._registration = registration
        self._maker = maker
        self._language = language
        self._now = now
        self._sessions: dict[str, list[ProgrammeSession]] = {}
        for session in sessions:
            self._sessions.setdefault(session.stop_code, []).append(session)

    def stop(self, stop: Stop, minutes_before: int | None, recorded: set[str]) -> TicketStop:
        """Give one stop; `recorded` are the codes of its sessions that have a recording."""
        zone_name, language = self._registration.zone, self._language
        span = span_in(stop.starts_at, stop.ends_at, zone_name, language)
        own = span_in(stop.starts_at, stop.ends_at, stop.zone, language)
        event_state = self._registration.event.state
        opening = opening_of(stop, minutes_before, event_state, now=self._now)
        sessions = self._sessions.get(stop.code, [])
        return TicketStop(
            code=stop.code,
            title=Text(stop.title_en, stop.title_sv).in_language(language) or stop.code,
            day=heading_words(span.day, language),
            span=span,
            other=own if has_another_clock(span, own) else None,
            state=opening.state,
            opens=moment(opening.opens_at, zone_name, language),
            href=self._address("attendee.show_watching", stop_code=stop.code),
            rows=tuple(map(self._maker.row, sessions)),
            recordings=self._recordings(sessions, recorded),
        )

    def _recordings(
        self, sessions: Sequence[ProgrammeSession], recorded: set[str]
    ) -> tuple[RecordedSession, ...]:
        return tuple(
            RecordedSession(
                one.title(self._language) or one.code,
                self._address("attendee.show_recording", session_code=one.code),
            )
            for one in sessions
            if one.code in recorded and one.ends_at <= self._now
        )

    def _address(self, endpoint: str, **codes: Any) -> str:
        return url_for(endpoint, ticket_code=self._registration.ticket_code, **codes)
