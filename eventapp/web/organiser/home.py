"""The organisers' first page: events, and how much there is of each."""

from typing import NamedTuple

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from eventapp.accounts.rules import Place
from eventapp.events.models import Event
from eventapp.events.queries import EventSpan, all_events
from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import day_of
from eventapp.overview.queries import facts_of
from eventapp.overview.rules import Attention, attention_of
from eventapp.reports.queries import Holdings
from eventapp.web.day_words import range_words
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.organiser.attention import Told, told
from eventapp.web.organiser.event_area import event_area
from eventapp.web.organiser.held import held_of
from eventapp.web.policy import EDITORS, READERS, REVIEWERS, SCANNERS


class EventRow(NamedTuple):
    """An event and how much is stored of it."""

    event: Event
    name: str
    series: str
    dates: str
    held: Holdings
    has_report: bool
    is_reviewed: bool
    has_door: bool
    urgent: Told | None
    more: int
    """How many other things need attention."""


def show_home() -> str | Response:
    """Show the events at which one has a role, the newest first; the door to who has no other."""
    reach = present_visitor().reach
    if reach.roles_anywhere() == {"door"}:
        return redirect(url_for("door.show_events"))
    spans = [
        span for span in all_events() if reach.roles_at(Place(span.event.id, span.event.series_id))
    ]
    now, held = utc_now(), held_of(span.event for span in spans)
    facts = facts_of(spans, now=now)
    rows = []
    for span in spans:
        found = attention_of(facts[span.event.id], now=now)
        rows.append(_row(span, held[span.event.id], found))
    return render_template(
        "organiser/home.html",
        rows=rows,
        has_roles=bool(reach.granted),
        may_make=not reach.roles_anywhere().isdisjoint(EDITORS),
    )


def _row(span: EventSpan, held: Holdings, found: list[Attention]) -> EventRow:
    event, language, reach = span.event, reader_language(), present_visitor().reach
    area = event_area(event, language)
    dates = ""
    if span.starts_at and span.ends_at:
        first, last = day_of(span.starts_at, event.zone), day_of(span.ends_at, event.zone)
        dates = range_words(first, last, language)
    return EventRow(
        event,
        area.name,
        area.series,
        dates,
        held,
        reach.may(READERS, area.place),
        reach.may(REVIEWERS, area.place),
        reach.may(SCANNERS, area.place),
        told(found[0], area, language) if found else None,
        max(0, len(found) - 1),
    )
