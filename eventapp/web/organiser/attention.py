"""The words for what needs attention at an event, each with the page where one sees to it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.overview.rules import LATER, NOW, SOON, Attention
from eventapp.speaking.rules import State
from eventapp.web.moments import moment
from eventapp.web.organiser.event_area import EventArea, may_open

MOST_CODES = 6
BADGES = {NOW: "cancelled", SOON: "care", LATER: ""}


class Told(NamedTuple):
    """A thing to see to, in words; links are (label, address), some without one."""

    urgency: str
    badge: str
    title: str
    detail: str
    links: tuple[tuple[str, str], ...]


def told(one: Attention, area: EventArea, language: str) -> Told:
    """Say in the reader's language what needs attention, with links that the reader may open."""
    urgency = {NOW: _("Now"), SOON: _("Soon"), LATER: _("Later")}[one.urgency]
    title = _TITLES[one.kind](one)
    detail = _moment_words(one.at, area, language) if one.at else ""
    return Told(urgency, BADGES[one.urgency], title, detail, tuple(_links(one, area)))


def _moment_words(at: datetime, area: EventArea, language: str) -> str:
    there = moment(at, area.zone, language)
    return _(
        "%(day)s, %(time)s %(city)s (%(offset)s)",
        day=there.day,
        time=there.time,
        city=there.city,
        offset=there.offset,
    )


def _links(one: Attention, area: EventArea) -> list[tuple[str, str]]:
    if one.kind in _LISTS:
        endpoint, query, label = _LISTS[one.kind]
        if not may_open(endpoint, area.place):
            return []
        return [(str(label), url_for(endpoint, slug=area.slug, **query))]
    codes = [(code or _("Description of the event"), code) for code in one.codes]
    shown = codes[:MOST_CODES]
    page = _PAGES.get(one.kind)
    if page is None:
        return [(label, "") for label, _code in shown]
    if not may_open(page, area.place):
        return []
    return [(label, url_for(page, slug=area.slug, code=code)) for label, code in shown]


_PAGES = {
    "declined": "organiser.show_session_form",
    "mails": "organiser.show_registration",
    "streams": "organiser.show_stream",
    "withdrawn": "organiser.show_session_form",
}
"""By what needs attention the page of each code of it; where there is none, codes are named."""

_LISTS: dict[str, tuple[str, dict[str, Any], LazyString]] = {
    "releases": ("organiser.show_releases", {}, _l("What waits")),
    "answers": (
        "organiser.show_event_speakers",
        {"state": State.WAITING.value},
        _l("Who has not answered"),
    ),
}
"""By what needs attention the one page that tells all of it: its address, and its name."""


def _mails(one: Attention) -> str:
    return ngettext(
        "A mail to %(num)s registrant could not be sent.",
        "Mails to %(num)s registrants could not be sent.",
        len(one.codes),
    )


def _streams(one: Attention) -> str:
    return ngettext(
        "%(num)s stop has no stream yet; the first one starts:",
        "%(num)s stops have no stream yet; the first one starts:",
        len(one.codes),
    )


def _declined(one: Attention) -> str:
    return ngettext(
        "A speaker has declined %(num)s session that has a time.",
        "Speakers have declined %(num)s sessions that have a time.",
        len(one.codes),
    )


def _withdrawn(one: Attention) -> str:
    return ngettext(
        "A proposer has given back %(num)s session that has a time.",
        "Proposers have given back %(num)s sessions that have a time.",
        len(one.codes),
    )


def _speakers(one: Attention) -> str:
    return ngettext(
        "%(num)s session has no speaker.", "%(num)s sessions have no speaker.", len(one.codes)
    )


def _releases(one: Attention) -> str:
    return ngettext(
        "A change of %(num)s session waits for a release.",
        "Changes of %(num)s sessions wait for a release.",
        len(one.codes),
    )


def _answers(one: Attention) -> str:
    return ngettext(
        "%(num)s speaker has not answered the invitation.",
        "%(num)s speakers have not answered the invitation.",
        len(one.codes),
    )


def _translations(one: Attention) -> str:
    return ngettext(
        "%(num)s text is there in one language only.",
        "%(num)s texts are there in one language only.",
        len(one.codes),
    )


def _few_online(one: Attention) -> str:
    return ngettext("%(num)s place online is left.", "%(num)s places online are left.", one.left)


def _few_onsite(one: Attention) -> str:
    return ngettext("%(num)s place on site is left.", "%(num)s places on site are left.", one.left)


_TITLES: dict[str, Callable[[Attention], str]] = {
    "mails": _mails,
    "streams": _streams,
    "declined": _declined,
    "withdrawn": _withdrawn,
    "speakers": _speakers,
    "releases": _releases,
    "answers": _answers,
    "translations": _translations,
    "few_online": _few_online,
    "few_onsite": _few_onsite,
    "full_online": lambda _one: _("All places online are taken."),
    "full_onsite": lambda _one: _("All places on site are taken."),
    "opens": lambda _one: _("Registration opens:"),
    "closes": lambda _one: _("Registration closes:"),
    "closed": lambda _one: _("Registration is closed, and the event has not begun."),
    "stops": lambda _one: _("The event has no stops yet, so it has no date."),
}
