"""What is quoted from elsewhere: past editions and measured numbers, each with its source."""

from collections.abc import Iterator
from pathlib import Path

from eventapp.events.actions import save_measurements, save_past_editions
from eventapp.events.rules import (
    EDITION_STATES,
    FORMATS,
    MeasurementDetails,
    PastEditionDetails,
)
from eventapp.exchange.columns import (
    Column,
    day,
    integer,
    long_text,
    one_of,
    optional,
    part_of_date,
    slug,
    text,
    word,
    yes_no,
)
from eventapp.exchange.incoming import Stored
from eventapp.exchange.problems import Problems
from eventapp.exchange.tables import Shape, open_table

LONGEST_PLACE = 200
LARGEST_VALUE = 10**15


def _faults(row: PastEditionDetails) -> Iterator[tuple[str, str]]:
    known = min(len(row.starts_on), len(row.ends_on))
    if row.ends_on[:known] < row.starts_on[:known]:
        yield "ends_on", "is before starts_on — a later date is taken"


PAST_EDITIONS = Shape(
    PastEditionDetails,
    columns=(
        Column("series", slug),
        Column("slug", slug),
        Column("kind", word),
        Column("format", one_of(FORMATS)),
        Column("starts_on", part_of_date),
        Column("ends_on", part_of_date),
        Column("place", text(LONGEST_PLACE)),
        Column("state", one_of(EDITION_STATES)),
        Column("replaced_by", optional(slug, "")),
        Column("participants", optional(integer(), None)),
        Column("approximate", optional(yes_no, blank=False)),
        Column("source", long_text),
    ),
    key=("slug",),
    faults=_faults,
)

METRICS = Shape(
    MeasurementDetails,
    columns=(
        Column("metric", word),
        Column("measured_on", day),
        Column("value", integer(LARGEST_VALUE)),
        Column("source", long_text),
    ),
    key=("metric", "measured_on"),
)


def import_past_editions(path: Path) -> Stored:
    """Store the past editions of a file. Raises FileRefused."""
    with open_table(path, PAST_EDITIONS, Problems(path)) as table:
        changed = save_past_editions(table.rows())
        return Stored(table.count, changed)


def import_metrics(path: Path) -> Stored:
    """Store the measured numbers of a file. Raises FileRefused."""
    with open_table(path, METRICS, Problems(path)) as table:
        changed = save_measurements(table.rows())
        return Stored(table.count, changed)
