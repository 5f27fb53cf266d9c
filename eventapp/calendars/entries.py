"""What a calendar says of a session or a stop, in one language.

Nothing here is secret: calendars are passed on, so links lead to public pages only.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import quote

from eventapp.calendars.files import Entry
from eventapp.calendars.identity import guid
from eventapp.calendars.queries import CalendarEvent, CalendarPerson, CalendarSession
from eventapp.events.models import Stop
from eventapp.foundation.bilingual import Text
from eventapp.foundation.countries import country_name
from eventapp.programme.themes import theme_name


class Words(NamedTuple):
    """What calendar files say in the language they are in."""

    language: str
    online: str
    cancelled: str
    """With `%(title)s` where the title goes."""
    roles: Mapping[str, str]


def session_entries(
    event: CalendarEvent, sessions: Iterable[CalendarSession], words: Words, base_url: str
) -> list[Entry]:
    """Give the calendar's entries of the sessions; those cancelled stay and say so."""
    address = f"{base_url}/events/{quote(event.slug, safe='')}/sessions/"
    return [
        _session_entry(event, session, words, address + quote(session.code, safe=""))
        for session in sessions
    ]


def stop_entries(
    event: CalendarEvent, stops: Iterable[Stop], words: Words, base_url: str
) -> list[Entry]:
    """Give an entry for each stop: the calendar of an event without a programme yet.

    A stop keeps no count of its changes, so the version of the event's pages stands for it.
    """
    name = event.name.in_language(words.language)
    if event.is_cancelled:
        name = words.cancelled % {"title": name}
    return [
        Entry(
            uid=guid(event.origin, "stop", stop.code),
            zone=stop.zone,
            wall_starts=stop.wall_starts,
            wall_ends=stop.wall_ends,
            starts_at=stop.starts_at,
            ends_at=stop.ends_at,
            summary=_joined(
                ": ", name, Text(stop.title_en, stop.title_sv).in_language(words.language)
            ),
            description="",
            location="" if event.format == "onsite" else words.online,
            url=f"{base_url}/events/{quote(event.slug, safe='')}",
            category="",
            sequence=event.version,
            changed_at=event.created_at,
            cancelled=event.is_cancelled,
        )
        for stop in stops
    ]


def _session_entry(
    event: CalendarEvent, session: CalendarSession, words: Words, address: str
) -> Entry:
    title = Text(session.title_en, session.title_sv).in_language(words.language) or session.code
    cancelled = event.is_cancelled or session.state == "cancelled"
    return Entry(
        uid=guid(event.origin, "session", session.code),
        zone=session.zone,
        wall_starts=session.wall_starts,
        wall_ends=session.wall_ends,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        summary=words.cancelled % {"title": title} if cancelled else title,
        description=_description(session, words, address),
        location=_location(event, session, words),
        url=address,
        category=theme_name(session.theme, words.language) if session.theme else "",
        sequence=session.sequence,
        changed_at=session.changed_at,
        cancelled=cancelled,
    )


def _location(event: CalendarEvent, session: CalendarSession, words: Words) -> str:
    """Tell where to go: online, or to which track of which stop."""
    stop = Text(session.stop_title_en, session.stop_title_sv).in_language(words.language)
    if event.format == "online":
        return _joined(" · ", words.online, session.track or "")
    online = words.online if event.format == "hybrid" else ""
    return _joined(" · ", session.track or "", stop, online)


def _description(session: CalendarSession, words: Words, address: str) -> str:
    """Give who speaks, what about, and where to read more: many readers show no URL."""
    people = "\n".join(_person_line(person, words) for person in session.people)
    abstract = Text(session.abstract_en, session.abstract_sv).in_language(words.language)
    return _joined("\n\n", people, abstract, address)


def _person_line(person: CalendarPerson, words: Words) -> str:
    country = country_name(person.country_code, words.language) if person.country_code else ""
    role = words.roles.get(person.role, person.role)
    return f"{_joined(', ', person.name, person.organisation, country)} ({role})"


def _joined(between: str, *parts: str) -> str:
    return between.join(part for part in parts if part)
