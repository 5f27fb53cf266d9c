"""What is kept of a registration, and what has happened to it, in words."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.attendance.queries import log_ins_of, plays_of
from eventapp.audit.queries import entries_about
from eventapp.checkin.queries import check_ins_of
from eventapp.events.models import Event
from eventapp.foundation.sectors import sector_name
from eventapp.foundation.zone_names import city
from eventapp.mail.queries import MailRecord, mails_about
from eventapp.registration.models import Registration
from eventapp.web.display import EVENT_FORMATS, country_words, name_of
from eventapp.web.locale import LANGUAGES
from eventapp.web.moments import moment
from eventapp.web.organiser.log_words import Names, action_words

MOST_ROWS = 100
Rows = list[tuple[str, ...]]

MAIL_KINDS: dict[str, LazyString] = {
    "confirmation": _l("Confirmation with the ticket"),
    "already_registered": _l("The way to the ticket"),
    "changed": _l("Letter about a change"),
    "withdrawn": _l("Letter about the withdrawal"),
}


class Story(NamedTuple):
    """A registration: facts as labels and words, then tables of what happened."""

    facts: list[tuple[str, str]]
    check_ins: Rows
    log_ins: Rows
    plays: Rows
    mails: list[tuple[str, str, str, str]]
    """What, when, how it stands, and the kind of badge for that."""
    log: Rows


def story_of(event: Event, registration: Registration, language: str) -> Story:
    """Give the story of a registration, its moments in the event's zone."""

    def when(instant: datetime | None) -> str:
        if instant is None:
            return _("not known")
        return moment(instant, event.zone, language).words

    entries = entries_about(event.id, registration.code)
    names = Names(entry.actor for entry in entries)
    log_ins = log_ins_of(registration.id)[:MOST_ROWS]
    plays = plays_of(registration.id)[:MOST_ROWS]
    mails = mails_about({"registration": registration.id})
    return Story(
        facts=_facts(registration, language, when),
        check_ins=[
            (
                one.stop_code or _("The event"),
                when(one.at),
                _("taken back %(day)s", day=when(one.undone_at)) if one.undone_at else "–",
            )
            for one in check_ins_of(registration.id)
        ],
        log_ins=[(one.stop_code, when(one.joined_at), when(one.left_at)) for one in log_ins],
        plays=[(one.session_code, when(one.started_at)) for one in plays],
        mails=[(_kind(mail), when(mail.created_at), *_state(mail, when)) for mail in mails],
        log=[(action_words(one.action), when(one.at), names.of(one.actor)) for one in entries],
    )


def _facts(
    registration: Registration, language: str, when: Callable[[datetime | None], str]
) -> list[tuple[str, str]]:
    def agreed(instant: datetime | None) -> str:
        return _("yes, %(day)s", day=when(instant)) if instant else _("no")

    return [
        (_("E-mail address"), registration.email),
        (_("Country"), country_words(registration.country_code, language)),
        (_("Organisation"), registration.organisation or "–"),
        (_("Sector"), sector_name(registration.sector, language)),
        (_("City of their clock"), city(registration.zone, language)),
        (_("Language"), LANGUAGES.get(registration.language, registration.language)),
        (_("Takes part"), name_of(registration.mode, EVENT_FORMATS)),
        (_("Registered at"), when(registration.registered_at)),
        (_("Newsletter"), agreed(registration.newsletter_consent_at)),
        (_("List of participants"), agreed(registration.participant_list_consent_at)),
        (_("Contact by speakers"), agreed(registration.speaker_contact_consent_at)),
    ]


def _kind(mail: MailRecord) -> str:
    return name_of(mail.kind, MAIL_KINDS)


def _state(mail: MailRecord, when: Callable[[datetime | None], str]) -> tuple[str, str]:
    if mail.sent_at is not None:
        return _("Sent %(day)s", day=when(mail.sent_at)), "good"
    if mail.failed_at is not None:
        return _("Could not be sent"), "cancelled"
    return _("Waits to be sent"), "care"
