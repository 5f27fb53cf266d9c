"""What a speaker sees by their link, and tells there."""

from collections.abc import Callable
from http import HTTPStatus

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.foundation.clock import utc_now
from eventapp.foundation.refusals import Refusal, StaleEdit
from eventapp.foundation.timezones import InstantMalformed, TimeOutOfRange, parse_instant
from eventapp.foundation.transaction import transaction
from eventapp.speakers.changing import describe_oneself
from eventapp.speaking.answering import (
    SPEAKER,
    Answer,
    answer_session,
    note_told,
    state_checks,
    state_consents,
    state_hours,
)
from eventapp.speaking.rules import Times
from eventapp.web.organiser.edit_form import save
from eventapp.web.refusals import words_for
from eventapp.web.speaker.about_form import AboutForm, seen_about, stored_about
from eventapp.web.speaker.hours_grid import cells_in
from eventapp.web.speaker.link_guard import present_invitation
from eventapp.web.speaker.page import speaking_page

View = str | Response | tuple[str, int]


def show_speaking(token: str) -> str:  # noqa: ARG001 -- the guard looked it up
    """Show a speaker what is asked of them."""
    return speaking_page(present_invitation())


def answer(token: str, session_code: str) -> View:
    """Take what the speaker says to a session."""
    speaker_id, now = present_invitation().speaker_id, utc_now()
    given = _answer()
    if given is None:
        return refused("sessions", _("That cannot be read. Look at the session and answer again."))
    return told(
        token,
        given.answer,
        f"session-{session_code}",
        lambda: answer_session(speaker_id, session_code, given, now=now),
    )


def _answer() -> Answer | None:
    """Read the answer, and for which time it was given; None for what no form sends."""
    starts, _slash, ends = request.form.get("seen", "").partition("/")
    try:
        times = Times(parse_instant(starts), parse_instant(ends))
    except (InstantMalformed, TimeOutOfRange):
        return None
    note = request.form.get("note", "").replace("\0", "").strip()
    return Answer(request.form.get("answer", ""), note, times)


def tell_hours(token: str) -> View:
    """Take the half hours in which the speaker can be there."""
    speaker_id, now = present_invitation().speaker_id, utc_now()
    try:
        cells = cells_in(request.form.getlist("free"))
    except (InstantMalformed, TimeOutOfRange):
        return refused("hours", _("These hours cannot be read. Tick them again."))
    return told(token, "hours", "hours", lambda: state_hours(speaker_id, cells, now=now))


def tell_about(token: str) -> View:
    """Take what the speaker tells of themselves, or show it beside what others changed."""
    invitation = present_invitation()
    number, form, now = invitation.speaker_id, AboutForm(invitation.speaker), utc_now()
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.validate():
        details, seen = form.details(), form.seen_before()

        def store() -> bool:
            note_told(number, now=now)
            describe_oneself(number, details, seen, actor=SPEAKER, now=now)
            return True

        try:
            saved = save(form, store)
        except StaleEdit as stale:
            speaker = present_invitation().speaker
            form.collide(stale, details._asdict(), stored_about(speaker), seen_about(speaker))
            saved, status = None, HTTPStatus.CONFLICT
        if saved:
            return _to_page(token, "about", "about")
    return speaking_page(present_invitation(), form), status


def tell_consents(token: str) -> View:
    """Take to what the speaker consents from now on."""
    speaker_id, given, now = present_invitation().speaker_id, set(request.form), utc_now()
    return told(token, "consents", "consents", lambda: state_consents(speaker_id, given, now=now))


def tell_technique(token: str) -> View:
    """Take what of the technical check is done."""
    speaker_id, done, now = present_invitation().speaker_id, set(request.form), utc_now()
    return told(token, "technique", "technique", lambda: state_checks(speaker_id, done, now=now))


def told(token: str, what: str, section: str, act: Callable[[], object]) -> View:
    """Act in a transaction and say so, or say in the section why nothing was stored."""
    try:
        with transaction():
            act()
    except Refusal as refusal:
        return refused(section, words_for(refusal))
    return _to_page(token, what, section)


def refused(section: str, words: str) -> View:
    """Show the page with what was refused in its section."""
    page = speaking_page(present_invitation(), problems={section: words})
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _to_page(token: str, what: str, section: str) -> Response:
    address = url_for("speaker.show_speaking", token=token, told=what, _anchor=section)
    return redirect(address, HTTPStatus.SEE_OTHER)
