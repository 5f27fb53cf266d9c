"""The stops of an event as cards, and the skies over the places that take part in each."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote

from flask_babel import ngettext

from eventapp.events.models import Stop
from eventapp.foundation.bilingual import Text
from eventapp.programme.queries import ProgrammeSession
from eventapp.web.day_words import heading_words, short_day_words
from eventapp.web.display import country_words
from eventapp.web.local_span import LocalSpan
from eventapp.web.moments import has_another_clock, span_in
from eventapp.web.public.event_frame import EventFrame

MOST_PLACES = 5


class StopCard(NamedTuple):
    """A stop: `spans` are its own time and then its guests', `others` what the card adds."""

    code: str
    title: str
    href: str
    day: str
    short_day: str
    state: str
    span: LocalSpan
    spans: tuple[LocalSpan, ...]
    others: tuple[LocalSpan, ...]
    reader: LocalSpan
    facts: tuple[str, ...]


def stop_cards(
    stops: Iterable[Stop],
    sessions: Sequence[ProgrammeSession],
    frame: EventFrame,
    *,
    now: datetime,
    language: str,
) -> tuple[StopCard, ...]:
    """Give the cards of the stops in order."""
    by_stop: dict[str, list[ProgrammeSession]] = {}
    for session in sessions:
        by_stop.setdefault(session.stop_code, []).append(session)
    return tuple(
        _card(stop, by_stop.get(stop.code, []), frame, now=now, language=language) for stop in stops
    )


def _card(
    stop: Stop,
    sessions: Sequence[ProgrammeSession],
    frame: EventFrame,
    *,
    now: datetime,
    language: str,
) -> StopCard:
    own = span_in(stop.starts_at, stop.ends_at, stop.zone, language)
    reader = span_in(stop.starts_at, stop.ends_at, frame.zone, language)
    guests = dict.fromkeys(session.guest_zone for session in sessions if session.guest_zone)
    places = [zone_name for zone_name in guests if zone_name != stop.zone][: MOST_PLACES - 1]
    return StopCard(
        code=stop.code,
        title=Text(stop.title_en, stop.title_sv).in_language(language) or stop.code,
        href=f"{frame.programme}?stop={quote(stop.code, safe='')}",
        day=heading_words(own.day, language),
        short_day=short_day_words(own.day, language),
        state="live" if stop.starts_at <= now < stop.ends_at else "",
        span=own,
        spans=(
            own,
            *(span_in(stop.starts_at, stop.ends_at, place, language) for place in places),
        ),
        others=(reader,) if has_another_clock(reader, own) else (),
        reader=reader,
        facts=_facts(sessions, language),
    )


def _facts(sessions: Sequence[ProgrammeSession], language: str) -> tuple[str, ...]:
    """Give how many sessions there are, and the countries of their hosts."""
    count = sum(one.kind != "break" and one.state != "cancelled" for one in sessions)
    if not count:
        return ()
    codes = dict.fromkeys(one.host_country_code for one in sessions if one.host_country_code)
    countries = ", ".join(country_words(code, language) for code in codes)
    words = ngettext("%(num)s session", "%(num)s sessions", count)
    return (words, countries) if countries else (words,)
