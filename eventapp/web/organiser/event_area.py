"""An event's pages for organisers: what they all show of it, and which the reader may open."""

from typing import NamedTuple

from flask import render_template

from eventapp.accounts.rules import Place
from eventapp.events.models import Event
from eventapp.foundation.bilingual import Text
from eventapp.foundation.zone_names import city
from eventapp.web.guards import visitor
from eventapp.web.locale import reader_language
from eventapp.web.policy import POLICY


class EventArea(NamedTuple):
    """An event as the frame around its pages for organisers."""

    slug: str
    name: str
    series: str
    zone: str
    city: str
    place: Place
    has_door: bool


def event_area(event: Event, language: str) -> EventArea:
    """Give the frame of an event in a language."""
    return EventArea(
        slug=event.slug,
        name=Text(event.name_en, event.name_sv).in_language(language),
        series=Text(event.series.name_en, event.series.name_sv).in_language(language),
        zone=event.zone,
        city=city(event.zone, language),
        place=Place(event.id, event.series_id),
        has_door=event.format != "online",
    )


def event_page(template: str, event: Event, **values: object) -> str:
    """Write a page of an event in the reader's language."""
    area = event_area(event, reader_language())
    return render_template(template, area=area, event=event, **values)


def may_open(endpoint: str, place: Place) -> bool:
    """Tell whether the reader's roles at an event open an address there."""
    here, rule = visitor(), POLICY[endpoint]
    return here is not None and here.reach.may(rule.roles, place)
