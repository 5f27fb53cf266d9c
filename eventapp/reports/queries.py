"""Reads what reports show: an event's figures, its names, how much there is of it."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from eventapp.attendance.models import LogIn, Play
from eventapp.events.models import Event, Stop
from eventapp.foundation.bilingual import Text
from eventapp.foundation.countries import continent_of
from eventapp.foundation.database import db, epoch_seconds
from eventapp.foundation.timezones import TZDATA_VERSION
from eventapp.programme.models import Session
from eventapp.registration.models import Registration
from eventapp.reports.figures import Figures, figures
from eventapp.reports.registering import QUARTER
from eventapp.reports.row_queries import (
    check_in_rows,
    earlier_rows,
    log_in_rows,
    play_rows,
    programme_rows,
    registration_rows,
)
from eventapp.reports.rows import AttendanceRows, Frame, PeopleRows
from eventapp.speakers.models import Speaker


class StopName(NamedTuple):
    """What a stop is called, and when it is held."""

    code: str
    title: Text
    zone: str
    starts_at: datetime
    ends_at: datetime


class SessionName(NamedTuple):
    """What a session is called, and when it is held."""

    code: str
    title: Text
    stop_code: str
    kind: str
    starts_at: datetime
    ends_at: datetime


class ProgrammeNames(NamedTuple):
    """The stops and the published sessions of an event by their codes, as they follow in time."""

    stops: dict[str, StopName]
    sessions: dict[str, SessionName]


class Telling(NamedTuple):
    """The versions of an event's pages, and the moments that decide what its figures tell."""

    event_id: int
    version: int
    figures_version: int
    registration_closes_at: datetime | None
    ends_at: datetime | None

    @property
    def over_at(self) -> datetime | None:
        """When all stops are over and registration is closed; None where nothing is dated."""
        if self.ends_at is None:
            return None
        return max(self.ends_at, self.registration_closes_at or self.ends_at)


class Holdings(NamedTuple):
    """How much is stored of an event; sessions of any state, withdrawn registrations too."""

    stops: int = 0
    sessions: int = 0
    speakers: int = 0
    registrations: int = 0
    log_ins: int = 0
    plays: int = 0


def figures_of(event: Event, *, cut_off: datetime, now: datetime) -> Figures:
    """Give all figures of the event, counted from what is stored now.

    Nine statements, whatever the number of rows.
    """
    programme = programme_rows(event.id)
    return figures(
        Frame(
            event=event.slug,
            series=event.series.slug,
            generated_at=int(now.timestamp()),
            cut_off=int(cut_off.timestamp()),
            tzdata_version=TZDATA_VERSION,
        ),
        programme,
        PeopleRows(registration_rows(event.id), earlier_rows(event)),
        AttendanceRows(
            log_ins=log_in_rows([stop.id for stop in programme.stops]),
            plays=play_rows(event.id),
            check_ins=check_in_rows(event.id),
        ),
        continent_of=continent_of,
    )


def registered_quarters(event_id: int, cut_off: datetime) -> list[tuple[int, int]]:
    """Give how many registrants registered in each quarter of an hour that had any.

    The quarter is given by the second it starts at, counted from 1970.
    """
    second = epoch_seconds(Registration.registered_at)
    # Written out, for PostgreSQL takes two equal parameters for different ones.
    quarter = second - second % sa.literal_column(str(QUARTER))
    rows = db.session.execute(
        sa.select(quarter, sa.func.count())
        .where(Registration.event_id == event_id, _not_withdrawn(cut_off))
        .group_by(quarter)
        .order_by(quarter)
    )
    return [(starts_at, number) for starts_at, number in rows]


def reach_before(event_id: int, moment: datetime) -> tuple[int, int]:
    """Give how many had registered before a moment, and from how many countries."""
    row = db.session.execute(
        sa.select(sa.func.count(), sa.func.count(sa.distinct(Registration.country_code))).where(
            Registration.event_id == event_id,
            Registration.registered_at < moment,
            _not_withdrawn(moment),
        )
    ).one()
    return row[0], row[1]


def telling_of(slug: str) -> Telling | None:
    """Give what a page of figures depends on, or None when there is no such event."""
    row = db.session.execute(
        sa.select(
            Event.id,
            Event.version,
            Event.figures_version,
            Event.registration_closes_at,
            sa.func.max(Stop.ends_at),
        )
        .outerjoin(Stop, Stop.event_id == Event.id)
        .where(Event.slug == slug)
        .group_by(Event.id)
    ).first()
    return Telling(*row) if row else None


def names_of(event_id: int) -> ProgrammeNames:
    """Give what the stops and sessions of the event are called, by their codes."""
    stops = db.session.execute(
        sa.select(Stop.code, Stop.title_en, Stop.title_sv, Stop.zone, Stop.starts_at, Stop.ends_at)
        .where(Stop.event_id == event_id)
        .order_by(Stop.starts_at, Stop.code)
    )
    sessions = db.session.execute(
        sa.select(
            Session.code,
            Session.title_en,
            Session.title_sv,
            Stop.code,
            Session.kind,
            Session.starts_at,
            Session.ends_at,
        )
        .join(Stop, Stop.id == Session.stop_id)
        .where(Session.event_id == event_id, Session.state == "published")
        .order_by(Session.starts_at, Session.code)
    )
    return ProgrammeNames(
        {row[0]: StopName(row[0], Text(row[1], row[2]), *row[3:]) for row in stops},
        {row[0]: SessionName(row[0], Text(row[1], row[2]), *row[3:]) for row in sessions},
    )


def holdings(event_ids: Collection[int]) -> dict[int, Holdings]:
    """Give how much there is of some events, by the event's id, in one statement."""
    places = (
        Stop.event_id,
        Session.event_id,
        Speaker.event_id,
        Registration.event_id,
        LogIn.event_id,
        Play.event_id,
    )
    counted = [
        sa.select(event_id.label("event_id"), sa.literal(place).label("place"), sa.func.count())
        .where(event_id.in_(event_ids))
        .group_by(event_id)
        for place, event_id in enumerate(places)
    ]
    found: dict[int, list[int]] = defaultdict(lambda: [0] * len(places))
    for event_id, place, rows in db.session.execute(sa.union_all(*counted)):
        found[event_id][place] = rows
    return {event_id: Holdings(*counts) for event_id, counts in found.items()}


def _not_withdrawn(moment: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(Registration.withdrawn_at.is_(None), Registration.withdrawn_at > moment)
