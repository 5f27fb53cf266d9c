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
from eventapp.proposals.rules import PROPOSER
from eventapp.registration.registering import REGISTRANT
from eventapp.speaking.answering import SPEAKER
from eventapp.web.moments import Moment, moment
from eventapp.web.organiser.account_forms import ROLE_NAMES
from eventapp.web.organiser.log_details import SAID, fields_words

ACTIONS: dict[str, LazyString] = {
    "register": _l("Registered"),
    "register again": _l("Asked for a place once more"),
    "change_registration": _l("Changed a registration"),
    "withdraw_registration": _l("Withdrew a registration"),
    "send_ticket": _l("Sent a ticket again"),
    "renew_calendar": _l("Made an address for a calendar"),
    "end_calendar": _l("Ended the address of a calendar"),
    "report exported": _l("Took out the report"),
    "programme exported": _l("Took out the programme"),
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
    "past edition added": _l("Noted an earlier edition"),
    "past edition changed": _l("Changed an earlier edition"),
    "past edition removed": _l("Took an earlier edition away"),
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
    "session parked": _l("Parked a session"),
    "session cancelled": _l("Cancelled a session"),
    "session restored": _l("Took back a cancellation"),
    "session deleted": _l("Deleted a draft session"),
    "line-up added": _l("Put a speaker into a session"),
    "line-up removed": _l("Took a speaker out of a session"),
    "line-up ordered": _l("Ordered the speakers of a session"),
    "released": _l("Released the programme"),
    "change discarded": _l("Discarded a change"),
    "speaker added": _l("Added a speaker"),
    "speaker changed": _l("Changed a speaker"),
    "speaker deleted": _l("Deleted a speaker"),
    "shift added": _l("Added a shift"),
    "shift changed": _l("Changed a shift"),
    "shift removed": _l("Removed a shift"),
    "shifts moved with their stop": _l("Moved shifts with their stop"),
    "shifts removed with their stop": _l("Removed shifts with their stop"),
    "roster exported": _l("Took out the roster"),
    "balance target changed": _l("Changed the target of balance"),
    "decision noted": _l("Noted a decision"),
    "card added": _l("Put a session on the co-design board"),
    "card removed": _l("Took a session off the co-design board"),
    "card moved": _l("Moved a session on the co-design board"),
    "card changed": _l("Changed the next step of a co-design"),
    "card commented": _l("Commented on a co-design"),
    "content signed off": _l("Signed off the content of a session"),
    "speaker invited": _l("Invited a speaker"),
    "speaker invited again": _l("Sent a speaker a new link"),
    "speaker reminded": _l("Reminded a speaker"),
    "speaker link revoked": _l("Revoked a speaker's link"),
    "speaker told of themselves": _l("Told of themselves"),
    "session confirmed": _l("Confirmed a session"),
    "session declined": _l("Declined a session"),
    "translation confirmed": _l("Said that a translation holds"),
    "hours stated": _l("Told their hours"),
    "consents stated": _l("Stated their consents"),
    "technique checked": _l("Checked their technique"),
    "photo stored": _l("Sent a photo"),
    "photo removed": _l("Took their photo away"),
    "call opened": _l("Set up the call for sessions"),
    "call changed": _l("Changed the call for sessions"),
    "question added": _l("Added a question"),
    "question changed": _l("Changed a question"),
    "questions ordered": _l("Ordered the questions"),
    "question deleted": _l("Deleted a question"),
    "proposal received": _l("Proposed a session"),
    "proposal changed": _l("Changed a proposal"),
    "proposal withdrawn": _l("Withdrew a proposal"),
    "proposal confirmed": _l("Confirmed a session"),
    "proposal declined": _l("Declined to hold a session"),
    "proposal reviewed": _l("Reviewed a proposal"),
    "proposal decided": _l("Decided about a proposal"),
    "decisions sent": _l("Sent decisions"),
    "decision worded": _l("Wrote words for the letter about a proposal"),
    "proposals exported": _l("Took out the proposals"),
    "proposal put into programme": _l("Put a proposal into the programme"),
    "proposal taken out of programme": _l("Took a proposal out of the programme"),
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
        if actor == PROPOSER:
            return _("A proposer")
        if actor == COMMAND:
            return _("The command line")
        if actor == DEMO_ACTOR:
            return _("The demo")
        if actor.partition(":")[0] == SPEAKER:
            return _("A speaker")
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
    said = SAID.get(entry.action)
    if said is not None:
        return said(entry.detail)
    role = ROLE_NAMES.get(entry.detail)
    if role is not None:
        return str(role)
    if entry.action == "registrations exported" and entry.detail.isdigit():
        return ngettext("%(num)s registration", "%(num)s registrations", int(entry.detail))
    if entry.action == "proposals exported" and entry.detail.isdigit():
        return ngettext("%(num)s proposal", "%(num)s proposals", int(entry.detail))
    taken = _TAKEN_IN.fullmatch(entry.detail)
    if taken is not None:
        return _("%(rows)s rows, %(changed)s new or changed", rows=taken[1], changed=taken[2])
    return fields_words(entry.detail)


def when(entry: Entry, zone: str, language: str) -> Moment:
    """Give the moment of an entry in a zone."""
    return moment(entry.at, zone, language)
