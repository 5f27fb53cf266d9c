"""The front page: series and events, coming and past."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from flask import Response, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from eventapp.events.models import PastEdition, Stop
from eventapp.events.queries import (
    EventSpan,
    all_stops,
    home_version,
    past_editions,
    public_events,
)
from eventapp.events.rules import NOT_HELD
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import day_of
from eventapp.programme.queries import guest_zones
from eventapp.registration.queries import Reach, reach_of_events
from eventapp.web.day_band import Sky
from eventapp.web.day_words import partial_range_words, range_words
from eventapp.web.display import EVENT_FORMATS, EVENT_KINDS, name_of
from eventapp.web.kept import Page, kept
from eventapp.web.locale import reader_language, reader_zone
from eventapp.web.moments import span_in
from eventapp.web.public.addresses import Here, event_path, served
from eventapp.web.public.event_frame import registration_state
from eventapp.web.public.reader_days import next_moment
from eventapp.web.public.spelling import spelled_like

MOST_SKIES = 5


class EventCard(NamedTuple):
    """An event as the front page shows it; `register` leads to the form while it is open."""

    title: str
    href: str
    dates: str
    series: str
    skies: tuple[Sky, ...]
    facts: tuple[str, ...]
    state: str
    starts_on: str
    register: str | None


class Edition(NamedTuple):
    """An edition from before this system."""

    slug: str
    series: str
    title: str
    dates: str
    facts: tuple[str, ...]
    state: str
    replaced_by: str
    replaced_by_anchor: str
    source: str


def show_home() -> Response:
    """Show series and events, coming and past."""
    now = utc_now()
    return kept(lambda: home_page(now), home_version())


def home_page(now: datetime) -> Page:
    """Render the front page as it reads at `now`."""
    language = reader_language()
    events = public_events()
    flags = _flags(all_stops(), guest_zones(), language)
    reach = reach_of_events(now=now)
    coming = [one for one in events if one.ends_at is None or one.ends_at > now]
    past = [one for one in events if one not in coming]
    cards = {
        name: [_card(one, flags.get(one.event.id, ()), reach, now) for one in chosen]
        for name, chosen in (("coming", coming[::-1]), ("past", past))
    }
    text = render_template(
        "public/home.html",
        here=Here("/", (), reader_zone()),
        coming=cards["coming"],
        past=cards["past"],
        editions=_editions(past_editions(), _known_names(events), language),
    )
    return Page(text, until=next_moment((at for one in events for at in _turns(one)), now))


def _turns(one: EventSpan) -> tuple[datetime | None, ...]:
    """Give the moments at which a card may read otherwise."""
    opens, closes = one.event.registration_opens_at, one.event.registration_closes_at
    return one.starts_at, one.ends_at, one.over_at, opens, closes


def _flags(
    stops: Iterable[Stop], guests: Mapping[int, tuple[str, ...]], language: str
) -> dict[int, tuple[Sky, ...]]:
    """Give the skies over the stops of each event: that of a stop's first guest, or its own."""
    flags: dict[int, list[Sky]] = {}
    for stop in stops:
        skies = flags.setdefault(stop.event_id, [])
        own = span_in(stop.starts_at, stop.ends_at, stop.zone, language)
        zone_name = guests.get(stop.id, (stop.zone,))[0]
        skies.append(span_in(stop.starts_at, stop.ends_at, zone_name, language).on_axis_of(own))
    return {event_id: tuple(skies[:MOST_SKIES]) for event_id, skies in flags.items()}


def _card(
    one: EventSpan, skies: tuple[Sky, ...], reach: Mapping[int, Reach], now: datetime
) -> EventCard:
    event, language = one.event, reader_language()
    dates = _("Dates to be announced")
    state = starts_on = ""
    if one.starts_at and one.ends_at:
        first, last = day_of(one.starts_at, event.zone), day_of(one.ends_at, event.zone)
        dates, starts_on = range_words(first, last, language), first.isoformat()
        state = "live" if one.starts_at <= now < one.ends_at else ""
    facts = [name_of(event.kind, EVENT_KINDS), name_of(event.format, EVENT_FORMATS)]
    if event.id in reach and one.over_at is not None and one.over_at <= now:
        facts += _reach_words(reach[event.id])
    if event.state in NOT_HELD:
        state = event.state
    is_open = registration_state(event, one.ends_at, now) == "open"
    return EventCard(
        title=Text(event.name_en, event.name_sv).in_language(language),
        href=event_path(event.slug),
        dates=dates,
        series=Text(event.series.name_en, event.series.name_sv).in_language(language),
        skies=skies,
        facts=tuple(facts),
        state=state,
        starts_on=starts_on,
        register=served(event_path(event.slug, "register")) if is_open else None,
    )


def _reach_words(reach: Reach) -> list[str]:
    return [
        ngettext("%(num)s registrant", "%(num)s registrants", reach.registrants),
        ngettext("%(num)s country", "%(num)s countries", reach.countries),
    ]


def _known_names(events: Iterable[EventSpan]) -> list[str]:
    return [name for one in events for name in (one.event.name_en, one.event.series.name_en)]


def _editions(
    past: Sequence[PastEdition], names: Sequence[str], language: str
) -> tuple[Edition, ...]:
    """Give the earlier editions, each knowing what replaced it."""
    titles = {one.slug: spelled_like(one.slug, names) for one in past}
    return tuple(
        Edition(
            slug=one.slug,
            series=spelled_like(one.series_slug, names),
            title=titles[one.slug],
            dates=partial_range_words(one.starts_on, one.ends_on, language),
            facts=tuple(_edition_facts(one)),
            state=one.state,
            replaced_by=titles.get(one.replaced_by)
            or (spelled_like(one.replaced_by, names) if one.replaced_by else ""),
            replaced_by_anchor=f"edition-{one.replaced_by}" if one.replaced_by in titles else "",
            source=one.source,
        )
        for one in past
    )


def _edition_facts(one: PastEdition) -> Iterable[str]:
    yield name_of(one.kind, EVENT_KINDS)
    yield name_of(one.format, EVENT_FORMATS)
    if one.place:
        yield one.place
    if one.participants is not None and one.approximate:
        yield ngettext("about %(num)s participant", "about %(num)s participants", one.participants)
    elif one.participants is not None:
        yield ngettext("%(num)s participant", "%(num)s participants", one.participants)
