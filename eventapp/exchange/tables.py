"""Files as tables: a header that names declared columns, and rows that become typed values."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from eventapp.exchange.columns import Column
from eventapp.exchange.csv_rows import NOT_UTF_8, CsvRow, csv_rows, looks_like_utf_16, open_text
from eventapp.exchange.problems import CellRefused, Problems, quoted
from eventapp.exchange.sources import Source

R = TypeVar("R", bound=tuple[Any, ...])
Faults = Callable[[R], Iterator[tuple[str, str]]]
"""What is wrong between the cells of a row: columns with reasons."""


class Table(Generic[R]):
    """The rows of an opened file, each made into a value of `row_type`.

    `columns` stand in the order of the fields of `row_type`; `key` are the columns whose cells
    together may stand in the file only once. `absent` are the optional columns that
    are missing; they are called as their fields.
    """

    def __init__(
        self, rows: Iterator[CsvRow], shape: "Shape[R]", places: list[int], problems: Problems
    ) -> None:
        self._rows = rows
        self._shape = shape
        self._width = len([place for place in places if place >= 0])
        self._pick = itemgetter(*places)
        self._readers = [column.read for column in shape.columns]
        self._problems = problems
        self.absent = frozenset(
            column.name for column, place in zip(shape.columns, places, strict=True) if place < 0
        )
        self.count = 0
        """Rows given so far."""

    def rows(self) -> Iterator[R]:
        """Yield the rows until one is at fault; then only look for more faults.

        Raises FileRefused at the end of a file with faults, so that whoever stores the rows as
        they come has its transaction undone.
        """
        for _line, row in self.numbered_rows():
            if not self._problems:
                self.count += 1
                yield row
        self._problems.check()

    def numbered_rows(self) -> Iterator[tuple[int, R]]:
        """Yield every row without fault of its own, with its line; the faults are noted."""
        seen: dict[Any, int] = {}
        shape = self._shape
        key = itemgetter(*(self._index(name) for name in shape.key))
        for line, cells in self._rows:
            row = self._row(line, cells)
            if row is None:
                continue
            first = seen.setdefault(key(row), line)
            if first != line:
                reason = f"stands already on line {first} — every one once"
                self._problems.add(reason, line=line, column=", ".join(shape.key))
            for column, reason in shape.faults(row):
                self._problems.add(reason, line=line, column=column)
            yield line, row

    def _index(self, name: str) -> int:
        return [column.name for column in self._shape.columns].index(name)

    def _row(self, line: int, cells: list[str]) -> R | None:
        if len(cells) != self._width:
            reason = f"has {len(cells)} cells — the header names {self._width} columns"
            self._problems.add(reason, line=line)
            return None
        cells.append("")
        texts = self._pick(cells)
        try:
            values = [read(text.strip()) for read, text in zip(self._readers, texts, strict=True)]
            return self._shape.row_type(*values)
        except CellRefused:
            self._note_cells(line, texts)
            return None

    def _note_cells(self, line: int, texts: Sequence[str]) -> None:
        for column, text in zip(self._shape.columns, texts, strict=True):
            try:
                column.read(text.strip())
            except CellRefused as refused:
                self._problems.add(str(refused), line=line, column=column.name)


def _no_faults(_row: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
    return iter(())


class Shape(NamedTuple, Generic[R]):
    """What a kind of file looks like."""

    row_type: Callable[..., R]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    faults: Faults[R] = _no_faults


@contextmanager
def open_table(path: Source, shape: Shape[R], problems: Problems) -> Iterator[Table[R]]:
    """Open a CSV file. Raises FileRefused when it cannot be read, or its header is at fault."""
    with open_text(path, problems) as file:
        rows = csv_rows(file, problems)
        header = _header(rows, problems)
        names = [name.strip() for name in header]
        _check_header(names, shape.columns, problems)
        places = [
            names.index(column.name) if column.name in names else -1 for column in shape.columns
        ]
        yield Table(rows, shape, places, problems)


def _header(rows: Iterator[CsvRow], problems: Problems) -> list[str]:
    first = next(rows, None)
    if first is None or first.line != 1:
        problems.check()
        problems.refuse("is blank — the first line names the columns", line=1)
    if looks_like_utf_16(",".join(first.cells)):
        problems.refuse(NOT_UTF_8, line=1)
    return first.cells


def _check_header(names: list[str], columns: Sequence[Column], problems: Problems) -> None:
    known = [column.name for column in columns]
    for name in dict.fromkeys(names):
        if name not in known:
            problems.add(_unknown(name, known), line=1, column=name)
        elif names.count(name) > 1:
            problems.add("this column stands twice — once", line=1, column=name)
    for column in columns:
        if column.name not in names and not column.optional:
            problems.add("this column is missing", line=1, column=column.name)
    problems.check()


def _unknown(name: str, known: list[str]) -> str:
    if ";" in name or "\t" in name:
        return "the cells are not parted by commas — save the file with commas"
    if not name:
        return "a column has no name — every cell of line 1 names a column"
    if name.casefold() in known:
        return f"there is no such column — {quoted(name.casefold())} is meant"
    return f"there is no such column — the columns are {', '.join(known)}"
