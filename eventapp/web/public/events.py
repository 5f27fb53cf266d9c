"""The page of an event: what it is, when, with whom, and how to take part or how it went."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from flask import Response, render_template

from eventapp.events.models import Event
from eventapp.events.queries import EventSpan, event_with_stops, versions_of
from eventapp.events.rules import PUBLISHED, window_state
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import day_of
from eventapp.programme.public_speakers import public_speakers
from eventapp.programme.queries import ProgrammeSession, programme_of
from eventapp.proposals.models import ProposalCall
from eventapp.proposals.queries import call_of
from eventapp.registration.queries import Reach, reach_of_event
from eventapp.web.addresses import base_url
from eventapp.web.day_words import day_words, range_words
from eventapp.web.display import country_words
from eventapp.web.errors import found
from eventapp.web.kept import Page, kept
from eventapp.web.locale import reader_language, reader_zone
from eventapp.web.moments import Moment, moment
from eventapp.web.public.addresses import Here, event_path, served
from eventapp.web.public.event_frame import (
    EventFrame,
    event_frame,
    registration_state,
    replacement_name,
)
from eventapp.web.public.reader_days import next_moment
from eventapp.web.public.stop_cards import StopCard, stop_cards
from eventapp.web.public.structured import event_json_ld


class Registering(NamedTuple):
    """Whether one can register; state is that of `registration_state`."""

    state: str
    opens: tuple[Moment, ...]
    closes: tuple[Moment, ...]


class CountryCount(NamedTuple):
    """How many speakers come from a country."""

    code: str
    name: str
    speakers: int


class Totals(NamedTuple):
    """What an event amounts to in a few numbers.

    `reach` is None until registration is closed too: a number that moves with every registration
    would tell who it was that registered.
    """

    reach: Reach | None
    speakers: int
    speaker_countries: int
    sessions: int


def show_event(slug: str) -> Response:
    """Show one event."""
    versions = found(versions_of(slug))
    now = utc_now()
    return kept(lambda: event_page(slug, now), versions.version, versions.figures_version)


def event_page(slug: str, now: datetime) -> Page:
    """Render the page as it reads at `now`."""
    event, stops = found(event_with_stops(slug))
    sessions = programme_of(event.id)
    language = reader_language()
    frame = event_frame(event, language)
    call = call_of(event.id)
    cards = stop_cards(stops, sessions, frame, now=now, language=language)
    countries = _countries(event.id, language)
    path = event_path(slug)
    starts_at = min((stop.starts_at for stop in stops), default=None)
    ends_at = max((stop.ends_at for stop in stops), default=None)
    over_at = EventSpan(event, starts_at, ends_at).over_at
    reach = reach_of_event(event.id, now=now) if over_at and over_at <= now else None
    text = render_template(
        "public/event.html",
        event=event,
        frame=frame,
        here=Here(path, (), reader_zone()),
        description=Text(event.description_en, event.description_sv).shown_in(language),
        dates=_dates(starts_at, ends_at, frame, language),
        replaced_by=replacement_name(event, language),
        phase=_phase(starts_at, ends_at, now),
        stops=cards,
        has_tour=_is_tour(cards),
        registering=_registering(event, ends_at, frame, now),
        register=served(f"{path}/register"),
        proposing=_proposing(event, call, frame, language, now),
        figures=served(f"{path}/figures"),
        speakers=served(f"{path}/speakers"),
        languages=event.languages.split(),
        recordings_until=(
            day_words(event.recordings_until_on, language) if event.recordings_until_on else ""
        ),
        countries=countries,
        totals=_totals(reach, sessions, countries),
        json_ld=event_json_ld(event, stops, language=language, url=base_url() + path),
    )
    moments = [event.registration_opens_at, event.registration_closes_at]
    moments += [call.opens_at, call.closes_at] if call else []
    moments += [at for stop in stops for at in (stop.starts_at, stop.ends_at)]
    return Page(text, until=next_moment(moments, now))


def _is_tour(cards: Sequence[StopCard]) -> bool:
    """Tell whether there is a sun to be seen moving: several stops, or several skies."""
    return len(cards) > 1 or any(len(card.spans) > 1 for card in cards)


def _dates(
    starts_at: datetime | None, ends_at: datetime | None, frame: EventFrame, language: str
) -> str:
    """Give the days of the event in its own zone."""
    if starts_at is None or ends_at is None:
        return ""
    first, last = day_of(starts_at, frame.own_zone), day_of(ends_at, frame.own_zone)
    return range_words(first, last, language)


def _phase(starts_at: datetime | None, ends_at: datetime | None, now: datetime) -> str:
    """Tell whether the event is coming, running or past."""
    if starts_at is None or ends_at is None or now < starts_at:
        return "coming"
    return "running" if now < ends_at else "past"


def _registering(
    event: Event, ends_at: datetime | None, frame: EventFrame, now: datetime
) -> Registering:
    opens, closes, language = (
        event.registration_opens_at,
        event.registration_closes_at,
        reader_language(),
    )
    state = registration_state(event, ends_at, now)
    return Registering(
        state, moments_for(opens, frame, language), moments_for(closes, frame, language)
    )


def _proposing(
    event: Event, call: ProposalCall | None, frame: EventFrame, language: str, now: datetime
) -> tuple[Moment, ...]:
    """Give until when sessions can be proposed; nothing where they cannot be now."""
    if call is None or event.state != PUBLISHED:
        return ()
    if window_state(call.opens_at, call.closes_at, now=now) != "open":
        return ()
    return moments_for(call.closes_at, frame, language)


def moments_for(at: datetime | None, frame: EventFrame, language: str) -> tuple[Moment, ...]:
    """Give a moment in the event's zone and, where it has another clock, in the reader's."""
    if at is None:
        return ()
    own = moment(at, frame.own_zone, language)
    readers = moment(at, frame.zone, language)
    same = (own.day, own.time, own.offset) == (readers.day, readers.time, readers.offset)
    return (own,) if same else (own, readers)


def _countries(event_id: int, language: str) -> tuple[CountryCount, ...]:
    """Give the countries of the speakers, those with the most first."""
    counts = Counter(speaker.country_code for speaker in public_speakers(event_id))
    counted = (
        CountryCount(code, country_words(code, language), count) for code, count in counts.items()
    )
    return tuple(sorted(counted, key=lambda one: (-one.speakers, one.name)))


def _totals(
    reach: Reach | None,
    sessions: Sequence[ProgrammeSession],
    countries: Sequence[CountryCount],
) -> Totals:
    return Totals(
        reach=reach,
        speakers=sum(country.speakers for country in countries),
        speaker_countries=len(countries),
        sessions=sum(
            session.kind != "break" and session.state != "cancelled" for session in sessions
        ),
    )
