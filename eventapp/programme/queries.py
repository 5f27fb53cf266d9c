"""Reads of the programme, as plain rows: a page of 500 sessions makes no objects of the ORM."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventapp.events.models import Stop
from eventapp.foundation.database import db
from eventapp.programme.models import Appearance, Session, Track
from eventapp.programme.working import working_line_up, working_sessions
from eventapp.speakers.models import Speaker

PUBLIC_STATES = ("published", "cancelled")


class LineUpPerson(NamedTuple):
    """A speaker in a session, as the programme shows them."""

    code: str
    given_name: str
    family_name: str
    country_code: str
    zone: str
    organisation: str
    role: str

    @property
    def name(self) -> str:
        """The name as it is written: given name first, either part may be empty."""
        return f"{self.given_name} {self.family_name}".strip()


class ProgrammeSession(NamedTuple):
    """A session with all that a programme, a calendar or an exchange file shows of it."""

    id: int
    code: str
    stop_code: str
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
    host_country_code: str
    guest_zone: str
    language: str
    track: str | None
    sequence: int
    changed_at: datetime
    created_at: datetime
    people: tuple[LineUpPerson, ...]
    capacity: int | None = None

    def title(self, language: str) -> str:
        """Give the title in `language`, else in the other one."""
        first, second = self.title_en, self.title_sv
        return (second or first) if language == "sv" else (first or second)

    def abstract(self, language: str) -> str:
        """Give the abstract in `language`, else in the other one."""
        first, second = self.abstract_en, self.abstract_sv
        return (second or first) if language == "sv" else (first or second)


def _columns(session: type[Session]) -> tuple[Any, ...]:
    """Give what is read of a session, in the order of ProgrammeSession up to its people."""
    return (
        session.id,
        session.code,
        Stop.code,
        session.kind,
        session.state,
        session.zone,
        session.wall_starts,
        session.wall_ends,
        session.starts_at,
        session.ends_at,
        session.title_en,
        session.title_sv,
        session.abstract_en,
        session.abstract_sv,
        session.theme,
        session.host_country_code,
        session.guest_zone,
        session.language,
        Track.name,
        session.sequence,
        session.changed_at,
        session.created_at,
        session.capacity,
    )


def programme_of(
    event_id: int, *, states: tuple[str, ...] = PUBLIC_STATES
) -> tuple[ProgrammeSession, ...]:
    """Give the event's public sessions with their line-up, by start, then track and code.

    Two statements, whatever the number of sessions. Drafts are left out unless asked for.
    """
    return _programme(event_id, states, Session, Appearance)


def working_programme_of(event_id: int, *, states: tuple[str, ...]) -> tuple[ProgrammeSession, ...]:
    """Give the sessions as `programme_of` does, with what waits for the next release."""
    sessions = working_sessions(Session.event_id == event_id)
    return _programme(event_id, states, sessions, working_line_up())


def _programme(
    event_id: int,
    states: tuple[str, ...],
    session: type[Session],
    appearance: type[Appearance],
) -> tuple[ProgrammeSession, ...]:
    people = _line_up(event_id, appearance)
    rows = db.session.execute(
        sa.select(*_columns(session))
        .join(Stop, Stop.id == session.stop_id)
        .outerjoin(Track, Track.id == session.track_id)
        .where(session.event_id == event_id, session.state.in_(states))
        .order_by(session.starts_at, Track.position.nulls_first(), session.ends_at, session.code)
    )
    return tuple(
        ProgrammeSession._make((*row[:-1], people.get(row[0], ()), row[-1]))  # as in `_columns`
        for row in rows
    )


def _line_up(event_id: int, appearance: type[Appearance]) -> dict[int, tuple[LineUpPerson, ...]]:
    rows = db.session.execute(
        sa.select(
            appearance.session_id,
            Speaker.code,
            Speaker.given_name,
            Speaker.family_name,
            Speaker.country_code,
            Speaker.zone,
            Speaker.organisation,
            appearance.role,
        )
        .join(Speaker, Speaker.id == appearance.speaker_id)
        .where(Speaker.event_id == event_id)
        .order_by(appearance.session_id, appearance.position, appearance.id)
    )
    people: dict[int, list[LineUpPerson]] = defaultdict(list)
    for session_id, *person in rows:
        people[session_id].append(LineUpPerson(*person))
    return {session_id: tuple(persons) for session_id, persons in people.items()}


def guest_zones() -> dict[int, tuple[str, ...]]:
    """Give the zones of the guests of each stop, by the stop's id, in order of their sessions."""
    rows = db.session.execute(
        sa.select(Session.stop_id, Session.guest_zone)
        .where(Session.guest_zone != "", Session.state.in_(PUBLIC_STATES))
        .group_by(Session.stop_id, Session.guest_zone)
        .order_by(Session.stop_id, sa.func.min(Session.starts_at), Session.guest_zone)
    )
    zones: dict[int, list[str]] = defaultdict(list)
    for stop_id, zone_name in rows:
        zones[stop_id].append(zone_name)
    return {stop_id: tuple(names) for stop_id, names in zones.items()}


def session_ids(event_id: int) -> dict[str, int]:
    """Give the number of every session of the event, drafts too, by its code."""
    rows = db.session.execute(
        sa.select(Session.code, Session.id)
        .where(Session.event_id == event_id)
        .order_by(Session.starts_at, Session.code)
    )
    return {row[0]: row[1] for row in rows}


def session_by_code(event_id: int, code: str) -> Session | None:
    """Give a session of the event in whatever state, with its stop and track, or None."""
    if "\0" in code:
        return None
    return db.session.scalar(
        sa.select(Session)
        .where(Session.event_id == event_id, Session.code == code)
        .options(joinedload(Session.stop), joinedload(Session.track))
    )


def tracks_of(event_id: int) -> Sequence[Track]:
    """Give the tracks of the event's stops, by stop and position."""
    return db.session.scalars(
        sa.select(Track)
        .join(Stop, Stop.id == Track.stop_id)
        .where(Stop.event_id == event_id)
        .order_by(Stop.starts_at, Stop.code, Track.position, Track.id)
    ).all()


def sessions_outside_stops(event_id: int) -> list[tuple[str, str]]:
    """Give the codes of stop and session for sessions not within their stop's times."""
    rows = db.session.execute(
        sa.select(Stop.code, Session.code)
        .join(Stop, Stop.id == Session.stop_id)
        .where(
            Session.event_id == event_id,
            sa.or_(Session.starts_at < Stop.starts_at, Session.ends_at > Stop.ends_at),
        )
        .order_by(Stop.code, Session.code)
    )
    return [(stop, session) for stop, session in rows]
