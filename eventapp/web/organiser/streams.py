"""The list of an event's stops and sessions with their streams and recordings."""

from typing import NamedTuple

from eventapp.events.models import Stop
from eventapp.events.queries import event_by_slug, stops_of
from eventapp.foundation.bilingual import Text
from eventapp.programme.models import Session
from eventapp.streams.models import Stream
from eventapp.streams.queries import recordable_sessions, streams_of
from eventapp.web.day_words import day_words
from eventapp.web.errors import found
from eventapp.web.local_span import LocalSpan
from eventapp.web.locale import reader_language
from eventapp.web.moments import span_in
from eventapp.web.organiser.event_area import event_page
from eventapp.web.organiser.stream_forms import KIND_NAMES


class SessionLine(NamedTuple):
    """A session of a stop, and whether it has a recording."""

    code: str
    title: str
    span: LocalSpan
    is_recorded: bool


class StopPart(NamedTuple):
    """A stop, how it is watched, and its sessions."""

    code: str
    title: str
    day: str
    span: LocalSpan
    kind: str
    opens_before: int
    sessions: list[SessionLine]


def show_streams(slug: str) -> str:
    """Show every stop with its stream and every session with its recording."""
    event = found(event_by_slug(slug))
    language, streams = reader_language(), streams_of(event.id)
    sessions: dict[int, list[SessionLine]] = {}
    for session, is_recorded in recordable_sessions(event.id):
        line = _line(session, language, is_recorded=is_recorded)
        sessions.setdefault(session.stop_id, []).append(line)
    stops = [
        _part(stop, streams.get(stop.id), sessions.get(stop.id, []), language)
        for stop in stops_of(event.id)
    ]
    return event_page("organiser/streams.html", event, stops=stops)


def _line(session: Session, language: str, *, is_recorded: bool) -> SessionLine:
    span = span_in(session.starts_at, session.ends_at, session.zone, language)
    title = Text(session.title_en, session.title_sv).in_language(language)
    return SessionLine(session.code, title, span, is_recorded)


def _part(
    stop: Stop, stream: Stream | None, sessions: list[SessionLine], language: str
) -> StopPart:
    span = span_in(stop.starts_at, stop.ends_at, stop.zone, language)
    return StopPart(
        code=stop.code,
        title=Text(stop.title_en, stop.title_sv).in_language(language),
        day=day_words(span.day, language),
        span=span,
        kind=str(KIND_NAMES[stream.kind]) if stream else "",
        opens_before=stream.opens_before_minutes if stream else 0,
        sessions=sessions,
    )
