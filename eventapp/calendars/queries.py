"""What calendar files show, read as plain rows in one statement."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import sqlalchemy as sa

from eventapp.calendars.identity import Origin
from eventapp.events.models import Event, Stop
from eventapp.events.rules import CANCELLED, DRAFT
from eventapp.foundation.bilingual import Text, known_language
from eventapp.foundation.database import db
from eventapp.programme.models import Appearance, Session, Track
from eventapp.programme.queries import PUBLIC_STATES
from eventapp.speakers.models import Speaker


class CalendarEvent(NamedTuple):
    """What calendar files say of the event itself."""

    id: int
    created_at: datetime
    version: int
    slug: str
    name_en: str
    name_sv: str
    zone: str
    format: str
    languages: str
    state: str

    @property
    def is_cancelled(self) -> bool:
        """Tell whether nothing of it is held."""
        return self.state == CANCELLED

    @property
    def origin(self) -> Origin:
        """What lasting names of the event's things are made for."""
        return Origin(self.id, self.created_at)

    @property
    def language(self) -> str:
        """The event's own language, or English where the site does not speak it."""
        return known_language((self.languages.split() or [""])[0])

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(self.name_en, self.name_sv)


class CalendarSession(NamedTuple):
    """A session as calendars show it."""

    code: str
    stop_code: str
    stop_title_en: str
    stop_title_sv: str
    track: str | None
    kind: str
    state: str
    zone: str
    wall_starts: datetime
    wall_ends: datetime
    starts_at: datetime
    ends_at: datetime
    title_en: str
    title_sv: str
    abstract_en: str
    abstract_sv: str
    theme: str
    sequence: int
    changed_at: datetime
    people: tuple["CalendarPerson", ...]


class CalendarPerson(NamedTuple):
    """A speaker of a session as calendars show them."""

    given_name: str
    family_name: str
    organisation: str
    country_code: str
    role: str

    @property
    def name(self) -> str:
        """The name as it is written; either part may be empty."""
        return f"{self.given_name} {self.family_name}".strip()


class Calendar(NamedTuple):
    """An event with the sessions that a calendar file is to show."""

    event: CalendarEvent
    sessions: tuple[CalendarSession, ...]


_EVENT = (
    Event.id,
    Event.created_at,
    Event.version,
    Event.slug,
    Event.name_en,
    Event.name_sv,
    Event.zone,
    Event.format,
    Event.languages,
    Event.state,
)
_SESSION = (
    Session.code,
    Stop.code,
    Stop.title_en,
    Stop.title_sv,
    Track.name,
    Session.kind,
    Session.state,
    Session.zone,
    Session.wall_starts,
    Session.wall_ends,
    Session.starts_at,
    Session.ends_at,
    Session.title_en,
    Session.title_sv,
    Session.abstract_en,
    Session.abstract_sv,
    Session.theme,
    Session.sequence,
    Session.changed_at,
)
_PERSON = (
    Speaker.given_name,
    Speaker.family_name,
    Speaker.organisation,
    Speaker.country_code,
    Appearance.role,
)


def calendar_of(
    event_id: int,
    *,
    stop_code: str | None = None,
    code: str | None = None,
    codes: Collection[str] | None = None,
) -> Calendar | None:
    """Give the event with its public sessions by start, or None when there is no such event.

    All sessions but the breaks, which nobody plans a day around, or those of one stop; or the one
    of that code, or those of `codes`, of whatever kind. One statement, unless there is no session
    to be found.
    """
    chosen = [Event.id == event_id, Session.state.in_(PUBLIC_STATES)]
    if codes is not None:
        chosen.append(Session.code.in_(codes))
    else:
        chosen.append(Session.kind != "break" if code is None else Session.code == code)
    if stop_code is not None:
        chosen.append(Stop.code == stop_code)
    rows: Sequence[Any] = db.session.execute(
        sa.select(*_EVENT, *_SESSION, *_PERSON, Session.id)
        .select_from(Session)
        .join(Event, Event.id == Session.event_id)
        .join(Stop, Stop.id == Session.stop_id)
        .outerjoin(Track, Track.id == Session.track_id)
        .outerjoin(Appearance, Appearance.session_id == Session.id)
        .outerjoin(Speaker, Speaker.id == Appearance.speaker_id)
        .where(*chosen)
        .order_by(Session.starts_at, Session.code, Appearance.position, Appearance.id)
    ).all()
    if rows:
        sessions = (_session(list(group)) for _id, group in groupby(rows, key=itemgetter(-1)))
        return Calendar(CalendarEvent(*rows[0][: len(_EVENT)]), tuple(sessions))
    event: Any = db.session.execute(sa.select(*_EVENT).where(Event.id == event_id)).first()
    return Calendar(CalendarEvent(*event), ()) if event else None


def _session(rows: Sequence[Any]) -> CalendarSession:
    """Give the session that stands in each of the rows, with the people of all of them."""
    first, last = len(_EVENT), len(_EVENT) + len(_SESSION)
    people = (row[last:-1] for row in rows)
    present = tuple(CalendarPerson(*person) for person in people if person[-1] is not None)
    return CalendarSession._make((*rows[0][first:last], present))


class PublicPages(NamedTuple):
    """An event with its sessions' codes and the moments they were changed."""

    slug: str
    sessions: tuple[tuple[str, datetime], ...]


def public_pages() -> list[PublicPages]:
    """Give what has public pages of its own, the newest events first, in one statement."""
    newest = (
        sa.select(Stop.event_id, sa.func.min(Stop.starts_at).label("starts_at"))
        .group_by(Stop.event_id)
        .subquery()
    )
    public = sa.and_(Session.event_id == Event.id, Session.state.in_(PUBLIC_STATES))
    rows: Iterable[Any] = db.session.execute(
        sa.select(Event.slug, Session.code, Session.changed_at)
        .outerjoin(newest, newest.c.event_id == Event.id)
        .outerjoin(Session, public)
        .where(Event.state != DRAFT)
        .order_by(newest.c.starts_at.desc().nulls_first(), Event.slug, Session.code)
    )
    return [
        PublicPages(slug, tuple((row[1], row[2]) for row in group if row[1] is not None))
        for slug, group in groupby(rows, key=itemgetter(0))
    ]
