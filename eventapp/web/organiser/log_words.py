"""The log in words: who did what."""

import re
from collections.abc import Iterable

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.accounts.queries import emails_of
from eventapp.audit.actions import COMMAND
from eventapp.audit.queries import Entry
from eventapp.exchange.demo import ACTOR as DEMO_ACTOR
from eventapp.registration.registering import REGISTRANT
from eventapp.web.moments import Moment, moment
from eventapp.web.organiser.account_forms import ROLE_NAMES

ACTIONS: dict[str, LazyString] = {
    "register": _l("Registered"),
    "register again": _l("Asked for a place once more"),
    "change_registration": _l("Changed a registration"),
    "withdraw_registration": _l("Withdrew a registration"),
    "send_ticket": _l("Sent a ticket again"),
    "renew_calendar": _l("Made an address for a calendar"),
    "end_calendar": _l("Ended the address of a calendar"),
    "report exported": _l("Took out the report"),
    "registrations exported": _l("Took out the registrations"),
    "save_stream": _l("Set up a stream"),
    "remove_stream": _l("Removed a stream"),
    "save_recording": _l("Set up a recording"),
    "remove_recording": _l("Removed a recording"),
    "undo_check_in": _l("Took back a check-in"),
    "person invited": _l("Invited somebody"),
    "invitation withdrawn": _l("Withdrew an invitation"),
    "invitation accepted": _l("Accepted an invitation"),
    "new address asked for": _l("Asked for another e-mail address"),
    "address changed": _l("Took another e-mail address"),
    "account deleted": _l("Deleted an account"),
    "role changed": _l("Changed a role"),
    "role taken": _l("Took a role away"),
    "import tour": _l("Took in a tour"),
    "import programme": _l("Took in the programme"),
    "import schedule": _l("Took in a schedule"),
    "import speakers": _l("Took in speakers"),
    "import lineup": _l("Took in the line-up"),
    "import registrations": _l("Took in registrations"),
    "import logins": _l("Took in log-ins"),
    "import plays": _l("Took in plays"),
    "import past-editions": _l("Took in past editions"),
    "import metrics": _l("Took in metrics"),
    "series added": _l("Made a series"),
    "series changed": _l("Renamed a series"),
    "event added": _l("Made the event"),
    "event copied": _l("Copied the event"),
    "event changed": _l("Changed the event"),
    "event draft": _l("Made the event a draft again"),
    "event published": _l("Published the event"),
    "event postponed": _l("Postponed the event"),
    "event cancelled": _l("Cancelled the event"),
    "event archived": _l("Put the event away"),
    "event taken from archive": _l("Took the event back"),
    "event deleted": _l("Deleted a draft"),
    "stop added": _l("Made a stop"),
    "stop changed": _l("Changed a stop"),
    "stop deleted": _l("Deleted a stop"),
    "track added": _l("Added a track"),
    "track changed": _l("Renamed a track"),
    "track deleted": _l("Deleted a track"),
    "session added": _l("Made a session"),
    "session changed": _l("Changed a session"),
    "session scheduled": _l("Moved a session"),
    "session published": _l("Published a session"),
    "session cancelled": _l("Cancelled a session"),
    "session restored": _l("Took back a cancellation"),
    "session deleted": _l("Deleted a draft session"),
    "line-up added": _l("Put a speaker into a session"),
    "line-up removed": _l("Took a speaker out of a session"),
    "line-up ordered": _l("Ordered the speakers of a session"),
    "speaker added": _l("Added a speaker"),
    "speaker changed": _l("Changed a speaker"),
    "speaker deleted": _l("Deleted a speaker"),
}

_TAKEN_IN = re.compile(r"(\d+) rows, (\d+) new or changed")


class Names:
    """Who stands behind the actors of some entries."""

    def __init__(self, actors: Iterable[str]) -> None:
        """Look all of them up at once."""
        numbers = {number for actor in actors if (number := account_number(actor))}
        self._emails = emails_of(numbers)

    def of(self, actor: str) -> str:
        """Give the name of an actor as it is shown."""
        if actor == REGISTRANT:
            return _("A registrant")
        if actor == COMMAND:
            return _("The command line")
        if actor == DEMO_ACTOR:
            return _("The demo")
        number = account_number(actor)
        return self._emails.get(number, _("An account that is gone")) if number else actor


def account_number(actor: str) -> int:
    """Give the number of the account that an actor or a subject names; 0 for none."""
    kind, _colon, number = actor.partition(":")
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    return int(number) if kind == "account" and is_number else 0


def action_words(action: str) -> str:
    """Say what was done; of what has no words yet the code."""
    words = ACTIONS.get(action)
    return str(words) if words is not None else action.replace("_", " ").capitalize()


def detail_words(entry: Entry) -> str:
    """Say what else is known: a role by its name, numbers in words, the rest as it was noted."""
    role = ROLE_NAMES.get(entry.detail)
    if role is not None:
        return str(role)
    if entry.action == "registrations exported" and entry.detail.isdigit():
        return ngettext("%(num)s registration", "%(num)s registrations", int(entry.detail))
    taken = _TAKEN_IN.fullmatch(entry.detail)
    if taken is not None:
        return _("%(rows)s rows, %(changed)s new or changed", rows=taken[1], changed=taken[2])
    return entry.detail


def when(entry: Entry, zone: str, language: str) -> Moment:
    """Give the moment of an entry in a zone."""
    return moment(entry.at, zone, language)
