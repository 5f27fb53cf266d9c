"""The half hours of an event by a speaker's days and clock, to be ticked or painted."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from eventapp.foundation.timezones import instant_text, local, parse_instant
from eventapp.programme.queries import ProgrammeSession
from eventapp.speaking.hours import CELL
from eventapp.web.day_words import heading_words
from eventapp.web.local_span import LocalSpan
from eventapp.web.moments import has_another_clock, span_in


class Cell(NamedTuple):
    """A half hour: its instant in the form, the speaker's clock, and what of theirs lies in it."""

    value: str
    clock: str
    is_free: bool
    session: str


class Run(NamedTuple):
    """Half hours that follow one another, with their span on both clocks."""

    here: LocalSpan
    there: LocalSpan | None
    cells: tuple[Cell, ...]


class Day(NamedTuple):
    """A day of the speaker's."""

    heading: str
    runs: tuple[Run, ...]


class Clocks(NamedTuple):
    """Whose clocks are shown, and in which language."""

    own: str
    event: str
    language: str


def days_of(
    cells: Sequence[datetime],
    free: Collection[datetime],
    sessions: Iterable[ProgrammeSession],
    clocks: Clocks,
) -> list[Day]:
    """Give the half hours by the speaker's days."""
    titles = {
        cell: session.title(clocks.language) or session.code
        for session in sessions
        for cell in cells
        if cell < session.ends_at and session.starts_at < cell + CELL
    }

    def day(cell: datetime) -> date:
        return local(cell, clocks.own).date()

    def as_cell(cell: datetime) -> Cell:
        clock = f"{local(cell, clocks.own):%H:%M}"
        return Cell(instant_text(cell), clock, cell in free, titles.get(cell, ""))

    return [
        Day(
            heading_words(one, clocks.language),
            tuple(
                _run(run, tuple(as_cell(cell) for cell in run), clocks)
                for run in _runs(list(of_day))
            ),
        )
        for one, of_day in groupby(cells, key=day)
    ]


def _runs(cells: list[datetime]) -> list[list[datetime]]:
    runs: list[list[datetime]] = []
    for cell in cells:
        if runs and runs[-1][-1] + CELL == cell:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return runs


def _run(run: list[datetime], cells: tuple[Cell, ...], clocks: Clocks) -> Run:
    starts_at, ends_at = run[0], run[-1] + CELL
    here = span_in(starts_at, ends_at, clocks.own, clocks.language)
    there = span_in(starts_at, ends_at, clocks.event, clocks.language)
    return Run(here, there if has_another_clock(here, there) else None, cells)


def cells_in(texts: Iterable[str]) -> set[datetime]:
    """Read the half hours of a form. Raises InstantMalformed and TimeOutOfRange."""
    return {parse_instant(text) for text in texts}
