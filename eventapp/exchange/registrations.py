"""Registrations from a CSV file."""

from collections.abc import Collection, Iterator

from eventapp.events.actions import lock_event
from eventapp.exchange import people
from eventapp.exchange.columns import (
    Column,
    code,
    email,
    instant,
    language,
    one_of,
    optional,
    yes_no,
)
from eventapp.exchange.incoming import EventFile, Stored
from eventapp.exchange.problems import Problems
from eventapp.exchange.tables import Shape, open_table
from eventapp.registration.actions import save_registrations
from eventapp.registration.queries import holders_of
from eventapp.registration.rules import MODES, RegistrationDetails


def _faults(row: RegistrationDetails) -> Iterator[tuple[str, str]]:
    yield from people.nameless(row)
    if row.withdrawn_at is not None and row.withdrawn_at < row.registered_at:
        yield "withdrawn_at", "is before registered_at — a later instant, or nothing, is taken"


SHAPE = Shape(
    RegistrationDetails,
    columns=(
        Column("code", code),
        people.GIVEN_NAME,
        people.FAMILY_NAME,
        Column("email", email),
        people.COUNTRY,
        people.ZONE,
        people.SECTOR,
        people.ORGANISATION,
        people.GENDER,
        Column("language", language),
        Column("newsletter", yes_no),
        Column("registered_at", instant),
        Column("withdrawn_at", optional(instant, None), optional=True),
        Column("mode", optional(one_of(MODES), MODES[0]), optional=True),
    ),
    key=("code",),
    faults=_faults,
)

Numbered = list[tuple[int, RegistrationDetails]]


def import_registrations(file: EventFile) -> Stored:
    """Store the registrations of a file. Raises FileRefused."""
    lock_event(file.event_id)
    problems = Problems(file.path)
    with open_table(file.path, SHAPE, problems) as table:
        rows: Numbered = list(table.numbered_rows())
    _check_addresses(file.event_id, rows, table.absent, problems)
    problems.check()
    changed = save_registrations(file.event_id, [row for _, row in rows], kept=table.absent)
    return Stored(len(rows), changed)


def _check_addresses(
    event_id: int, rows: Numbered, kept: Collection[str], problems: Problems
) -> None:
    """Note every row that would give an address a second registration that is not withdrawn."""
    stored = holders_of(event_id)
    given = {row.code for _, row in rows}
    taken = {
        holder.email: f"{known} has it, which is stored"
        for known, holder in stored.items()
        if not holder.withdrawn and known not in given
    }
    for line, row in rows:
        withdrawn = row.withdrawn_at is not None
        if "withdrawn_at" in kept and row.code in stored:
            withdrawn = stored[row.code].withdrawn
        if withdrawn:
            continue
        holder = taken.setdefault(row.email, f"{row.code} has it, on line {line}")
        if holder != f"{row.code} has it, on line {line}":
            reason = f"is taken: {holder} — an address has one registration that is not withdrawn"
            problems.add(reason, line=line, column="email")
