"""Reads the rows that figures are counted from: plain, streamed, one statement a kind of row."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from eventapp.attendance.models import LogIn, Play
from eventapp.checkin.models import CheckIn
from eventapp.events.models import Event, Stop
from eventapp.foundation.database import db, epoch_seconds
from eventapp.programme.models import Appearance, Session
from eventapp.registration.models import Registration
from eventapp.reports.rows import (
    AppearanceRow,
    EarlierRow,
    ProgrammeRows,
    RegistrationRow,
    SessionRow,
    SpeakerRow,
    StopRow,
)
from eventapp.speakers.models import Speaker

ROWS_AT_ONCE = 5_000


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


def registration_rows(event_id: int) -> Iterator[RegistrationRow]:
    """Give the registrations of the event, withdrawn ones too."""
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


def earlier_rows(event: Event) -> Iterator[EarlierRow]:
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


def log_in_rows(stop_ids: list[int]) -> Iterator[tuple[int, int, int, int | None]]:
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


def play_rows(event_id: int) -> Iterator[tuple[int, int, str]]:
    """Give the plays of the event, sorted by registration and session."""
    return _streamed(
        sa.select(Play.registration_id, Play.session_id, Play.played_segments)
        .where(Play.event_id == event_id)
        .order_by(Play.registration_id, Play.session_id)
    )


def check_in_rows(event_id: int) -> list[int] | None:
    """Give the registrations that checked in, one for each arrival; None where nobody ever did.

    A check-in that was taken back is none, but shows that arrivals were noted.
    """
    rows = db.session.execute(
        sa.select(CheckIn.registration_id, CheckIn.undone_at.is_(None)).where(
            CheckIn.event_id == event_id
        )
    ).all()
    return [row[0] for row in rows if row[1]] if rows else None


def _streamed(statement: sa.Select[*tuple[Any, ...]]) -> Iterator[Any]:
    """Run the statement and give its rows as plain tuples, a few thousand in memory at a time."""
    result = db.session.connection().execute(
        statement, execution_options={"yield_per": ROWS_AT_ONCE}
    )
    for part in result.partitions():
        yield from part
