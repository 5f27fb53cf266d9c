"""What all pages of an event show of it: its name, its other pages, whose times they tell."""

from datetime import datetime
from typing import NamedTuple

from eventapp.events.models import Event
from eventapp.events.rules import DRAFT, PUBLISHED, window_state
from eventapp.foundation.bilingual import Text
from eventapp.foundation.zone_names import city
from eventapp.registration.rules import closing_of
from eventapp.web.locale import reader_zone
from eventapp.web.public.addresses import event_path, is_served

PAGES = ("programme", "speakers", "figures")


class EventFrame(NamedTuple):
    """An event as the frame around its pages; `zone` is the one that times are shown in."""

    slug: str
    name: str
    name_language: str
    series: str
    href: str
    programme: str
    tabs: tuple[tuple[str, str], ...]
    calendar: str | None
    changes: str | None
    own_zone: str
    own_city: str
    zone: str
    city: str


def event_frame(event: Event, language: str) -> EventFrame:
    """Give the frame in a language, with the pages that this application serves."""
    name, name_language = Text(event.name_en, event.name_sv).shown_in(language)
    zone = reader_zone() or event.zone
    addresses = ((page, event_path(event.slug, page)) for page in PAGES)
    calendar = event_path(event.slug, "calendar.ics")
    changes = event_path(event.slug, "changes") if event.release_number else None
    return EventFrame(
        slug=event.slug,
        name=name,
        name_language="" if name_language == language else name_language,
        series=Text(event.series.name_en, event.series.name_sv).in_language(language),
        href=event_path(event.slug),
        programme=event_path(event.slug, "programme"),
        tabs=(
            ("event", event_path(event.slug)),
            *((page, address) for page, address in addresses if is_served(address)),
            *((("changes", changes),) if changes else ()),
        ),
        changes=changes,
        calendar=calendar if is_served(calendar) else None,
        own_zone=event.zone,
        own_city=city(event.zone, language),
        zone=zone,
        city=city(zone, language),
    )


def replacement_name(event: Event, language: str) -> str:
    """Give the name of the event that is held instead, nothing where there is none to be seen."""
    other = event.replaced_by
    if other is None or other.state == DRAFT:
        return ""
    return Text(other.name_en, other.name_sv).in_language(language)


def registration_state(event: Event, ends_at: datetime | None, now: datetime) -> str:
    """Tell whether one can register: early, open, closed, postponed or cancelled.

    `ends_at` is when the last stop ends, None where there is none.
    """
    if event.state != PUBLISHED:
        return event.state
    opens, closes = event.registration_opens_at, closing_of(event.registration_closes_at, ends_at)
    return window_state(opens, closes, now=now)
