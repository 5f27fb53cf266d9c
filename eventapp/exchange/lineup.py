"""The line-up from a CSV file: who speaks in which session, in which role."""

from eventapp.exchange.columns import Column, one_of, reference
from eventapp.exchange.incoming import EventFile, Stored
from eventapp.exchange.problems import Problems
from eventapp.exchange.tables import Shape, open_table
from eventapp.programme.actions import save_line_up
from eventapp.programme.queries import session_ids
from eventapp.programme.rules import ROLES, AppearanceDetails
from eventapp.speakers.queries import speaker_ids


def import_line_up(file: EventFile) -> Stored:
    """Store the line-up of a file. Raises FileRefused."""
    shape = Shape(
        AppearanceDetails,
        columns=(
            Column("session", reference(session_ids(file.event_id), "session")),
            Column("speaker", reference(speaker_ids(file.event_id), "speaker")),
            Column("role", one_of(ROLES)),
        ),
        key=("session", "speaker", "role"),
    )
    with open_table(file.path, shape, Problems(file.path)) as table:
        changed = save_line_up(file.event_id, table.rows(), now=file.now)
        return Stored(table.count, changed)
