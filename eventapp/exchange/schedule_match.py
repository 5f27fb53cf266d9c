"""The sessions of a schedule file beside those that are stored: which is which, and what becomes.

The format carries less than we keep, so what it says of a known session is compared with what would
be written of it; where both agree, what is stored stays, with its zone and both languages.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from eventapp.calendars.identity import Origin, guid
from eventapp.events.models import Event, Stop
from eventapp.events.rules import StopDetails
from eventapp.exchange.programme import LONGEST_TITLE
from eventapp.exchange.schedule_export import LONGEST_DURATION, room_name
from eventapp.exchange.schedule_talks import Talk
from eventapp.foundation.bilingual import LANGUAGES, Text, known_language
from eventapp.foundation.plain_letters import plain
from eventapp.foundation.timezones import to_wall
from eventapp.programme.queries import ProgrammeSession
from eventapp.programme.rules import KINDS, PUBLISHED, SessionDetails
from eventapp.programme.themes import LONGEST_THEME, THEMES, theme_name

_KINDS_BY_WORD = {
    "keynote": "keynote",
    "workshop": "workshop",
    "panel": "panel",
    "tutorial": "training",
    "training": "training",
    "break": "break",
    "lunch": "break",
    "coffee": "break",
    "opening": "opening",
    "closing": "closing",
}
_NO_PART_OF_A_THEME = re.compile("[^a-z0-9]+")
_NOT_WRITTEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Known(NamedTuple):
    """What is stored of an event, by all names under which a file may mean it."""

    event: Event
    sessions: Mapping[str, ProgrammeSession]
    by_guid: Mapping[str, ProgrammeSession]

    def session_of(self, talk: Talk) -> ProgrammeSession | None:
        """Give the session that a file means, or None when it is new."""
        return self.by_guid.get(talk.guid) or self.sessions.get(talk.code)


def known_sessions(event: Event, sessions: Sequence[ProgrammeSession]) -> Known:
    """Give what is stored, ready to be compared."""
    origin = Origin(event.id, event.created_at)
    return Known(
        event,
        {session.code: session for session in sessions},
        {guid(origin, "session", session.code): session for session in sessions},
    )


class Times(NamedTuple):
    """When a session is: its zone, its wall times, the instants they mean."""

    zone: str
    wall_starts: datetime
    wall_ends: datetime
    starts_at: datetime
    ends_at: datetime


def times_of(talk: Talk, session: ProgrammeSession | None, zone: str) -> Times:
    """Give the times of a session: those stored where the file has the same ones, to the minute."""
    if session is None:
        return _times(talk.starts_at, talk.ends_at, zone)
    length = min(session.ends_at - session.starts_at, LONGEST_DURATION)
    minutes = length // timedelta(minutes=1)
    if talk.starts_at == session.starts_at and talk.duration == timedelta(minutes=minutes):
        return Times(
            session.zone,
            session.wall_starts,
            session.wall_ends,
            session.starts_at,
            session.ends_at,
        )
    return _times(talk.starts_at, talk.ends_at, session.zone)


def _times(starts_at: datetime, ends_at: datetime, zone: str) -> Times:
    opens, closes = (to_wall(moment, zone).replace(fold=0) for moment in (starts_at, ends_at))
    return Times(zone, opens, closes, starts_at, ends_at)


def details_of(
    talk: Talk,
    session: ProgrammeSession | None,
    stop: Stop | StopDetails,
    times: Times,
    event: Event,
) -> SessionDetails:
    """Give what is to be stored of a session in a stop, whose number is 0 until it is made."""
    language = known_language(talk.language or event.languages.split(" ")[0])
    title, abstract, theme = Text(), Text(), ""
    if session is not None:
        title = Text(session.title_en, session.title_sv)
        abstract = Text(session.abstract_en, session.abstract_sv)
        theme = session.theme
    code = session.code if session else talk.code
    title = _told(talk.title[:LONGEST_TITLE], title, language, instead=code)
    abstract = _told(talk.abstract, abstract, language)
    return SessionDetails(
        code=code,
        stop_id=stop.id if isinstance(stop, Stop) else 0,
        track=_track(talk.room, session, stop),
        kind=_kind(talk.kind, session),
        state=session.state if session else PUBLISHED,
        **times._asdict(),
        title_en=title.en,
        title_sv=title.sv,
        abstract_en=abstract.en,
        abstract_sv=abstract.sv,
        theme=_theme(talk.track, theme),
        host_country_code=session.host_country_code if session else "",
        guest_zone=session.guest_zone if session else "",
        language=_language(talk.language, session, event),
        capacity=None,
    )


def _told(told: str, stored: Text, language: str, *, instead: str = "") -> Text:
    """Give the text with what a file tells of it, unless that is written already."""
    written = {_written(stored.in_language(name)) or instead for name in LANGUAGES}
    if told in written:
        return stored
    return Text(stored.en, told) if language == "sv" else Text(told, stored.sv)


def _written(text: str) -> str:
    """Give a text as an XML file carries it."""
    return _NOT_WRITTEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def _track(room: str, session: ProgrammeSession | None, stop: Stop | StopDetails) -> str:
    """Give the track of a room; a stop without tracks is written as a room of its name."""
    stored = (session.track or "") if session else ""
    if stored and room_name(stored) == room:
        return stored
    if session and not stored and room in rooms_of_stop(stop):
        return ""
    return room


def rooms_of_stop(stop: Stop | StopDetails) -> frozenset[str]:
    """Give the rooms as which a stop without tracks may be written."""
    return frozenset({room_name(stop.title_en), room_name(stop.title_sv), stop.code})


def _kind(told: str, session: ProgrammeSession | None) -> str:
    if told in KINDS:
        return told
    if session is not None:
        return session.kind
    words = told.casefold()
    return next((kind for word, kind in _KINDS_BY_WORD.items() if word in words), "talk")


def _theme(told: str, stored: str) -> str:
    """Give the code of a theme by its name in any language of the site."""
    if stored and told in {theme_name(stored, language) for language in LANGUAGES}:
        return stored
    for code, name in THEMES.items():
        if told in {name.en, name.sv}:
            return code
    return _NO_PART_OF_A_THEME.sub("_", plain(told))[:LONGEST_THEME].strip("_")


def _language(told: str, session: ProgrammeSession | None, event: Event) -> str:
    own = (event.languages.split(" ") or [""])[0]
    if session is not None and not session.language and told in {own, *LANGUAGES}:
        return ""
    return told
