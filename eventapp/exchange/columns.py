"""What a cell or key may hold: each kind a function from text to value that refuses with a reason.

A reader is given the text without the blanks around it and raises CellRefused, which says what is
wrong and, after a dash, what would be right.
"""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from eventapp.exchange.problems import CellRefused, quoted
from eventapp.foundation import codes, countries, timezones
from eventapp.foundation.email_addresses import folded_email, is_email
from eventapp.foundation.languages import language_tag
from eventapp.foundation.refusals import Refusal

T = TypeVar("T")
B = TypeVar("B")
Reader = Callable[[str], T]

LONGEST_TEXT = 20_000
LARGEST_INTEGER = 2_147_483_647

_LINE_BREAKS = re.compile(r"\s*[\n\r\v\f\u0085\u2028\u2029]\s*|\t")
_REACHING_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NOT_TEXT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_KEY = re.compile(rf"[!-~\w]{{1,{codes.LONGEST_CODE}}}")
_INTEGER = re.compile(r"[0-9]{1,20}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PART_OF_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


class Column(NamedTuple):
    """A column of a file: its name, how a cell is read, and whether it may be missing."""

    name: str
    read: Reader[Any]
    optional: bool = False


def refusal(text: str, wrong: str, right: str) -> CellRefused:
    """Return the refusal of a text: what is wrong with it, and what would be right."""
    return CellRefused(f"{quoted(text)} {wrong} — {right}" if text else f"is empty — {right}")


def optional(read: Reader[T], blank: B) -> Reader[T | B]:
    """Return a reader for which an empty cell is `blank`."""
    return lambda text: read(text) if text else blank


def text(longest: int, *, filled: bool = False) -> Reader[str]:
    """Return a reader of one line of text; line breaks and tabs in it become spaces.

    Marks that turn the writing direction beyond their cell are taken out: what is shown beside
    the text would turn with it. Letters of both directions and their joiners stay.
    """

    def read(cell: str) -> str:
        if not (cell.isascii() and cell.isprintable()):
            line = _REACHING_MARKS.sub("", _LINE_BREAKS.sub(" ", cell)).strip()
            cell = _checked_text(line)
        if filled and not cell:
            raise refusal(cell, "", "a text is needed")
        return _short_enough(cell, longest)

    return read


def long_text(cell: str) -> str:
    """Read a text of several lines; however they end in the file, here they end with LF."""
    lines = cell.replace("\r\n", "\n").replace("\r", "\n")
    return _short_enough(_checked_text(_REACHING_MARKS.sub("", lines)), LONGEST_TEXT)


def _checked_text(cell: str) -> str:
    found = _NOT_TEXT.search(cell)
    if found is None:
        return cell
    if "\udc80" <= found[0] <= "\udcff":
        wrong = f"holds the byte 0x{ord(found[0]) - 0xDC00:02X}, which is not UTF-8"
        raise refusal(cell, wrong, "save the file as UTF-8")
    wrong = f"holds the control character U+{ord(found[0]):04X}"
    raise refusal(cell, wrong, "leave it out")


def _short_enough(cell: str, longest: int) -> str:
    if len(cell) <= longest:
        return cell
    raise refusal(cell, f"is {len(cell)} characters long", f"at most {longest} are taken")


def code(cell: str) -> str:
    """Read a code, which may stand in an address."""
    if codes.is_code(cell):
        return cell
    _checked_text(cell)
    right = f"up to {codes.LONGEST_CODE} letters, digits and _ . - are taken, no point first"
    raise refusal(cell, "is no code", right)


def key(cell: str) -> str:
    """Read what tells a row from the others: as a code, with any sign but blanks."""
    if _KEY.fullmatch(cell):
        return cell
    _checked_text(cell)
    right = f"up to {codes.LONGEST_CODE} letters, digits and signs without blanks are taken"
    raise refusal(cell, "is no code", right)


def slug(cell: str) -> str:
    """Read a slug."""
    if codes.is_slug(cell):
        return cell
    right = f"up to {codes.LONGEST_SLUG} small letters a-z, digits and hyphens are taken"
    raise refusal(cell, "is no slug", right)


def word(cell: str) -> str:
    """Read the name of a kind of thing, as `world_tour`."""
    if codes.is_word(cell):
        return cell
    right = f"up to {codes.LONGEST_CODE} small letters a-z, digits and underscores are taken"
    raise refusal(cell, "is no such name", right)


def one_of(allowed: Collection[str]) -> Reader[str]:
    """Return a reader of one of a few codes."""
    right = f"one of {', '.join(allowed)}"

    def read(cell: str) -> str:
        if cell in allowed:
            return cell
        raise refusal(cell, "is not known", right)

    return read


def reference(known: Mapping[str, T], kind: str) -> Reader[T]:
    """Return a reader of the code of something stored, of which it gives what `known` has."""
    right = _known_codes(list(known), kind)

    def read(cell: str) -> T:
        found = known.get(cell)
        if found is None:
            raise refusal(cell, f"is no {kind} of this event", right)
        return found

    return read


def _known_codes(known: list[str], kind: str) -> str:
    if not known:
        return f"it has no {kind} yet, import them first"
    if len(known) <= 12:
        return f"it has {', '.join(known)}"
    return f"it has {len(known)}, for example {known[0]}"


def country(cell: str) -> str:
    """Read a country's code."""
    if countries.is_country(cell):
        return cell
    right = "two capitals by ISO 3166-1 are taken, for example SE"
    try:
        countries.check_country(cell)
    except countries.CountryUnknown as unknown:
        right = f"{unknown.meant} is meant" if unknown.meant else right
    raise refusal(cell, "is no country's code", right)


def zone(cell: str) -> str:
    """Read the name of a time zone; old names are kept as given."""
    if timezones.is_zone(cell):
        return cell
    right = "an IANA name is taken, for example Europe/Stockholm"
    try:
        timezones.zone(cell)
    except timezones.UnknownZone as unknown:
        right = f"{unknown.meant} is meant" if unknown.meant else right
    raise refusal(cell, "is no time zone", right)


def language(cell: str) -> str:
    """Read a language tag, and give it as BCP 47 writes it."""
    tag = language_tag(cell)
    if tag is None:
        raise refusal(cell, "is no language", "a BCP 47 tag is taken, for example sv or pt-BR")
    return tag


def email(cell: str) -> str:
    """Read an e-mail address, and give it case folded."""
    folded = folded_email(cell)
    if is_email(folded):
        return folded
    _checked_text(cell)
    raise refusal(cell, "is no e-mail address", "name@example.org is taken")


def wall_time(cell: str) -> datetime:
    """Read a wall time; its zone stands beside it."""
    right = "YYYY-MM-DDTHH:MM is taken, without a zone, for example 2021-04-19T08:30"
    return _moment(timezones.parse_wall, cell, "is no wall time", right)


def instant(cell: str) -> datetime:
    """Read an instant in UTC."""
    right = "YYYY-MM-DDTHH:MM:SSZ is taken, for example 2021-04-19T06:21:00Z"
    return _moment(timezones.parse_instant, cell, "is no instant", right)


def _moment(parse: Callable[[str], datetime], cell: str, wrong: str, right: str) -> datetime:
    try:
        return parse(cell)
    except timezones.TimeOutOfRange as outside:
        years = f"between {outside.first_year} and {outside.last_year}"
        raise refusal(cell, "is too far away", f"a year {years} is taken") from None
    except Refusal:
        raise refusal(cell, wrong, right) from None


def day(cell: str) -> date:
    """Read a date."""
    try:
        if _DATE.fullmatch(cell) and cell >= "1900":
            return date.fromisoformat(cell)
    except ValueError:
        pass
    raise refusal(cell, "is no date", "YYYY-MM-DD is taken, for example 2021-04-19")


def part_of_date(cell: str) -> str:
    """Read a date of which the day, or month and day, may be unknown; it is kept as written."""
    if not _PART_OF_DATE.fullmatch(cell):
        raise refusal(cell, "is no date", "YYYY, YYYY-MM or YYYY-MM-DD is taken")
    day(cell + "-01-01"[len(cell) - 4 :])
    return cell


def yes_no(cell: str) -> bool:
    """Read `yes` or `no`."""
    if cell in {"yes", "no"}:
        return cell == "yes"
    raise refusal(cell, "is not known", "yes or no is taken")


def integer(largest: int = LARGEST_INTEGER, *, smallest: int = 0) -> Reader[int]:
    """Return a reader of a whole number, written in digits alone."""

    def read(cell: str) -> int:
        if _INTEGER.fullmatch(cell) and smallest <= int(cell) <= largest:
            return int(cell)
        right = f"a whole number between {smallest} and {largest} is taken, in digits alone"
        raise refusal(cell, "is not taken", right)

    return read
