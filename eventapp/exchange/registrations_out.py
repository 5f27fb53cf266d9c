"""The registrations of an event as a file for spreadsheets."""

import csv
import io
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from eventapp.foundation.timezones import instant_text
from eventapp.registration.listing import Filters, Told, told_registrations
from eventapp.reports.spreadsheets import safe_cell

KEPT_IN_MEMORY = 1024 * 1024
TEXTS = Told._fields.index("newsletter")
CONSENTS_END = Told._fields.index("registered_at")
BOM = "\ufeff"
"""Without it spreadsheets take UTF-8 for something else."""


def registrations_file(event_id: int, filters: Filters) -> tuple[IO[bytes], int]:
    """Write what is looked for into a file that vanishes when closed; give it and its rows.

    It is whole before the first byte goes out: a slow reader holds a file, not the database.
    """
    file = cast(IO[bytes], SpooledTemporaryFile(max_size=KEPT_IN_MEMORY))  # noqa: SIM115 -- handed on
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
    text.write(BOM)
    writer = csv.writer(text)
    writer.writerow(Told._fields)
    number = 0
    for number, cells in enumerate(_cells(event_id, filters), start=1):  # noqa: B007 -- counted
        writer.writerow(cells)
    text.flush()
    text.detach()
    file.seek(0)
    return file, number


def _cells(event_id: int, filters: Filters) -> Iterator[list[object]]:
    for told in told_registrations(event_id, filters):
        # Most texts begin with a letter, and need no look for a formula.
        cells: list[object] = [
            text if text[:1].isalnum() else safe_cell(text)
            for text in cast(tuple[str, ...], told[:TEXTS])
        ]
        cells += ["yes" if agreed else "no" for agreed in told[TEXTS:CONSENTS_END]]
        cells.append(instant_text(told.registered_at))
        cells.append("" if told.withdrawn_at is None else instant_text(told.withdrawn_at))
        yield cells
