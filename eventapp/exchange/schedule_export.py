"""A programme as frab's exchange format has it: days, in them rooms, in them sessions.

The format knows one zone, so all times are those of the event's zone. A session belongs to the day
on which it starts there, also when it ends on the next. Its "room" is our track, or the stop where
there is no track; its "track" is our theme. It has no word for what is cancelled: apps that follow
a schedule tell their readers so when a session is gone from it, hence those are left out.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from eventapp.calendars.identity import Origin, guid
from eventapp.events.models import Event, Stop
from eventapp.events.queries import stops_of
from eventapp.exchange.schedule_slugs import acronym_of, slug_of, track_slug
from eventapp.foundation.bilingual import Text
from eventapp.foundation.database import db
from eventapp.foundation.timezones import zone
from eventapp.programme.queries import LineUpPerson, ProgrammeSession, programme_of
from eventapp.programme.themes import theme_name
from eventapp.speakers.models import Speaker

LONGEST_DURATION = timedelta(hours=23, minutes=59)
"""Readers take no longer one."""

_NO_PART_OF_A_NAME = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")


class Person(NamedTuple):
    """A speaker in a session."""

    id: int
    guid: str
    name: str


class Talk(NamedTuple):
    """A session as the format has it; the format's word would be "event"."""

    id: int
    guid: str
    code: str
    slug: str
    url: str
    room: str
    title: str
    kind: str
    theme: str
    language: str
    abstract: str
    starts_at: datetime
    ends_at: datetime
    do_not_record: bool | None
    persons: tuple[Person, ...]

    @property
    def duration(self) -> str:
        """The length as H:MM, whole minutes; that of more than a day is cut off."""
        length = min(
            self.ends_at.astimezone(UTC) - self.starts_at.astimezone(UTC), LONGEST_DURATION
        )
        hours, minutes = divmod(length // timedelta(minutes=1), 60)
        return f"{hours}:{minutes:02}"


class Day(NamedTuple):
    """A day of the event's zone with its rooms; it lasts while something is held."""

    number: int
    on: date
    starts_at: datetime
    ends_at: datetime
    rooms: Mapping[str, Sequence[Talk]]


class ScheduleTrack(NamedTuple):
    """A theme as the format has it."""

    name: str
    slug: str


class Schedule(NamedTuple):
    """All that a schedule file says."""

    version: str
    title: str
    acronym: str
    url: str
    base_url: str
    zone_name: str
    language: str
    tracks: tuple[ScheduleTrack, ...]
    rooms: Mapping[str, str]
    """Names with their UUIDs."""
    days: tuple[Day, ...]


class _Source(NamedTuple):
    """The rows that a schedule is made of."""

    event: Event
    stops: Sequence[Stop]
    sessions: Sequence[ProgrammeSession]
    person_ids: Mapping[str, int]
    language: str
    base_url: str

    @property
    def origin(self) -> Origin:
        return Origin(self.event.id, self.event.created_at)

    @property
    def there(self) -> ZoneInfo:
        return zone(self.event.zone)

    @property
    def url(self) -> str:
        return f"{self.base_url}/events/{quote(self.event.slug, safe='')}"


def schedule_of(event: Event, *, language: str, base_url: str) -> Schedule | None:
    """Give the event's schedule in a language, or None when nothing has a day yet.

    Five statements, whatever the number of sessions.
    """
    source = _Source(
        event=event,
        stops=stops_of(event.id),
        sessions=programme_of(event.id, states=("published",)),
        person_ids=_person_ids(event.id),
        language=language,
        base_url=base_url,
    )
    return _schedule(source) if source.stops else None


def _person_ids(event_id: int) -> dict[str, int]:
    rows = db.session.execute(
        sa.select(Speaker.code, Speaker.id).where(Speaker.event_id == event_id)
    )
    return {row.code: row.id for row in rows}


def _schedule(source: _Source) -> Schedule:
    event = source.event
    rooms_of_stops = _rooms_of_stops(source)
    talks = [_talk(source, session, rooms_of_stops) for session in source.sessions]
    days = _days(talks, source.there) or _empty_days(source, rooms_of_stops)
    rooms = {room: guid(source.origin, "room", room) for day in days for room in day.rooms}
    themes = sorted({session.theme for session in source.sessions if session.theme})
    return Schedule(
        version=str(event.release_number or event.version),
        title=Text(event.name_en, event.name_sv).in_language(source.language) or event.slug,
        acronym=acronym_of(event.slug),
        url=source.url,
        base_url=source.base_url,
        zone_name=event.zone,
        language=source.language,
        tracks=tuple(
            ScheduleTrack(theme_name(theme, source.language), track_slug(theme)) for theme in themes
        ),
        rooms=rooms,
        days=tuple(days),
    )


def _rooms_of_stops(source: _Source) -> dict[str, str]:
    """Give the room that a stop is where its sessions have no track."""
    return {
        stop.code: room_name(Text(stop.title_en, stop.title_sv).in_language(source.language))
        or stop.code
        for stop in source.stops
    }


def room_name(text: str) -> str:
    """Give a name on one line, of what XML can carry: sessions refer to rooms by it."""
    return " ".join(_NO_PART_OF_A_NAME.sub(" ", text).split())


def _talk(source: _Source, session: ProgrammeSession, rooms: Mapping[str, str]) -> Talk:
    title = session.title(source.language).strip() or session.code
    recorded = False if source.event.recordings_until_on else None
    return Talk(
        id=session.id,
        guid=guid(source.origin, "session", session.code),
        code=session.code,
        slug=slug_of(acronym_of(source.event.slug), session.id, title),
        url=f"{source.url}/sessions/{quote(session.code, safe='')}",
        room=room_name(session.track or "") or rooms[session.stop_code],
        title=title,
        kind=session.kind,
        theme=theme_name(session.theme, source.language) if session.theme else "",
        language=session.language or (source.event.languages.split() or [source.language])[0],
        abstract=session.abstract(source.language),
        starts_at=_in_zone(session.starts_at, source.there),
        ends_at=_in_zone(session.ends_at, source.there),
        do_not_record=True if session.kind == "break" else recorded,
        persons=_persons(source, session.people),
    )


def _persons(source: _Source, people: Sequence[LineUpPerson]) -> tuple[Person, ...]:
    """Give everybody of a line-up once, whatever their roles."""
    by_code = {person.code: person for person in people}
    return tuple(
        Person(source.person_ids[code], guid(source.origin, "speaker", code), person.name or code)
        for code, person in by_code.items()
    )


def _in_zone(instant: datetime, there: ZoneInfo) -> datetime:
    """Give an instant in the zone; in UTC where the zone's old offset has seconds.

    XML knows offsets of whole minutes only.
    """
    local = instant.astimezone(there)
    offset = local.utcoffset() or timedelta(0)
    return instant.astimezone(UTC) if offset % timedelta(minutes=1) else local


def _days(talks: Sequence[Talk], there: ZoneInfo) -> list[Day]:
    """Give the days on which something starts, in order."""
    by_day: dict[date, list[Talk]] = defaultdict(list)
    for talk in talks:
        by_day[talk.starts_at.astimezone(there).date()].append(talk)
    days = []
    for number, (on, of_day) in enumerate(sorted(by_day.items()), start=1):
        rooms: dict[str, list[Talk]] = defaultdict(list)
        for talk in of_day:
            rooms[talk.room].append(talk)
        ends_at = max((talk.ends_at for talk in of_day), key=datetime.timestamp)
        days.append(Day(number, on, of_day[0].starts_at, ends_at, dict(rooms)))
    return days


def _empty_days(source: _Source, rooms_of_stops: Mapping[str, str]) -> list[Day]:
    """Give the days of the stops, when there are no sessions: a schedule has at least one."""
    by_day: dict[date, list[Stop]] = defaultdict(list)
    for stop in source.stops:
        by_day[stop.starts_at.astimezone(source.there).date()].append(stop)
    return [
        Day(
            number,
            on,
            _in_zone(stops[0].starts_at, source.there),
            _in_zone(max(stop.ends_at for stop in stops), source.there),
            {rooms_of_stops[stop.code]: () for stop in stops},
        )
        for number, (on, stops) in enumerate(sorted(by_day.items()), start=1)
    ]
