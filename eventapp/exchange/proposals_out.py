"""The proposals of an event as a file for spreadsheets; without names where those are hidden."""

import csv
import io
from collections.abc import Iterator, Sequence

from eventapp.exchange.registrations_out import BOM
from eventapp.foundation.timezones import instant_text
from eventapp.proposals.answers import Asked
from eventapp.proposals.listing import PERSONAL, Filters, Sight, told_proposals
from eventapp.reports.spreadsheets import safe_cell

_OPEN = ("code", "state", "title_en", "title_sv", "kind", "minutes")


def proposals_file(
    event_id: int, sight: Sight, filters: Filters, questions: Sequence[Asked]
) -> tuple[bytes, int]:
    """Write what is looked for; give the file and its rows.

    Gender is left out, as of registrations: see `docs/access.md`. Where names are hidden there is
    no column for them, nor for questions that tell who somebody is.
    """
    shown = [one for one in questions if not (sight.is_blind and one.is_personal)]
    personal = () if sight.is_blind else (*PERSONAL, "co_speakers")
    text = io.StringIO(newline="")
    text.write(BOM)
    writer = csv.writer(text)
    head = (*_OPEN, "themes", "submitted_at", "reviews", "score", "abstract_en", "abstract_sv")
    labels = [safe_cell(one.label.in_language("en")) for one in shown]
    writer.writerow([*head, *personal, *labels])
    number = 0
    for row in _rows(event_id, sight, filters, shown):
        writer.writerow(row)
        number += 1
    return text.getvalue().encode(), number


def _rows(
    event_id: int, sight: Sight, filters: Filters, shown: Sequence[Asked]
) -> Iterator[list[object]]:
    for told in told_proposals(event_id, sight, filters, [one.id for one in shown]):
        line = told.line
        cells = [str(getattr(line, name)) for name in _OPEN]
        cells += [line.themes.strip(), instant_text(line.submitted_at), str(line.reviews)]
        cells += ["" if line.score is None else f"{line.score:.2f}"]
        cells += [told.abstract_en, told.abstract_sv]
        if not sight.is_blind:
            cells += [*(getattr(line, name) for name in PERSONAL), told.co_speakers]
        yield [safe_cell(cell) for cell in (*cells, *told.answers)]
