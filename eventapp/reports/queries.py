"""Reads what figures are counted from: plain rows, streamed, in one statement a kind of row."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventapp.attendance.models import LogIn, Play
from eventapp.events.models import Event, Stop
from eventapp.foundation.countries import continent_of
from eventapp.foundation.database import db, epoch_seconds
from eventapp.foundation.timezones import TZDATA_VERSION
from eventapp.programme.models import Appearance, Session
from eventapp.registration.models import Registration
from eventapp.reports.figures import Figures, figures
from eventapp.reports.rows import (
    AppearanceRow,
    AttendanceRows,
    EarlierRow,
    Frame,
    PeopleRows,
    ProgrammeRows,
    RegistrationRow,
    SessionRow,
    SpeakerRow,
    StopRow,
)
from eventapp.speakers.models import Speaker

ROWS_AT_ONCE = 5_000


def figures_of(event: Event, *, cut_off: datetime, now: datetime) -> Figures:
    """Give all figures of the event, counted from what is stored now.

    Eight statements, whatever the number of rows.
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
        PeopleRows(_registrations(event.id), _earlier_registrations(event)),
        AttendanceRows(
            log_ins=_log_ins([stop.id for stop in programme.stops]),
            plays=_plays(event.id),
            check_ins=None,
        ),
        continent_of=continent_of,
    )


def registered_at_of(event_id: int, cut_off: datetime) -> Iterator[int]:
    """Give the moments at which the event's registrants registered, in seconds since 1970."""
    rows = _streamed(
        sa.select(epoch_seconds(Registration.registered_at)).where(
            Registration.event_id == event_id,
            sa.or_(Registration.withdrawn_at.is_(None), Registration.withdrawn_at > cut_off),
        )
    )
    return (row[0] for row in rows)


def programme_rows(event_id: int) -> ProgrammeRows:
    """Give the event's stops, sessions of any state, speakers and line-up."""
    stops = [
        StopRow(*row)
        for row in db.session.execute(
            sa.select(
                Stop.id, Stop.code, epoch_seconds(Stop.starts_at), epoch_seconds(Stop.ends_at)
            ).where(Stop.event_id == event_id)
        )
    ]
    sessions = [
        SessionRow(*row)
        for row in db.session.execute(
            sa.select(
                Session.id,
                Session.code,
                Session.stop_id,
                Session.kind,
                Session.state,
                epoch_seconds(Session.starts_at),
                epoch_seconds(Session.ends_at),
            ).where(Session.event_id == event_id)
        )
    ]
    speakers = [
        SpeakerRow(*row)
        for row in db.session.execute(
            sa.select(Speaker.id, Speaker.country_code, Speaker.gender).where(
                Speaker.event_id == event_id
            )
        )
    ]
    known = {speaker.id for speaker in speakers}
    line_up = db.session.execute(
        sa.select(Appearance.session_id, Appearance.speaker_id)
        .join(Speaker, Speaker.id == Appearance.speaker_id)
        .where(Speaker.event_id == event_id)
    )
    # A speaker may have come between two statements.
    appearances = [AppearanceRow(*row) for row in line_up if row[1] in known]
    return ProgrammeRows(stops, sessions, speakers, appearances)


def _registrations(event_id: int) -> Iterator[RegistrationRow]:
    rows = _streamed(
        sa.select(
            Registration.id,
            Registration.email,
            Registration.country_code,
            Registration.sector,
            Registration.gender,
            Registration.language,
            epoch_seconds(Registration.withdrawn_at),
        ).where(Registration.event_id == event_id)
    )
    return (RegistrationRow(*row) for row in rows)


def _earlier_registrations(event: Event) -> Iterator[EarlierRow]:
    """Give the registrations for events of the same series whose first stop starts before."""
    starts = (
        sa.select(Stop.event_id, sa.func.min(Stop.starts_at).label("starts_at"))
        .group_by(Stop.event_id)
        .cte("starts")
    )
    own = sa.select(starts.c.starts_at).where(starts.c.event_id == event.id).scalar_subquery()
    rows = _streamed(
        sa.select(Registration.email, epoch_seconds(Registration.withdrawn_at))
        .join(Event, Event.id == Registration.event_id)
        .join(starts, starts.c.event_id == Event.id)
        .where(Event.series_id == event.series_id, starts.c.starts_at < own)
    )
    return (EarlierRow(*row) for row in rows)


def _log_ins(stop_ids: list[int]) -> Iterator[tuple[int, int, int, int | None]]:
    """Give the log-ins of the stops, sorted by stop and registration."""
    return _streamed(
        sa.select(
            LogIn.stop_id,
            LogIn.registration_id,
            epoch_seconds(LogIn.joined_at),
            epoch_seconds(LogIn.left_at),
        )
        .where(LogIn.stop_id.in_(stop_ids))
        .order_by(LogIn.stop_id, LogIn.registration_id)
    )


def _plays(event_id: int) -> Iterator[tuple[int, int, str]]:
    """Give the plays of the event, sorted by registration and session."""
    return _streamed(
        sa.select(Play.registration_id, Play.session_id, Play.played_segments)
        .where(Play.event_id == event_id)
        .order_by(Play.registration_id, Play.session_id)
    )


def _streamed(statement: sa.Select[Any]) -> Iterator[Any]:
    """Run the statement and give its rows as plain tuples, a few thousand in memory at a time."""
    result = db.session.connection().execute(
        statement, execution_options={"yield_per": ROWS_AT_ONCE}
    )
    for part in result.partitions():
        yield from part
