"""What comes of a ticket at the door."""

from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from eventapp.foundation.texts import is_line

UNDO_WITHIN = timedelta(minutes=10)
LONGEST_SCAN = 300

GOOD, AGAIN, ONLINE, WITHDRAWN, OTHER_EVENT, UNKNOWN = OUTCOMES = (
    "good",
    "again",
    "online",
    "withdrawn",
    "other_event",
    "unknown",
)


class Scan(NamedTuple):
    """What came of a scan.

    `number` and `at` are those of the arrival, when it is `good` or was noted before (`again`).
    `online` has a place online only, and is let in when the door says so. Of tickets of other
    events nothing is told.
    """

    outcome: str
    name: str = ""
    code: str = ""
    number: int = 0
    at: datetime | None = None


def scanned(text: str) -> str:
    """Return the code in what a scanner typed: the code itself, or the address of a ticket.

    Nothing of what no code is: signs that no text has.
    """
    text = text.strip()[:LONGEST_SCAN]
    if "/tickets/" in text:
        path = urlsplit(text.partition("/tickets/")[2]).path
        text = unquote(path.partition("/")[0])
    return text if is_line(text, LONGEST_SCAN) else ""
