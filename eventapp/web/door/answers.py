"""What the door is told of a ticket."""

from typing import NamedTuple

from flask_babel import gettext as _

from eventapp.checkin.rules import AGAIN, GOOD, ONLINE, OTHER_EVENT, WITHDRAWN, Scan
from eventapp.web.moments import moment


class Answer(NamedTuple):
    """What came of a ticket, in large words and small ones; `kind` is its colour."""

    kind: str
    words: str
    name: str
    detail: str
    code: str
    mode: str = ""
    typed: str = ""
    """What may be sent once more to let in who has a place online."""
    undo: int = 0
    """The arrival that can still be taken back."""


def answer_for(scan: Scan, zone: str, language: str, *, typed: str = "") -> Answer:
    """Say what came of a scan."""
    kind, words, detail = _told(scan, zone, language)
    again = typed if scan.outcome == ONLINE else ""
    return Answer(kind, words, scan.name, detail, scan.code, typed=again)


def _told(scan: Scan, zone: str, language: str) -> tuple[str, str, str]:
    if scan.outcome == GOOD:
        return "good", _("Welcome"), _("Checked in.")
    if scan.outcome == AGAIN and scan.at is not None:
        time = moment(scan.at, zone, language).words
        return "care", _("Already here"), _("Checked in %(time)s.", time=time)
    if scan.outcome == ONLINE:
        return "care", _("Online ticket"), _("This person has a place online, and none on site.")
    if scan.outcome == WITHDRAWN:
        return "wrong", _("Withdrawn"), _("The registration was withdrawn, and its place given up.")
    if scan.outcome == OTHER_EVENT:
        return "wrong", _("Another event"), _("This ticket is for another event.")
    return "wrong", _("Unknown ticket"), _("No ticket has this code. Scan it again, or type it.")
