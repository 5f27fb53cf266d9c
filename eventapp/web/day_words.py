"""Days, and stretches of days, in the words of a language: "19–23 April 2021".

Months stand as words and never as numbers, which readers of different countries take for days.
"""

from datetime import date
from functools import lru_cache

from babel.dates import format_date

_MOST = 4096


@lru_cache(maxsize=_MOST)
def day_words(day: date, language: str) -> str:
    """Give "Monday 19 April 2021"."""
    return format_date(day, "EEEE d MMMM y", locale=language)


def heading_words(day: date, language: str) -> str:
    """Give a day as a heading: with a capital also in Swedish."""
    words = day_words(day, language)
    return words[:1].upper() + words[1:]


@lru_cache(maxsize=_MOST)
def short_day_words(day: date, language: str) -> str:
    """Give "Mon 19 Apr"."""
    return format_date(day, "E d MMM", locale=language)


@lru_cache(maxsize=_MOST)
def date_words(day: date, language: str) -> str:
    """Give "19 Apr"."""
    return format_date(day, "d MMM", locale=language)


@lru_cache(maxsize=_MOST)
def range_words(first: date, last: date, language: str) -> str:
    """Give the days from the first to the last: "19 April 2021", "19–23 April 2021"."""
    whole = format_date(last, "d MMMM y", locale=language)
    if first == last:
        return whole
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{whole}"
    pattern = "d MMMM" if first.year == last.year else "d MMMM y"
    return f"{format_date(first, pattern, locale=language)} – {whole}"


def partial_range_words(first: str, last: str, language: str) -> str:
    """Give a stretch whose ends are known as YYYY, YYYY-MM or YYYY-MM-DD."""
    begin, end = _partial(first), _partial(last or first)
    if begin is None or end is None:
        return first if first == last or not last else f"{first} – {last}"
    if len(first) == len(last or first) == len("YYYY-MM-DD"):
        return range_words(begin, end, language)
    words = _partial_words(first, begin, language)
    if not last or last == first:
        return words
    return f"{words} – {_partial_words(last, end, language)}"


def _partial_words(written: str, day: date, language: str) -> str:
    pattern = {4: "y", 7: "MMMM y", 10: "d MMMM y"}[len(written)]
    return format_date(day, pattern, locale=language)


def _partial(written: str) -> date | None:
    """Give the first day of what is written, or None where it is no date."""
    if len(written) not in (4, 7, 10):
        return None
    try:
        return date.fromisoformat(written + "-01-01"[len(written) - 4 :])
    except ValueError:
        return None
