"""Raw rows for tests of figures, with defaults that are valid and dull."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from eventapp.reports.documents import Document, as_json
from eventapp.reports.figures import Figures, figures
from eventapp.reports.rows import (
    AppearanceRow,
    AttendanceRows,
    EarlierRow,
    Frame,
    LogInRow,
    PeopleRows,
    PlayRow,
    ProgrammeRows,
    RegistrationRow,
    SessionRow,
    SpeakerRow,
    StopRow,
)

NOON = 1_618_833_600
"""2021-04-19T12:00:00Z."""

_COUNTRIES = (
    ("AT", "Europe"),
    ("BE", "Europe"),
    ("CH", "Europe"),
    ("DE", "Europe"),
    ("DK", "Europe"),
    ("ES", "Europe"),
    ("FI", "Europe"),
    ("FR", "Europe"),
    ("GB", "Europe"),
    ("IE", "Europe"),
    ("IT", "Europe"),
    ("NL", "Europe"),
    ("NO", "Europe"),
    ("SE", "Europe"),
    ("IL", "Asia"),
    ("IN", "Asia"),
    ("JP", "Asia"),
    ("KR", "Asia"),
    ("SG", "Asia"),
    ("CA", "North America"),
    ("US", "North America"),
    ("AU", "Oceania"),
    ("NZ", "Oceania"),
    ("BR", "South America"),
    ("ZA", "Africa"),
)
CONTINENTS = dict(_COUNTRIES)


def make_registration(
    number: int,
    *,
    country: str = "SE",
    email: str | None = None,
    gender: str = "woman",
    sector: str = "academia",
    language: str = "sv",
    withdrawn_at: int | None = None,
) -> RegistrationRow:
    return RegistrationRow(
        id=number,
        email=f"p{number}@example.org" if email is None else email,
        country=country,
        sector=sector,
        gender=gender,
        language=language,
        withdrawn_at=withdrawn_at,
    )


def make_stop(number: int = 1, starts_at: int = NOON, ends_at: int = NOON + 3600) -> StopRow:
    return StopRow(number, f"D{number}", starts_at, ends_at)


def make_session(
    number: int,
    starts_at: int = NOON,
    ends_at: int = NOON + 1800,
    *,
    stop: int = 1,
    kind: str = "talk",
    state: str = "published",
) -> SessionRow:
    return SessionRow(number, f"S{number}", stop, kind, state, starts_at, ends_at)


def log_in(registrant: int, joined: int, left: int | None, *, stop: int = 1) -> LogInRow:
    """Give a log-in whose times are seconds after noon."""
    return LogInRow(stop, registrant, NOON + joined, None if left is None else NOON + left)


@dataclass
class Tour:
    """The rows of an event, to be filled as a test needs and then counted."""

    stops: Sequence[StopRow] = field(default_factory=lambda: [make_stop()])
    sessions: Sequence[SessionRow] = ()
    speakers: Sequence[SpeakerRow] = ()
    appearances: Iterable[AppearanceRow] = ()
    registrations: Iterable[RegistrationRow] = ()
    earlier: Iterable[EarlierRow] | None = ()
    log_ins: Iterable[LogInRow] = ()
    plays: Iterable[PlayRow] = ()
    check_ins: Iterable[int] | None = None
    cut_off: int = NOON

    def figures(self) -> Figures:
        return figures(
            Frame("tour-2021", "tour", NOON, self.cut_off, "2026.1"),
            ProgrammeRows(self.stops, self.sessions, self.speakers, self.appearances),
            PeopleRows(iter(self.registrations), self.earlier),
            AttendanceRows(
                iter(sorted(self.log_ins, key=lambda row: row[:3])),
                iter(sorted(self.plays)),
                self.check_ins,
            ),
            continent_of=CONTINENTS.__getitem__,
        )

    def document(self) -> Document:
        return as_json(self.figures())
