"""Log-ins from a CSV file, stored as they are read: a million of them takes little memory."""

from collections.abc import Iterator

from eventapp.attendance.actions import save_log_ins
from eventapp.attendance.rules import LogInDetails
from eventapp.events.queries import stops_of
from eventapp.exchange.columns import Column, instant, key, optional, reference
from eventapp.exchange.incoming import EventFile, Stored
from eventapp.exchange.problems import Problems
from eventapp.exchange.tables import Shape, open_table
from eventapp.registration.queries import registration_ids


def _faults(row: LogInDetails) -> Iterator[tuple[str, str]]:
    if row.left_at is not None and row.left_at < row.joined_at:
        yield "left_at", "is before joined_at — a later instant, or nothing, is taken"


def import_log_ins(file: EventFile) -> Stored:
    """Store the log-ins of a file. Raises FileRefused."""
    stops = {stop.code: stop.id for stop in stops_of(file.event_id)}
    shape = Shape(
        LogInDetails,
        columns=(
            Column("login", key),
            Column("stop", reference(stops, "stop")),
            Column("registration", reference(registration_ids(file.event_id), "registration")),
            Column("joined_at", instant),
            Column("left_at", optional(instant, None)),
        ),
        key=("login",),
        faults=_faults,
    )
    with open_table(file.path, shape, Problems(file.path)) as table:
        changed = save_log_ins(file.event_id, table.rows(), source="file")
        return Stored(table.count, changed)
