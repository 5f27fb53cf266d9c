"""Speakers from a CSV file."""

from eventapp.exchange import people
from eventapp.exchange.columns import (
    Column,
    code,
    email,
    long_text,
    one_of,
    optional,
)
from eventapp.exchange.incoming import EventFile, Stored
from eventapp.exchange.problems import Problems
from eventapp.exchange.sources import Source
from eventapp.exchange.tables import Shape, open_table
from eventapp.foundation.bilingual import LANGUAGES
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
        Column("language", optional(one_of(LANGUAGES), ""), optional=True),
    ),
    key=("code",),
    faults=people.nameless,
)


def import_speakers(file: EventFile) -> Stored:
    """Store the speakers of a file. Raises FileRefused."""
    with open_table(file.path, SHAPE, Problems(file.path)) as table:
        changed = save_speakers(file.event_id, table.rows(), kept=table.absent)
        return Stored(table.count, changed)


def read_speakers(source: Source) -> tuple[list[SpeakerDetails], frozenset[str]]:
    """Read the speakers of a file; give them and the columns that it lacks. Raises FileRefused."""
    with open_table(source, SHAPE, Problems(source)) as table:
        return list(table.rows()), table.absent
