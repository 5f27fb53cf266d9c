"""The organisers' first page: events, and how much there is of each."""

from typing import NamedTuple

from flask import render_template

from eventapp.accounts.rules import Place
from eventapp.events.models import Event
from eventapp.events.queries import all_events
from eventapp.foundation.bilingual import Text
from eventapp.foundation.timezones import day_of
from eventapp.reports.queries import Holdings, holdings
from eventapp.web.day_words import range_words
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.policy import EDITORS, READERS


class EventRow(NamedTuple):
    """An event and how much is stored of it."""

    event: Event
    name: str
    series: str
    dates: str
    held: Holdings
    has_report: bool


def show_home() -> str:
    """Show the events at which one has a role, the newest first."""
    reach = present_visitor().reach
    language = reader_language()
    held = holdings()
    rows = []
    for event, starts_at, ends_at in all_events():
        place = Place(event.id, event.series_id)
        if not reach.roles_at(place):
            continue
        dates = ""
        if starts_at and ends_at:
            first, last = day_of(starts_at, event.zone), day_of(ends_at, event.zone)
            dates = range_words(first, last, language)
        rows.append(
            EventRow(
                event,
                Text(event.name_en, event.name_sv).in_language(language),
                Text(event.series.name_en, event.series.name_sv).in_language(language),
                dates,
                held.get(event.id, Holdings()),
                reach.may(READERS, place),
            )
        )
    return render_template(
        "organiser/home.html",
        rows=rows,
        has_roles=bool(reach.granted),
        may_make=not reach.roles_anywhere().isdisjoint(EDITORS),
    )
