"""Every table that stores what a clock on the wall shows, with its zone and the instant it means.

A new column of wall times is added here, or `check zones` would never look at it; a test fails
until it is.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventapp.events.models import Event, Stop
from eventapp.foundation.database import Model, db
from eventapp.programme.models import PendingSession, Session
from eventapp.proposals.models import ProposalCall
from eventapp.roster.models import Shift
from eventapp.speakers.models import Speaker
from eventapp.speaking.models import SpeakerHours

STOP, SESSION, WAITING, SHIFT, HOURS = "stop", "session", "waiting session", "shift", "hours"
REGISTRATION, CALL = "registration", "call"


class WallColumn(NamedTuple):
    """A column of wall times with that of the instants; `end` says in a word what it is."""

    end: str
    wall: str
    instant: str


class WallTable(NamedTuple):
    """A table with its columns of wall times, the earlier one first.

    `is_span`: both are derived together, and not at all once it has begun. Else each holds by
    itself until it has passed. `is_public`: pages of the event show it.
    """

    kind: str
    model: type[Model]
    columns: tuple[WallColumn, ...]
    zone: str = "zone"
    is_span: bool = True
    is_public: bool = True


class Clocked(NamedTuple):
    """A row of such a table, with its event and what it is called."""

    table: WallTable
    row: Any
    event_id: int
    slug: str
    code: str
    title: tuple[str, str]


_SPAN = (
    WallColumn("starts", "wall_starts", "starts_at"),
    WallColumn("ends", "wall_ends", "ends_at"),
)
TABLES = (
    WallTable(
        REGISTRATION,
        Event,
        (
            WallColumn("opens", "wall_registration_opens", "registration_opens_at"),
            WallColumn("closes", "wall_registration_closes", "registration_closes_at"),
        ),
        is_span=False,
    ),
    WallTable(
        CALL,
        ProposalCall,
        (
            WallColumn("opens", "wall_opens", "opens_at"),
            WallColumn("closes", "wall_closes", "closes_at"),
        ),
        is_span=False,
    ),
    WallTable(STOP, Stop, _SPAN),
    WallTable(SESSION, Session, _SPAN),
    WallTable(WAITING, PendingSession, _SPAN),
    WallTable(SHIFT, Shift, _SPAN, is_public=False),
    WallTable(HOURS, SpeakerHours, _SPAN, is_public=False),
)
"""All of them, in the order in which they are told."""

_NOTHING = sa.literal("")
_SPEAKER_NAME = Speaker.given_name + " " + Speaker.family_name
_ROWS: dict[type[Model], Any] = {
    Event: sa.select(Event, Event.id, Event.slug, _NOTHING, Event.name_en, Event.name_sv),
    ProposalCall: sa.select(
        ProposalCall, Event.id, Event.slug, _NOTHING, Event.name_en, Event.name_sv
    ).join(Event, Event.id == ProposalCall.event_id),
    Stop: sa.select(Stop, Event.id, Event.slug, Stop.code, Stop.title_en, Stop.title_sv)
    .join(Event, Event.id == Stop.event_id)
    .order_by(Event.slug, Stop.starts_at, Stop.code),
    Session: sa.select(
        Session, Event.id, Event.slug, Session.code, Session.title_en, Session.title_sv
    )
    .join(Event, Event.id == Session.event_id)
    .order_by(Event.slug, Session.starts_at, Session.code),
    PendingSession: sa.select(
        PendingSession,
        Event.id,
        Event.slug,
        Session.code,
        PendingSession.title_en,
        PendingSession.title_sv,
    )
    .join(Session, Session.id == PendingSession.session_id)
    .join(Event, Event.id == Session.event_id)
    .options(joinedload(PendingSession.session))
    .order_by(Event.slug, PendingSession.starts_at, Session.code),
    Shift: sa.select(Shift, Event.id, Event.slug, Shift.code, Shift.name, Shift.name)
    .join(Event, Event.id == Shift.event_id)
    .order_by(Event.slug, Shift.starts_at, Shift.code),
    SpeakerHours: sa.select(
        SpeakerHours, Event.id, Event.slug, Speaker.code, _SPEAKER_NAME, _SPEAKER_NAME
    )
    .join(Speaker, Speaker.id == SpeakerHours.speaker_id)
    .join(Event, Event.id == Speaker.event_id)
    .order_by(Event.slug, Speaker.code, SpeakerHours.starts_at),
}


def clocked_rows(event_id: int | None = None) -> Iterator[Clocked]:
    """Give all rows with wall times, of one event or of all, table by table in order.

    One statement a table.
    """
    for table in TABLES:
        statement = _ROWS[table.model]
        if event_id is not None:
            statement = statement.where(Event.id == event_id)
        for row, number, slug, code, title_en, title_sv in db.session.execute(statement):
            yield Clocked(table, row, number, slug, code, (title_en.strip(), title_sv.strip()))
