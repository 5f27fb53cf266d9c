"""Making, editing and cancelling a session, and who speaks in it."""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Any

from flask import Response as Page
from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug, stops_of
from eventapp.programme.changing import (
    add_session,
    cancel_session,
    change_session,
    delete_draft_session,
    park_session,
    publish_session,
    restore_session,
)
from eventapp.programme.line_up import add_appearance, move_appearance_up, remove_appearance
from eventapp.programme.queries import session_by_code, tracks_of
from eventapp.programme.rules import UNSEEN, SessionDetails
from eventapp.programme.translating import confirm_translations
from eventapp.programme.translations import outdated_texts_of
from eventapp.programme.working import EditedSession, line_up_to_edit, session_to_edit
from eventapp.proposals.queries import proposal_of_session
from eventapp.speakers.queries import speaker_by_code, speakers_of
from eventapp.web.display import ROLES
from eventapp.web.errors import found
from eventapp.web.locale import reader_language
from eventapp.web.organiser.edit_fields import city_list
from eventapp.web.organiser.edit_form import Stored
from eventapp.web.organiser.event_area import event_page
from eventapp.web.organiser.saving import Subject, do, save_edit, save_new
from eventapp.web.organiser.session_form import SessionForm, seen_session, stored_session

Answer = str | Response | Page | tuple[str, int]
STATE_ACTIONS = {
    "cancel": cancel_session,
    "park": park_session,
    "restore": restore_session,
    "publish": publish_session,
    "delete": delete_draft_session,
    "translated": confirm_translations,
}
LINE_UP_ACTIONS = {
    "add": add_appearance,
    "remove": remove_appearance,
    "up": move_appearance_up,
}


def show_new_session(slug: str) -> Answer:
    """Show the form of a new session, at the stop that is asked for or the first one."""
    event = found(event_by_slug(slug))
    stops = stops_of(event.id)
    if not stops:
        flash(_("Add a stop first: a session lies within one."), "care")
        return redirect(url_for("organiser.add_stop", slug=slug), HTTPStatus.SEE_OTHER)
    wished = request.args.get("stop")
    stop = next((one for one in stops if one.code == wished), stops[0])
    return _page(event, SessionForm(stops, tracks_of(event.id), None, stop))


def make_session(slug: str) -> Answer:
    """Make a session."""
    event = found(event_by_slug(slug))
    stops, act = stops_of(event.id), partial(add_session, event.id)
    if not stops:
        abort(HTTPStatus.CONFLICT)
    form = SessionForm(stops, tracks_of(event.id), None, stops[0])
    made = save_new(form, act, _("The session is made."))
    if made is None:
        return _page(event, form), HTTPStatus.UNPROCESSABLE_ENTITY
    return _to_session(slug, made.code)


def show_session_form(slug: str, code: str) -> Answer:
    """Show the form of a session."""
    event = found(event_by_slug(slug))
    session = _to_edit(event, code)
    return _page(event, _form(event, session), session)


def edit_session(slug: str, code: str) -> Answer:
    """Store what was changed of a session, or show it beside what others changed."""
    event = found(event_by_slug(slug))
    session = _to_edit(event, code)
    form, act = _form(event, session), partial(change_session, session.number)

    def newest() -> Stored:
        stored = _to_edit(event, code)
        return stored_session(stored), seen_session(stored)

    def wish(details: SessionDetails) -> Mapping[str, Any]:
        return details._asdict() | {"track_id": _track_id(session, details.track)}

    refused = save_edit(form, Subject(event.id, "session", code, act, newest, wish))
    return _to_session(slug, code) if refused is None else (_page(event, form, session), refused)


def change_session_state(slug: str, code: str) -> Answer:
    """Publish, park, cancel or restore it, delete a draft, or say that its translation holds."""
    event = found(event_by_slug(slug))
    session_id, name = found(session_by_code(event.id, code)).id, request.form.get("do", "")
    action = STATE_ACTIONS.get(name) or abort(400, _("Choose one of the buttons."))
    words = _done_words(name, waits=bool(event.release_number))
    is_done = do(partial(action, session_id), words)
    if is_done and name == "delete":
        return redirect(url_for("organiser.show_plan", slug=slug), HTTPStatus.SEE_OTHER)
    return _to_session(slug, code)


def change_line_up(slug: str, code: str) -> Answer:
    """Put a speaker into a session, take one out, or name one earlier."""
    event = found(event_by_slug(slug))
    session_id = found(session_by_code(event.id, code)).id
    speaker = speaker_by_code(event.id, request.form.get("speaker", "")[:40])
    action = LINE_UP_ACTIONS.get(request.form.get("do", ""))
    if action is None:
        abort(400, _("Choose one of the buttons."))
    if speaker is None:
        flash(_("Choose a speaker."), "wrong")
        return _to_session(slug, code, "line-up")
    do(partial(action, session_id, speaker.id, request.form.get("role", "")), "")
    return _to_session(slug, code, "line-up")


def _to_edit(event: Event, code: str) -> EditedSession:
    session = session_to_edit(event.id, code)
    if session is None:
        abort(HTTPStatus.NOT_FOUND)
    return session


def _form(event: Event, session: EditedSession) -> SessionForm:
    form = SessionForm(stops_of(event.id), tracks_of(event.id), session, session.stop)
    if event.release_number and session.public_state not in UNSEEN:
        form.keep_public()
    return form


def _track_id(session: EditedSession, name: str) -> int | None:
    """Give the number of a track as it was wished, for a form that is shown again."""
    if session.track is not None and session.track.name == name:
        return session.track_id
    return -1 if name else None


def _done_words(name: str, *, waits: bool) -> str:
    if waits and name not in {"delete", "park"}:
        return _("Done. It waits for the next release; until then everybody sees what they saw.")
    return {
        "cancel": _("The session is cancelled. Programme and calendars say so."),
        "restore": _("The session is held after all. Calendars are told."),
        "publish": _("The session is published."),
        "park": _("The session is parked: it has no time until you give it one."),
        "translated": _("The translation counts as up to date."),
        "delete": _("The draft is deleted."),
    }[name]


def _to_session(slug: str, code: str, anchor: str | None = None) -> Response:
    address = url_for("organiser.show_session_form", slug=slug, code=code, _anchor=anchor)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _page(event: Event, form: SessionForm, session: EditedSession | None = None) -> str:
    shown: dict[str, Any] = {"session": session, "form": form}
    if session is not None:
        shown |= {
            "line_up": line_up_to_edit(session),
            "speakers": speakers_of(event.id),
            "roles": ROLES,
            "outdated": outdated_texts_of(session),
            "proposal": proposal_of_session(session.number),
        }
    return event_page("organiser/session.html", event, cities=city_list(reader_language()), **shown)
