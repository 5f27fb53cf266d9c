"""Releases of the programme: what waits, who would be told and how, and what was released."""

from collections import Counter
from collections.abc import Sequence
from http import HTTPStatus
from typing import NamedTuple

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug, stops_of
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.refusals import Refusal
from eventapp.foundation.transaction import transaction
from eventapp.planning.conflicts import Severity
from eventapp.planning.plans import planning_of
from eventapp.releases.actions import discard_change, release_programme
from eventapp.releases.queries import (
    Recipient,
    Released,
    Upcoming,
    recipients_of,
    releases_of,
    upcoming_of,
)
from eventapp.releases.rules import OtherThanPreviewed
from eventapp.web.display import language_name
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.letters import release_letter
from eventapp.web.locale import reader_language
from eventapp.web.organiser.conflict_words import ConflictWords
from eventapp.web.organiser.event_area import event_page
from eventapp.web.organiser.log_words import Names
from eventapp.web.organiser.release_form import ReleaseForm
from eventapp.web.refusals import words_for
from eventapp.web.release_words import ChangeLine, ReleaseWords, Teller, teller

Answer = str | Response | tuple[str, int]
MOST_CONFLICTS = 8


class EarlierRelease(NamedTuple):
    """A release as organisers see it: also by whom, and how many mails told of it."""

    words: ReleaseWords
    by: str
    mails: int


class Conflicting(NamedTuple):
    """A severe conflict in words."""

    title: str
    words: str


def show_releases(slug: str) -> Answer:
    """Show what would be released now, and what was."""
    event = found(event_by_slug(slug))
    return _page(event, ReleaseForm(event.zone))


def release(slug: str) -> Answer:
    """Release what was previewed; or show the mail as somebody will read it."""
    event = found(event_by_slug(slug))
    event_id, form, actor = event.id, ReleaseForm(event.zone), present_visitor().actor
    if not form.validate():
        return _page(event, form), HTTPStatus.UNPROCESSABLE_ENTITY
    if request.form.get("do") != "release":
        return _page(event, form)
    wish = form.wish()
    try:
        with transaction():
            done = release_programme(event_id, wish, actor=actor, now=utc_now())
            number = done.number
    except Refusal as refusal:
        form.form_errors.append(words_for(refusal))
        is_stale = isinstance(refusal, OtherThanPreviewed)
        status = HTTPStatus.CONFLICT if is_stale else HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(found(event_by_slug(slug)), form), status
    flash(_("Release %(number)s is public.", number=number), "good")
    return _to_releases(slug)


def discard(slug: str, code: str) -> Response:
    """Forget what waits of a session."""
    event_id, actor = found(event_by_slug(slug)).id, present_visitor().actor
    with transaction():
        discarded = discard_change(event_id, code, actor=actor, now=utc_now())
    if discarded:
        flash(_("The change is discarded. The session is as everybody sees it."), "good")
    return _to_releases(slug)


def _to_releases(slug: str) -> Response:
    return redirect(url_for("organiser.show_releases", slug=slug), HTTPStatus.SEE_OTHER)


def _page(event: Event, form: ReleaseForm) -> str:
    upcoming = upcoming_of(event)
    form.previewed.data = upcoming.mark
    language, stops = reader_language(), stops_of(event.id)
    told = recipients_of(event, [change.code for change in upcoming.changes])
    words = teller(event.slug, stops, event.zone, language)
    return event_page(
        "organiser/releases.html",
        event,
        form=form,
        last=upcoming.last,
        is_needed=upcoming.is_needed,
        session_count=upcoming.session_count,
        lines=[_to_edit(event.slug, line) for line in words.lines(upcoming.changes)],
        waiting=frozenset(code for code, _version in upcoming.waiting),
        unseen=_unseen(upcoming),
        conflicts=_severe_conflicts(event.slug),
        most_conflicts=MOST_CONFLICTS,
        reader_count=len(told),
        readers=_readers(told, language),
        letter=_letter(event, upcoming, form) if upcoming.changes else None,
        earlier=_earlier(releases_of(event.id), words),
    )


def _to_edit(slug: str, line: ChangeLine) -> ChangeLine:
    """Let a change lead to its form: what is new has no public page yet."""
    address = url_for("organiser.show_session_form", slug=slug, code=line.code)
    return line._replace(href=address)


def _unseen(upcoming: Upcoming) -> tuple[str, ...]:
    """Give what waits though readers would see no change: a file wrote the same meanwhile."""
    changed = {change.code for change in upcoming.changes}
    return tuple(code for code, _version in upcoming.waiting if code not in changed)


def _severe_conflicts(slug: str) -> list[Conflicting]:
    planning = found(planning_of(slug))
    words = ConflictWords(planning, reader_language())
    return [
        Conflicting(words.title(one.session), words.words(one))
        for one in planning.conflicts()
        if one.severity is Severity.SEVERE
    ]


def _readers(told: Sequence[Recipient], language: str) -> list[tuple[str, int]]:
    """Give how many read the mail in each language."""
    counted = Counter(one.language for one in told)
    return [(language_name(code, language), number) for code, number in sorted(counted.items())]


def _letter(event: Event, upcoming: Upcoming, form: ReleaseForm) -> tuple[str, str]:
    """Give the mail as the form asks to see it."""
    note = Text(form.note_en.data or "", form.note_sv.data or "")
    planned = Released(
        0, upcoming.last + 1, utc_now(), "", note, upcoming.session_count, 0, upcoming.changes
    )
    return release_letter(event, planned, form.zone, form.mail_language.data)


def _earlier(releases: Sequence[Released], words: Teller) -> list[EarlierRelease]:
    names = Names(one.released_by for one in releases)
    return [
        EarlierRelease(words.release(one), names.of(one.released_by), one.mail_count)
        for one in releases
    ]
