"""The raw rows that figures are counted from, as queries give them.

Every instant is whole seconds since 1970 in UTC; every id is the number of a row in its table.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Frame(NamedTuple):
    """What a report is about and when it was made: slugs, instants, the version of the zones."""

    event: str
    series: str | None
    generated_at: int
    cut_off: int
    tzdata_version: str


class RegistrationRow(NamedTuple):
    """A registration, withdrawn or not, with what its registrant told."""

    id: int
    email: str
    country: str
    sector: str
    gender: str
    language: str
    withdrawn_at: int | None


class EarlierRow(NamedTuple):
    """A registration for an earlier event of the same series."""

    email: str
    withdrawn_at: int | None


class StopRow(NamedTuple):
    """A stop and its window `[starts_at, ends_at)`."""

    id: int
    code: str
    starts_at: int
    ends_at: int


class SessionRow(NamedTuple):
    """A session of a stop, of any kind and state."""

    id: int
    code: str
    stop_id: int
    kind: str
    state: str
    starts_at: int
    ends_at: int


class SpeakerRow(NamedTuple):
    """A person who speaks, moderates, hosts or is a counterpart."""

    id: int
    country: str
    gender: str


class AppearanceRow(NamedTuple):
    """A speaker in a session, in whatever role."""

    session_id: int
    speaker_id: int


class LogInRow(NamedTuple):
    """One opening of the live page; `left_at` is None where the end is not known.

    A plain tuple in this order does as well, and is read faster.
    """

    stop_id: int
    registration_id: int
    joined_at: int
    left_at: int | None


class PlayRow(NamedTuple):
    """One playing of a recording, with its segments as text (see `parse_segments`)."""

    registration_id: int
    session_id: int
    played_segments: str


class ProgrammeRows(NamedTuple):
    """The stops, sessions and line-up of an event, in any order."""

    stops: Sequence[StopRow]
    sessions: Sequence[SessionRow]
    speakers: Sequence[SpeakerRow]
    appearances: Iterable[AppearanceRow]


class PeopleRows(NamedTuple):
    """All registrations of an event, read once; `earlier` is None where there is no series."""

    registrations: Iterable[RegistrationRow]
    earlier: Iterable[EarlierRow] | None


class AttendanceRows(NamedTuple):
    """Who came, read once: all rows of an event, those of withdrawn registrations among them.

    Log-ins are sorted by (stop_id, registration_id), plays by (registration_id, session_id).
    Check-ins are ids of registrations, None where arrivals are not recorded.
    """

    log_ins: Iterable[tuple[int, int, int, int | None]]
    plays: Iterable[tuple[int, int, str]]
    check_ins: Iterable[int] | None
