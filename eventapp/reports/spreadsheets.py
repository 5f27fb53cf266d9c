"""Figures as lines of a spreadsheet: figure, group, value.

What stands inside another figure is named with dots: `per_stop.viewers` of the group `D1`.
"""

import csv
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from eventapp.reports.documents import Document, Value

COLUMNS = ("figure", "group", "value")
NOT_MEASURED = "not measured"

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class Line(NamedTuple):
    """One value of a report; `group` is empty where the figure has one value only."""

    figure: str
    group: str
    value: Value


def lines_of(document: Document) -> Iterator[Line]:
    """Give every value of a document that `as_json` made, in its order."""
    for figure, value in document.items():
        if isinstance(value, list):
            for entry in value:
                yield from _entry_lines(figure, str(entry["code"]), entry)
        elif isinstance(value, dict):
            yield from _group_lines(figure, value)
        else:
            yield Line(figure, "", value)


def write_csv(document: Document, file: TextIO, *, not_measured: str = NOT_MEASURED) -> None:
    """Write the lines to a text file opened with newline=""."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for line in lines_of(document):
        value = not_measured if line.value is None else line.value
        writer.writerow((line.figure, safe_cell(line.group), safe_cell(value)))


def safe_cell(value: Value) -> Value:
    """Keep a text from being read as a formula, by an apostrophe before it; others stay."""
    if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA):
        return f"'{value}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _group_lines(figure: str, groups: Document) -> Iterator[Line]:
    for group, value in groups.items():
        if isinstance(value, dict):
            yield from _entry_lines(figure, group, value)
        elif not isinstance(value, list):
            yield Line(figure, group, value)


def _entry_lines(figure: str, group: str, entry: Document) -> Iterator[Line]:
    for name, value in entry.items():
        if name != "code" and not isinstance(value, (dict, list)):
            yield Line(f"{figure}.{name}", group, value)
