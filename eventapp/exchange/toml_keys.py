"""Keys of a TOML file: read, told by name and line where they are wrong."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from eventapp.exchange.columns import Reader, T, refusal
from eventapp.exchange.csv_rows import NOT_UTF_8, looks_like_utf_16, open_text
from eventapp.exchange.problems import CellRefused, Problems

LARGEST_FILE = 1_000_000

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w-]+)\s*\]")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
_NOT_UTF_8 = re.compile("[\udc80-\udcff]")

Reading = Reader[Any]
Place = tuple[str, int, str]
"""Where a value stands: the table, its number among those of that name, the key."""


class Key(NamedTuple):
    """A key of a table: its name, how its value is read, and what holds when it is missing."""

    name: str
    read: Reading
    needed: bool = True
    missing: Any = None


class Source:
    """A TOML file that was read: its tables, and on which lines their keys stand."""

    def __init__(self, path: Path) -> None:
        self.problems = Problems(path)
        text = _text(path, self.problems)
        self._lines = _places(text)
        self._tables = _parsed(text, self.problems)

    def check_tables(self, known: Sequence[str]) -> None:
        """Note tables and keys at the top that are not known."""
        for name in self._tables:
            if name not in known:
                reason = f"there is no such table — the tables are {', '.join(known)}"
                self.add(reason, (name, 0, ""))

    def table(self, name: str) -> dict[str, Any] | None:
        """Return the one table of a name; None, and a note, when it is missing."""
        found = self._tables.get(name)
        if isinstance(found, dict):
            return found
        self.add(f"this table is missing — write [{name}]", (name, 0, ""))
        return None

    def tables(self, name: str) -> list[dict[str, Any]]:
        """Return the tables of a name, of which there may be any number."""
        found = self._tables.get(name, [])
        if isinstance(found, list) and all(isinstance(table, dict) for table in found):
            return found
        self.add(f"is no list of tables — write [[{name}]] before each", (name, 0, ""))
        return []

    def values(
        self, table: Mapping[str, Any], keys: Sequence[Key], name: str, number: int = 0
    ) -> dict[str, Any] | None:
        """Return the values of a table's keys; None when one is at fault, which is noted."""
        known = [key.name for key in keys]
        faultless = True
        for found in table:
            if found not in known:
                reason = f"there is no such key — the keys are {', '.join(known)}"
                self.add(reason, (name, number, found))
                faultless = False
        values = {}
        for key in keys:
            try:
                values[key.name] = _value(table, key)
            except CellRefused as refused:
                self.add(str(refused), (name, number, key.name))
                faultless = False
        return values if faultless else None

    def add(self, reason: str, place: Place) -> None:
        """Note a fault at the line of its key, or else of its table."""
        name, number, key = place
        line = self._lines.get(place) or self._lines.get((name, number, ""))
        table = f"{name}[{number + 1}]" if isinstance(self._tables.get(name), list) else name
        self.problems.add(reason, line=line, column=f"{table}.{key}" if key else table)


def _value(table: Mapping[str, Any], key: Key) -> Any:
    if key.name in table:
        return key.read(table[key.name])
    if key.needed:
        message = "this key is missing"
        raise CellRefused(message)
    return key.missing


def _text(path: Path, problems: Problems) -> str:
    with open_text(path, problems) as file:
        text = file.read(LARGEST_FILE + 1)
    if len(text) > LARGEST_FILE:
        problems.refuse(f"is longer than {LARGEST_FILE} characters")
    if looks_like_utf_16(text):
        problems.refuse(NOT_UTF_8, line=1)
    found = _NOT_UTF_8.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        byte = ord(found[0]) - 0xDC00
        problems.refuse(f"holds the byte 0x{byte:02X} — save the file as UTF-8", line=line)
    return text


def _parsed(text: str, problems: Problems) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        problems.refuse("is nested too deeply — write it as in the sample")
    except ValueError as failure:
        found = _PLACE.search(str(failure))
        reason = _PLACE.sub("", str(failure)).strip()
        last = text.count("\n") + 1
        line = int(found[1]) if found and found[1] else last
        problems.refuse(f"is no TOML: {reason}", line=line)


def _places(text: str) -> dict[Place, int]:
    """Return the line of every table, and of every key that is written in the plain way."""
    lines: dict[Place, int] = {}
    numbers: dict[str, int] = {}
    table, number = "", 0
    for line, written in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(written):
            table = header[2]
            number = numbers[table] = numbers.get(table, -1) + 1
            lines.setdefault((table, number, ""), line)
        elif key := _KEY.match(written):
            lines.setdefault((table, number, key[1]) if table else (key[1], 0, ""), line)
    return lines


def of_text(read: Reader[T]) -> Reader[T]:
    """Return a reader of a string, or of a date or time that TOML itself understood."""

    def read_value(value: Any) -> T:
        if isinstance(value, date):
            value = value.isoformat()
        if not isinstance(value, str):
            raise refusal(_written(value), "is no text", "put it in quotes")
        return read(value.strip())

    return read_value


def of_texts(read: Reader[T]) -> Reader[list[T]]:
    """Return a reader of a list of strings."""

    def read_value(value: Any) -> list[T]:
        if not isinstance(value, list) or not value:
            raise refusal(_written(value), "is no list", 'texts are taken, as ["en", "sv"]')
        return [of_text(read)(part) for part in value]

    return read_value


def yes_or_no(value: Any) -> bool:
    """Read `true` or `false`."""
    if isinstance(value, bool):
        return value
    raise refusal(_written(value), "is not taken", "true or false is, without quotes")


def whole_number(read: Reader[int]) -> Reader[int]:
    """Return a reader of an integer."""

    def read_value(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise refusal(_written(value), "is no whole number", "digits without quotes are taken")
        return read(_written(value))

    return read_value


def _written(value: Any) -> str:
    try:
        return str(value)
    except ValueError:  # Python writes no whole number of more than 4,300 digits.
        return "a number of very many digits"
