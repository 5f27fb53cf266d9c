"""The programme from a CSV file: sessions within their stops."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from eventapp.events.actions import lock_event
from eventapp.events.models import Stop
from eventapp.events.queries import stops_of
from eventapp.exchange.columns import (
    Column,
    code,
    country,
    integer,
    language,
    long_text,
    one_of,
    optional,
    reference,
    refusal,
    text,
    wall_time,
    zone,
)
from eventapp.exchange.incoming import EventFile, Stored
from eventapp.exchange.moments import instant_at
from eventapp.exchange.problems import CellRefused, Problems
from eventapp.exchange.programme_out import UNAMBIGUOUS, is_clear
from eventapp.exchange.sources import Source
from eventapp.exchange.tables import Shape, Table, open_table
from eventapp.foundation.timezones import to_wall, wall_text
from eventapp.programme.actions import save_sessions
from eventapp.programme.queries import ProgrammeSession, programme_of
from eventapp.programme.rules import KINDS, KNOWN_STATES, PUBLISHED, STATES, SessionDetails
from eventapp.programme.themes import is_theme

LONGEST_TITLE = 300
LONGEST_TRACK = 120


class SessionRow(NamedTuple):
    """A row of the file, in the order of its columns."""

    code: str
    stop: Stop
    kind: str
    wall_starts: datetime
    wall_ends: datetime
    zone: str
    title_en: str
    title_sv: str
    theme: str
    host_country_code: str
    guest_zone: str
    track: str
    abstract_en: str
    abstract_sv: str
    language: str
    capacity: int | None
    state: str


def theme(cell: str) -> str:
    """Read a theme, known or not."""
    if is_theme(cell):
        return cell
    right = "up to 40 small letters a-z, digits and underscores are taken, for example car_t"
    raise refusal(cell, "is no theme", right)


def untitled(row: SessionRow) -> Iterator[tuple[str, str]]:
    """Yield the fault of a session without a title in any language."""
    if not (row.title_en or row.title_sv):
        yield "title_en", "is empty, as is title_sv — one of them is needed"


def _shape(stops: dict[str, Stop]) -> Shape[SessionRow]:
    return Shape(
        SessionRow,
        columns=(
            Column("code", code),
            Column("stop", reference(stops, "stop")),
            Column("kind", one_of(KINDS)),
            Column("starts", wall_time),
            Column("ends", wall_time),
            Column("zone", zone),
            Column("title_en", text(LONGEST_TITLE)),
            Column("title_sv", text(LONGEST_TITLE)),
            Column("theme", optional(theme, "")),
            Column("host_country", optional(country, "")),
            Column("guest_zone", optional(zone, "")),
            Column("track", text(LONGEST_TRACK), optional=True),
            Column("abstract_en", long_text, optional=True),
            Column("abstract_sv", long_text, optional=True),
            Column("language", optional(language, ""), optional=True),
            Column("capacity", optional(integer(), None), optional=True),
            Column("state", optional(one_of(STATES), PUBLISHED), optional=True),
        ),
        key=("code",),
        faults=untitled,
    )


class ReadSessions(NamedTuple):
    """The sessions of a file with the lines on which they stand, and the columns that it lacks."""

    numbered: list[tuple[int, SessionDetails]]
    absent: frozenset[str]

    @property
    def sessions(self) -> list[SessionDetails]:
        """Give the sessions alone."""
        return [details for _line, details in self.numbered]


def import_programme(file: EventFile) -> Stored:
    """Store the sessions of a file. Raises FileRefused."""
    lock_event(file.event_id)
    read = read_programme(file.path, stops_of(file.event_id), Problems(file.path))
    sessions = read.sessions
    if any(details.zone == UNAMBIGUOUS for details in sessions):
        sessions = on_own_clocks(sessions, programme_of(file.event_id, states=KNOWN_STATES))
    changed = save_sessions(file.event_id, sessions, kept=read.absent, now=file.now)
    return Stored(len(read.numbered), changed)


def on_own_clocks(
    sessions: Iterable[SessionDetails], stored: Iterable[ProgrammeSession]
) -> list[SessionDetails]:
    """Give sessions with the zone that is stored where a file can tell their times in UTC alone.

    That is where the clocks of that zone show one of them twice, and the times are as they were.
    """
    known = {session.code: session for session in stored}
    return [_on_own_clocks(details, known.get(details.code)) for details in sessions]


def _on_own_clocks(details: SessionDetails, stored: ProgrammeSession | None) -> SessionDetails:
    if stored is None or details.zone != UNAMBIGUOUS or is_clear(stored):
        return details
    if (details.starts_at, details.ends_at) != (stored.starts_at, stored.ends_at):
        return details
    return details._replace(
        zone=stored.zone, wall_starts=stored.wall_starts, wall_ends=stored.wall_ends
    )


def read_programme(source: Source, stops: Iterable[Stop], problems: Problems) -> ReadSessions:
    """Read the sessions of a file, which lie in one of the stops. Raises FileRefused."""
    shape = _shape({stop.code: stop for stop in stops})
    with open_table(source, shape, problems) as table:
        numbered = list(_sessions(table, problems))
    problems.check()
    return ReadSessions(numbered, table.absent)


def _sessions(table: Table[SessionRow], problems: Problems) -> Iterator[tuple[int, SessionDetails]]:
    for line, row in table.numbered_rows():
        starts_at = _instant(row.wall_starts, row.zone, problems, line=line, column="starts")
        ends_at = _instant(row.wall_ends, row.zone, problems, line=line, column="ends")
        if starts_at is None or ends_at is None:
            continue
        fault = _fault_of_times(row, starts_at, ends_at)
        if fault:
            problems.add(fault[1], line=line, column=fault[0])
        yield line, _details(row, starts_at, ends_at)


def _instant(
    wall: datetime, zone_name: str, problems: Problems, *, line: int, column: str
) -> datetime | None:
    try:
        return instant_at(wall, zone_name)
    except CellRefused as refused:
        problems.add(str(refused), line=line, column=column)
        return None


def _fault_of_times(
    row: SessionRow, starts_at: datetime, ends_at: datetime
) -> tuple[str, str] | None:
    if ends_at <= starts_at:
        return "ends", f"{wall_text(row.wall_ends)} is not after the start — a later time is taken"
    if row.stop.starts_at <= starts_at and ends_at <= row.stop.ends_at:
        return None
    opens = wall_text(to_wall(row.stop.starts_at, row.zone))
    closes = wall_text(to_wall(row.stop.ends_at, row.zone))
    within = f"a session lies within its stop: {row.stop.code} is {opens} to {closes} {row.zone}"
    if starts_at < row.stop.starts_at or starts_at >= row.stop.ends_at:
        return "starts", f"{wall_text(row.wall_starts)} is outside the stop — {within}"
    return "ends", f"{wall_text(row.wall_ends)} is outside the stop — {within}"


def _details(row: SessionRow, starts_at: datetime, ends_at: datetime) -> SessionDetails:
    values: dict[str, Any] = row._asdict()
    stop = values.pop("stop")
    return SessionDetails(stop_id=stop.id, starts_at=starts_at, ends_at=ends_at, **values)
