"""The log of an event: who changed or took out what, and when."""

from typing import NamedTuple
from urllib.parse import urlencode

from flask import request, url_for
from flask_babel import gettext as _

from eventapp.audit.queries import Entry, kinds_of, log_of
from eventapp.events.queries import event_by_slug
from eventapp.web.errors import found
from eventapp.web.locale import reader_language
from eventapp.web.moments import Moment, moment
from eventapp.web.organiser.event_area import event_page
from eventapp.web.organiser.log_words import Names, account_number, action_words, detail_words
from eventapp.web.revisions import read_revision


class Row(NamedTuple):
    """An entry in words."""

    what: str
    who: str
    when: Moment
    subject: str
    detail: str
    registration: str
    """The code of the registration that it tells of, or nothing."""


def show_log(slug: str) -> str:
    """Show a page of the log, of all or of one action or person."""
    event = found(event_by_slug(slug))
    action, actor = request.args.get("action", "")[:60], request.args.get("by", "")[:80]
    before = read_revision(request.args.get("before", ""))
    page = log_of(event.id, action=action, actor=actor, before=before)
    actions, actors = kinds_of(event.id)
    names = Names([*actors, *(entry.subject for entry in page.entries)])
    language = reader_language()
    asked = {name: value for name, value in (("action", action), ("by", actor)) if value}
    here = url_for("organiser.show_log", slug=slug)
    return event_page(
        "organiser/log.html",
        event,
        rows=[_row(entry, names, event.zone, language) for entry in page.entries],
        asked=asked,
        here=here,
        actions=_options(actions, [action_words(one) for one in actions]),
        people=_options(actors, [names.of(one) for one in actors]),
        chosen=(action, actor),
        older=f"{here}?{urlencode(asked | {'before': page.older})}" if page.older else "",
        newest=f"{here}?{urlencode(asked)}" if before else "",
    )


def _options(values: list[str], words: list[str]) -> list[tuple[str, str]]:
    return [("", _("All")), *sorted(zip(values, words, strict=True), key=lambda pair: pair[1])]


def _row(entry: Entry, names: Names, zone: str, language: str) -> Row:
    is_account = account_number(entry.subject) > 0
    is_registration = entry.action in ABOUT_REGISTRATIONS
    return Row(
        what=action_words(entry.action),
        who=names.of(entry.actor),
        when=moment(entry.at, zone, language),
        subject=names.of(entry.subject) if is_account else _subject(entry),
        detail=detail_words(entry),
        registration=entry.subject if is_registration else "",
    )


ABOUT_REGISTRATIONS = {
    "register",
    "change_registration",
    "withdraw_registration",
    "send_ticket",
    "renew_calendar",
    "end_calendar",
    "undo_check_in",
}


def _subject(entry: Entry) -> str:
    """Give the code of what was touched; nothing where it says no more than the action."""
    return "" if entry.subject.startswith("invitation:") else entry.subject
