"""The speakers of an event for its organisers: who is asked, and who has answered what."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from flask import request
from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.events.queries import event_by_slug
from eventapp.foundation.clock import utc_now
from eventapp.speakers.models import Speaker
from eventapp.speaking.queries import Asked, asked_of
from eventapp.speaking.rules import RemindedToday, Standing, State, check_reminder
from eventapp.web.errors import found
from eventapp.web.locale import reader_language
from eventapp.web.moments import moment
from eventapp.web.organiser.event_area import event_page

STATE_NAMES: dict[State, LazyString] = {
    State.NOT_INVITED: _l("Not invited"),
    State.WAITING: _l("Not answered"),
    State.DECLINED: _l("Declined"),
    State.ANSWERED: _l("Answered"),
}
BADGES = {State.ANSWERED: "good", State.DECLINED: "cancelled", State.WAITING: "care"}


class SpeakerRow(NamedTuple):
    """A speaker in the list: how the invitation stands, and what there is to say of it."""

    speaker: Speaker
    name: str
    sessions: int
    state: State
    state_name: str
    badge: str
    facts: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]


def show_event_speakers(slug: str) -> str:
    """Show everybody who speaks at the event, and who of them has answered."""
    event = found(event_by_slug(slug))
    everybody, now = asked_of(event.id), utc_now()
    wanted = request.args.get("state", "")
    counts = Counter(one.state for one in everybody)
    return event_page(
        "organiser/speakers.html",
        event,
        rows=[_row(one, event.zone) for one in everybody if wanted in ("", one.state.value)],
        wanted=wanted,
        options=[
            ("", _("All")),
            *((state.value, f"{name} ({counts[state]})") for state, name in STATE_NAMES.items()),
        ],
        everybody=len(everybody),
        to_invite=len(can_be_invited(everybody)),
        to_remind=len(can_be_reminded(everybody, now=now)),
    )


def can_be_invited(everybody: Sequence[Asked]) -> list[Asked]:
    """Give who was never invited and has an address: whose link was revoked is asked by hand."""
    return [one for one in everybody if one.invitation is None and one.speaker.email]


def can_be_reminded(everybody: Sequence[Asked], *, now: datetime) -> list[Asked]:
    """Give who has not answered everything, and was written to more than a day ago."""
    return [
        one
        for one in everybody
        if one.state is State.WAITING and one.speaker.email and _is_long_ago(one, now)
    ]


def _is_long_ago(asked: Asked, now: datetime) -> bool:
    if asked.invitation is None:
        return False
    try:
        check_reminder(asked.invitation.sent_at, asked.invitation.reminded_at, now=now)
    except RemindedToday:
        return False
    return True


def name_of_speaker(speaker: Speaker) -> str:
    """Give the name as it is written, the code where there is none."""
    return f"{speaker.given_name} {speaker.family_name}".strip() or speaker.code


def _row(asked: Asked, zone: str) -> SpeakerRow:
    state = asked.state
    return SpeakerRow(
        speaker=asked.speaker,
        name=name_of_speaker(asked.speaker),
        sessions=len(asked.parts),
        state=state,
        state_name=str(STATE_NAMES[state]),
        badge=BADGES.get(state, ""),
        facts=tuple(_facts(asked, zone)),
        notes=tuple((part.session_code, part.note) for part in asked.parts if part.note),
    )


def _facts(asked: Asked, zone: str) -> list[str]:
    """Say when letters went out, and what was answered."""
    invitation, language = asked.invitation, reader_language()
    facts = [] if asked.speaker.email else [_("no e-mail address")]
    facts += _planned_words(asked)
    if invitation is None:
        return facts
    if not asked.is_invited:
        return [*facts, _("link revoked")]
    facts.append(_("invited %(day)s", day=moment(invitation.sent_at, zone, language).day))
    if invitation.reminded_at:
        reminded = moment(invitation.reminded_at, zone, language)
        facts.append(_("reminded %(day)s", day=reminded.day))
    counts = Counter(part.standing for part in asked.parts)
    facts += [_STANDINGS[one](counts[one]) for one in Standing if counts[one]]
    return facts


def _planned_words(asked: Asked) -> list[str]:
    """Say how many of the sessions wait for a release: who is invited sees them already."""
    planned = sum(part.is_planned for part in asked.parts)
    words = ngettext("%(num)s not public yet", "%(num)s not public yet", planned)
    return [words] if planned else []


_STANDINGS = {
    Standing.OPEN: lambda num: ngettext("%(num)s unanswered", "%(num)s unanswered", num),
    Standing.CONFIRMED: lambda num: ngettext("%(num)s confirmed", "%(num)s confirmed", num),
    Standing.DECLINED: lambda num: ngettext("%(num)s declined", "%(num)s declined", num),
    Standing.MOVED: lambda num: ngettext("%(num)s moved since", "%(num)s moved since", num),
}
