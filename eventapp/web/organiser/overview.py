"""The first page of an event for organisers: what needs attention, and how much there is."""

from typing import NamedTuple

from eventapp.events.models import Event, Stop
from eventapp.events.queries import event_by_slug, stops_of
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.overview.queries import facts_of, span_of
from eventapp.overview.rules import attention_of
from eventapp.registration.queries import places_of, reach_of_event
from eventapp.streams.queries import streams_of
from eventapp.web.day_words import day_words
from eventapp.web.display import EVENT_FORMATS
from eventapp.web.errors import found
from eventapp.web.local_span import LocalSpan
from eventapp.web.locale import reader_language
from eventapp.web.moments import span_in
from eventapp.web.organiser.attention import told
from eventapp.web.organiser.event_area import event_area, event_page
from eventapp.web.organiser.held import held_of


class StopLine(NamedTuple):
    """A stop of the overview."""

    code: str
    title: str
    day: str
    span: LocalSpan
    has_stream: bool


def show_overview(slug: str) -> str:
    """Show what needs attention, the figures at a glance, and the stops."""
    event = found(event_by_slug(slug))
    language, now = reader_language(), utc_now()
    area = event_area(event, language)
    facts = facts_of([span_of(event)], now=now)[event.id]
    return event_page(
        "organiser/overview.html",
        event,
        attention=[told(one, area, language) for one in attention_of(facts, now=now)],
        reach=reach_of_event(event.id, now=now),
        held=held_of([event])[event.id],
        places=[(str(EVENT_FORMATS[mode]), one) for mode, one in places_of(event).items()],
        stops=_stop_lines(event, language),
    )


def _stop_lines(event: Event, language: str) -> list[StopLine]:
    streamed = streams_of(event.id)
    return [_line(stop, language, has_stream=stop.id in streamed) for stop in stops_of(event.id)]


def _line(stop: Stop, language: str, *, has_stream: bool) -> StopLine:
    span = span_in(stop.starts_at, stop.ends_at, stop.zone, language)
    title = Text(stop.title_en, stop.title_sv).in_language(language)
    return StopLine(stop.code, title, day_words(span.day, language), span, has_stream)
