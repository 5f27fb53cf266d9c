"""The line-up from a CSV file: who speaks in which session, in which role."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from eventapp.exchange.columns import Column, one_of, reference
from eventapp.exchange.incoming import EventFile, Stored
from eventapp.exchange.problems import Problems
from eventapp.exchange.sources import Source
from eventapp.exchange.tables import R, Shape, open_table
from eventapp.programme.actions import save_line_up
from eventapp.programme.queries import session_ids
from eventapp.programme.rules import ROLES, AppearanceDetails
from eventapp.speakers.queries import speaker_ids


def import_line_up(file: EventFile) -> Stored:
    """Store the line-up of a file. Raises FileRefused."""
    shape = _shape(AppearanceDetails, session_ids(file.event_id), speaker_ids(file.event_id))
    with open_table(file.path, shape, Problems(file.path)) as table:
        changed = save_line_up(file.event_id, table.rows(), now=file.now)
        return Stored(table.count, changed)


class Part(NamedTuple):
    """A speaker in a session, in a role, by their codes."""

    session: str
    speaker: str
    role: str


def read_line_up(source: Source, sessions: Iterable[str], speakers: Iterable[str]) -> list[Part]:
    """Read the line-up of a file, of sessions and speakers that there are. Raises FileRefused."""
    shape = _shape(Part, _by_itself(sessions), _by_itself(speakers))
    with open_table(source, shape, Problems(source)) as table:
        return list(table.rows())


def _by_itself(codes: Iterable[str]) -> dict[str, str]:
    return {code: code for code in codes}


def _shape(
    row_type: Callable[..., R], sessions: Mapping[str, object], speakers: Mapping[str, object]
) -> Shape[R]:
    return Shape(
        row_type,
        columns=(
            Column("session", reference(sessions, "session")),
            Column("speaker", reference(speakers, "speaker")),
            Column("role", one_of(ROLES)),
        ),
        key=("session", "speaker", "role"),
    )
