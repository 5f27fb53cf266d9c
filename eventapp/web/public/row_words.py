"""The words that rows of sessions share, looked up once a page and not once a row."""

from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

FURTHEST_DAYS = 3


class RowWords(NamedTuple):
    """Words by what they stand for."""

    parts: dict[str, str]
    days: dict[int, str]
    states: dict[str, str]


def row_words() -> RowWords:
    """Give the words in the reader's language."""
    later = range(1, FURTHEST_DAYS + 1)
    days = {count: ngettext("+%(num)s day", "+%(num)s days", count) for count in later}
    days |= {-count: ngettext("−%(num)s day", "−%(num)s days", count) for count in later}
    return RowWords(
        parts={
            "night": _("night"),
            "morning": _("early morning"),
            "day": _("daytime"),
            "evening": _("evening"),
        },
        days=days,
        states={"live": _("Live now"), "next": _("Next"), "cancelled": _("Cancelled")},
    )
