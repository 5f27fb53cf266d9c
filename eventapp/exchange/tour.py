"""A tour from a TOML file: an event with its series and stops."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from eventapp.events.actions import save_tour
from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug, stops_of
from eventapp.events.rules import FORMATS, EventDetails, SeriesDetails, StopDetails, TourDetails
from eventapp.exchange.columns import (
    LARGEST_INTEGER,
    code,
    country,
    day,
    integer,
    language,
    long_text,
    one_of,
    slug,
    text,
    wall_time,
    word,
    zone,
)
from eventapp.exchange.incoming import Stored
from eventapp.exchange.moments import instant_at
from eventapp.exchange.problems import CellRefused
from eventapp.exchange.toml_keys import Key, Source, of_text, of_texts, whole_number, yes_or_no
from eventapp.foundation.countries import country_of_zone
from eventapp.programme.queries import sessions_outside_stops
from eventapp.roster.stops import span_of, take_shifts_along

LONGEST_NAME = 200
LONGEST_LANGUAGES = 200
MOST_NAMED = 12

_NAME = of_text(text(LONGEST_NAME, filled=True))
_LONG = of_text(long_text)
_PLACES = whole_number(integer(LARGEST_INTEGER))
_MOMENT = of_text(wall_time)

SERIES = (Key("slug", of_text(slug)), Key("name_en", _NAME), Key("name_sv", _NAME))
EVENT = (
    Key("slug", of_text(slug)),
    Key("name_en", _NAME),
    Key("name_sv", _NAME),
    Key("description_en", _LONG, needed=False),
    Key("description_sv", _LONG, needed=False),
    Key("kind", of_text(word)),
    Key("format", of_text(one_of(FORMATS))),
    Key("zone", of_text(zone)),
    Key("country", of_text(country), needed=False),
    Key("languages", of_texts(language)),
    Key("registration_opens", _MOMENT, needed=False),
    Key("registration_closes", _MOMENT, needed=False),
    Key("free_of_charge", yes_or_no, needed=False, missing=True),
    Key("recordings_until", of_text(day), needed=False),
    Key("capacity_online", _PLACES, needed=False),
    Key("capacity_onsite", _PLACES, needed=False),
)
STOP = (
    Key("code", of_text(code)),
    Key("title_en", _NAME),
    Key("title_sv", _NAME),
    Key("zone", of_text(zone)),
    Key("starts", _MOMENT),
    Key("ends", _MOMENT),
)


def import_tour(path: Path, *, actor: str, now: datetime) -> tuple[Event, Stored]:
    """Store the event of a file with its series and stops. Raises FileRefused."""
    source = Source(path)
    tour = read_tour(source)
    known = event_by_slug(tour.event.slug)
    before = {stop.code: span_of(stop) for stop in stops_of(known.id)} if known else {}
    event, changed = save_tour(tour, now=now)
    _check_sessions(source, event.id, tour.stops)
    for stop in stops_of(event.id):
        take_shifts_along(stop, before.get(stop.code, span_of(stop)), actor=actor, now=now)
    return event, Stored(len(tour.stops), changed)


def read_tour(source: Source) -> TourDetails:
    """Give what a file tells of a tour. Raises FileRefused."""
    source.check_tables(("series", "event", "stops"))
    series, event, stops = _series(source), _event(source), tuple(_stops(source))
    source.problems.check()
    if series is None or event is None:
        message = "a table is missing and no problem was noted"
        raise AssertionError(message)
    return TourDetails(series, event, stops)


def _series(source: Source) -> SeriesDetails | None:
    table = source.table("series")
    values = None if table is None else source.values(table, SERIES, "series")
    return None if values is None else SeriesDetails(**values)


def _event(source: Source) -> EventDetails | None:
    table = source.table("event")
    values = None if table is None else source.values(table, EVENT, "event")
    if values is None:
        return None
    opens, closes = values.pop("registration_opens"), values.pop("registration_closes")
    opens_at = _instant(source, opens, values["zone"], ("event", 0, "registration_opens"))
    closes_at = _instant(source, closes, values["zone"], ("event", 0, "registration_closes"))
    if opens_at and closes_at and closes_at <= opens_at:
        reason = "is not after registration_opens — a later time is taken"
        source.add(reason, ("event", 0, "registration_closes"))
    return EventDetails(
        country_code=values.pop("country") or country_of_zone(values["zone"]),
        languages=_languages(source, values.pop("languages")),
        wall_registration_opens=opens,
        wall_registration_closes=closes,
        registration_opens_at=opens_at,
        registration_closes_at=closes_at,
        recordings_until_on=values.pop("recordings_until"),
        **values,
    )


def _languages(source: Source, tags: list[str]) -> str:
    joined = " ".join(dict.fromkeys(tags))
    if len(joined) > LONGEST_LANGUAGES:
        source.add(f"are too many — {LONGEST_LANGUAGES} letters", ("event", 0, "languages"))
    return joined


def _instant(
    source: Source, wall: datetime | None, zone_name: str, place: tuple[str, int, str]
) -> datetime | None:
    if wall is None:
        return None
    try:
        return instant_at(wall, zone_name)
    except CellRefused as refused:
        source.add(str(refused), place)
        return None


def _stops(source: Source) -> Iterator[StopDetails]:
    seen: set[str] = set()
    for number, table in enumerate(source.tables("stops")):
        values = source.values(table, STOP, "stops", number)
        if values is None:
            continue
        if values["code"] in seen:
            source.add("this code stands already — every one once", ("stops", number, "code"))
        seen.add(values["code"])
        stop = _stop(source, values, number)
        if stop is not None:
            yield stop


def _stop(source: Source, values: dict[str, Any], number: int) -> StopDetails | None:
    starts, ends = values.pop("starts"), values.pop("ends")
    starts_at = _instant(source, starts, values["zone"], ("stops", number, "starts"))
    ends_at = _instant(source, ends, values["zone"], ("stops", number, "ends"))
    if starts_at is None or ends_at is None:
        return None
    if ends_at <= starts_at:
        source.add("is not after starts — a later time is taken", ("stops", number, "ends"))
    return StopDetails(
        **values, wall_starts=starts, wall_ends=ends, starts_at=starts_at, ends_at=ends_at
    )


def _check_sessions(source: Source, event_id: int, stops: tuple[StopDetails, ...]) -> None:
    """Refuse stops that were moved away from sessions which are already in the programme."""
    numbers = {stop.code: number for number, stop in enumerate(stops)}
    outside: dict[str, list[str]] = {}
    for stop_code, session_code in sessions_outside_stops(event_id):
        outside.setdefault(stop_code, []).append(session_code)
    for stop_code, sessions in outside.items():
        named = ", ".join(sessions[:MOST_NAMED])
        more = f" and {len(sessions) - MOST_NAMED} more" if len(sessions) > MOST_NAMED else ""
        reason = f"these sessions would lie outside: {named}{more} — move them first"
        source.add(reason, ("stops", numbers.get(stop_code, 0), "starts"))
    source.problems.check()
