"""Plays of recordings from a CSV file, stored as they are read."""

from collections.abc import Iterator

from eventapp.attendance.actions import save_plays
from eventapp.attendance.rules import PlayDetails
from eventapp.attendance.spans import BadSegments, parse_segments
from eventapp.exchange.columns import Column, instant, integer, key, reference, text
from eventapp.exchange.incoming import EventFile, Stored
from eventapp.exchange.problems import Problems, quoted
from eventapp.exchange.tables import Shape, open_table
from eventapp.programme.queries import session_ids
from eventapp.registration.queries import registration_ids

LONGEST_SEGMENTS = 20_000

_WRONG = {
    "malformed": "is no segment — seconds as in 0[.]600[,]540[.]900 are taken",
    "not_after_start": "does not end after its start — a later end is taken",
    "beyond_recording": "is beyond the recording — its seconds stand in recording_seconds",
}


def _faults(row: PlayDetails) -> Iterator[tuple[str, str]]:
    try:
        parse_segments(row.played_segments, row.recording_seconds)
    except BadSegments as bad:
        yield "played_segments", f"{quoted(bad.segment)} {_WRONG[bad.reason]}"


def import_plays(file: EventFile) -> Stored:
    """Store the plays of a file. Raises FileRefused."""
    shape = Shape(
        PlayDetails,
        columns=(
            Column("play", key),
            Column("registration", reference(registration_ids(file.event_id), "registration")),
            Column("session", reference(session_ids(file.event_id), "session")),
            Column("started_at", instant),
            Column("played_segments", text(LONGEST_SEGMENTS)),
            Column("recording_seconds", integer()),
        ),
        key=("play",),
        faults=_faults,
    )
    with open_table(file.path, shape, Problems(file.path)) as table:
        changed = save_plays(file.event_id, table.rows(), source="file")
        return Stored(table.count, changed)
