"""The public page of figures: what an event came to, with small groups merged.

While an event is coming, running or still open for registration the page tells only how many
registered, as it stood when the day began in UTC and rounded down to fives: a counter that moves
with every registration would tell who it was that registered. After that all is exact.
"""

from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from flask import Response, render_template
from flask_babel import gettext as _

from eventapp.events.models import Event
from eventapp.events.queries import public_event
from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import zone
from eventapp.reports.figures import DEFINITIONS_VERSION, Figures
from eventapp.reports.queries import (
    figures_of,
    names_of,
    reach_before,
    registered_quarters,
    telling_of,
)
from eventapp.reports.registering import registrations_by_week
from eventapp.reports.small_groups import protected
from eventapp.web import figure_groups, figure_page
from eventapp.web.errors import found
from eventapp.web.figure_words import number_words
from eventapp.web.kept import Page, kept
from eventapp.web.locale import reader_language, reader_zone
from eventapp.web.public.addresses import Here, event_path
from eventapp.web.public.event_frame import event_frame
from eventapp.web.world_map import world_map

IN_SHORT = (
    "registrants",
    "countries",
    "continents",
    "speakers",
    "speaker_countries",
    "sessions",
    "live_viewers",
    "logins",
    "person_days",
    "watch_minutes",
    "no_show_share",
    "on_demand_viewers",
)
ON_DEMAND = ("plays", "on_demand_viewers", "only_viewers", "seconds_seen")
NEVER_SHOWN_BELOW = 20
"""Registrants: of a coming event with fewer no number is told at all."""
ROUNDED_TO = 5


class Told(NamedTuple):
    """What may be told of an event that is not over: numbers rounded down, as words."""

    registrants: str | None
    countries: str | None
    sessions: str
    as_of: datetime


def show_figures(slug: str) -> Response:
    """Show the figures of the event to anyone."""
    telling = found(telling_of(slug))
    now = utc_now()
    if telling.over_at is not None and telling.over_at <= now:
        versions = (telling.version, telling.figures_version)
        return kept(lambda: _page_when_over(slug, now), versions)
    today = datetime.combine(now.astimezone(UTC).date(), time(), UTC)
    return kept(lambda: _page_before(slug, today, telling.over_at), telling.version, today)


def _page_before(slug: str, today: datetime, over_at: datetime | None) -> Page:
    event = found(public_event(slug))
    names = names_of(event.id)
    registrants, countries = reach_before(event.id, today)
    shown = registrants >= NEVER_SHOWN_BELOW
    counted = sum(session.kind != "break" for session in names.sessions.values())
    told = Told(
        registrants=number_words(registrants // ROUNDED_TO * ROUNDED_TO) if shown else None,
        countries=number_words(countries) if shown else None,
        sessions=number_words(counted),
        as_of=today,
    )
    tomorrow = today + timedelta(days=1)
    text = render_template("public/figures.html", told=told, counted=None, **_frame(event))
    return Page(text, until=tomorrow if over_at is None else min(tomorrow, over_at))


def _page_when_over(slug: str, now: datetime) -> Page:
    event = found(public_event(slug))
    names = names_of(event.id)
    language = reader_language()
    counted = protected(figures_of(event, cut_off=now, now=now))
    weeks = registrations_by_week(registered_quarters(event.id, now), zone(event.zone))
    text = render_template(
        "public/figures.html",
        told=None,
        counted=counted,
        in_short=figure_page.headlines(counted, IN_SHORT),
        on_demand=figure_page.headlines(counted, ON_DEMAND),
        registrant_map=world_map(counted.registrants.by_country),
        countries=figure_groups.country_grouping(
            counted.registrants.by_country, str(_("Registrants by country")), "countries", language
        ),
        groupings=figure_groups.groupings(counted, language),
        genders=_genders(counted, language),
        weeks=figure_page.week_chart(weeks, language),
        stops=figure_page.stop_parts(counted, names, language),
        not_measured=not_measured(counted),
        definitions_version=DEFINITIONS_VERSION,
        **_frame(event),
    )
    return Page(text)


def _genders(counted: Figures, language: str) -> tuple[tuple[str, figure_groups.GenderShare], ...]:
    return (
        (str(_("Registrants")), figure_groups.gender_share(counted.registrants.gender, language)),
        (str(_("Speakers")), figure_groups.gender_share(counted.speakers.gender, language)),
    )


def not_measured(counted: Figures) -> list[str]:
    """Say in words what is missing, so that nobody takes it for none."""
    missing = []
    if counted.check_ins is None:
        missing.append(str(_("Arrivals on site were not recorded.")))
    if not counted.viewing.logins:
        missing.append(str(_("No log-ins were recorded, so nothing is known about live viewers.")))
    if not counted.on_demand.plays:
        missing.append(str(_("No plays of recordings were recorded.")))
    return missing


def _frame(event: Event) -> dict[str, object]:
    return {
        "event": event,
        "frame": event_frame(event, reader_language()),
        "here": Here(event_path(event.slug, "figures"), (), reader_zone()),
        "rounded_to": ROUNDED_TO,
    }
