"""Rows of a CSV file, read in bounded pieces and each with the line it begins on.

A line ends with LF, CRLF or CR. Bytes that are not UTF-8 are let through as lone surrogates, so
that whoever reads the cell can name its row and column; no valid text holds such a character.
"""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from eventapp.exchange.problems import Problems
from eventapp.exchange.sources import Source, Upload

ENCODING, ON_OTHER_BYTES = "utf-8-sig", "surrogateescape"
LONGEST_ROW = 120_000
"""Characters of a row, line ends included; well above any cell that is taken."""

NOT_UTF_8 = "is UTF-16, or holds NUL as UTF-16 does — save the file as UTF-8"

_TWO_BYTE_MARKS = ("\udcff\udcfe", "\udcfe\udcff")
"""How the byte order marks of UTF-16 look when they are taken for UTF-8."""


class CsvRow(NamedTuple):
    """The cells of a row, and the physical line on which it begins."""

    line: int
    cells: list[str]


class _RowTooLong(Exception):
    """More characters than a row may have."""


class _Lines:
    """Physical lines of a file, none of them kept; knows how much the current row has taken."""

    def __init__(self, file: io.TextIOWrapper) -> None:
        self._file = file
        self.number = 0
        self._row_length = 0

    def begin_row(self) -> None:
        """Count from here the characters that a row takes."""
        self._row_length = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(LONGEST_ROW + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self._row_length += len(line)
        if self._row_length > LONGEST_ROW:
            self._pass_rest_of(line)
            raise _RowTooLong
        return line

    def _pass_rest_of(self, line: str) -> None:
        while line and not line.endswith(("\n", "\r")):
            line = self._file.readline(LONGEST_ROW)


@contextmanager
def open_text(path: Source, problems: Problems) -> Iterator[io.TextIOWrapper]:
    """Open a file for reading as UTF-8. Raises FileRefused when it cannot be opened."""
    if isinstance(path, Upload):
        with io.TextIOWrapper(path.opened(), ENCODING, ON_OTHER_BYTES, newline="") as sent:
            yield sent
        return
    try:
        if path.is_dir() or not (path.is_file() or path.is_fifo() or not path.exists()):
            problems.refuse("is no file")
        file = path.open(encoding=ENCODING, errors=ON_OTHER_BYTES, newline="")
    except FileNotFoundError:
        problems.refuse("there is no such file")
    except (OSError, ValueError) as failure:
        problems.refuse(f"cannot be read ({getattr(failure, 'strerror', None) or failure})")
    with file:
        yield file


def csv_rows(file: io.TextIOWrapper, problems: Problems) -> Iterator[CsvRow]:
    """Yield the rows that are not blank; note those that are no CSV and go on after them."""
    lines = _Lines(file)
    reader = csv.reader(lines, strict=True)
    while True:
        lines.begin_row()
        begins = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _RowTooLong:
            problems.add(
                f"is longer than {LONGEST_ROW} characters — is a quote not closed?", line=begins
            )
        except csv.Error as failure:
            problems.add(_reason(failure), line=begins)
        else:
            if cells:
                yield CsvRow(begins, cells)


def _reason(failure: csv.Error) -> str:
    if "unexpected end" in str(failure):
        return "a quote is opened and never closed — write a quote inside a cell twice"
    return f'is no CSV ({failure}) — put cells with a quote or comma in quotes, a quote as ""'


def looks_like_utf_16(text: str) -> bool:
    """Tell whether the beginning of a file is that of UTF-16 taken for UTF-8."""
    return text.startswith(_TWO_BYTE_MARKS) or "\0" in text
