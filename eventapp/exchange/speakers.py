"""Speakers from a CSV file."""

from datetime import datetime
from pathlib import Path

from eventapp.exchange import people
from eventapp.exchange.columns import Column, code, email, long_text, optional
from eventapp.exchange.problems import Problems
from eventapp.exchange.stored import Stored
from eventapp.exchange.tables import Shape, open_table
from eventapp.speakers.actions import save_speakers
from eventapp.speakers.rules import SpeakerDetails

SHAPE = Shape(
    SpeakerDetails,
    columns=(
        Column("code", code),
        people.GIVEN_NAME,
        people.FAMILY_NAME,
        people.COUNTRY,
        people.ZONE,
        people.GENDER,
        people.SECTOR,
        people.ORGANISATION,
        Column("email", optional(email, ""), optional=True),
        Column("bio_en", long_text, optional=True),
        Column("bio_sv", long_text, optional=True),
    ),
    key=("code",),
    faults=people.nameless,
)


def import_speakers(event_id: int, path: Path, *, now: datetime) -> Stored:
    """Store the speakers of a file. Raises FileRefused."""
    with open_table(path, SHAPE, Problems(path)) as table:
        changed = save_speakers(event_id, table.rows(), kept=table.absent)
        return Stored(table.count, changed)
