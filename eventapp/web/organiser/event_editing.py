"""Editing an event, and what becomes of it: published, postponed, cancelled, put away."""

from datetime import datetime
from functools import partial
from http import HTTPStatus

from flask import abort, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.accounts.rules import Place
from eventapp.events.changing import change_event
from eventapp.events.life import archive, delete_draft, take_from_archive
from eventapp.events.models import Event
from eventapp.events.queries import all_events, event_by_slug
from eventapp.events.rules import CANCELLED, DRAFT, POSTPONED, PUBLISHED
from eventapp.foundation.bilingual import Text
from eventapp.programme.life import set_event_state
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.organiser.edit_fields import city_list
from eventapp.web.organiser.edit_form import Stored
from eventapp.web.organiser.event_area import event_page
from eventapp.web.organiser.event_form import EventForm, seen_event, stored_event
from eventapp.web.organiser.saving import Subject, do, save_edit
from eventapp.web.policy import READERS

Answer = str | Response | tuple[str, int]
STATES = {
    "publish": PUBLISHED,
    "withdraw": DRAFT,
    "postpone": POSTPONED,
    "cancel": CANCELLED,
    "restore": PUBLISHED,
}


def show_event_form(slug: str) -> Answer:
    """Show the form of an event."""
    event = found(event_by_slug(slug))
    return _page(event, EventForm(event))


def edit_event(slug: str) -> Answer:
    """Store what was changed of an event, or show it beside what others changed."""
    event = found(event_by_slug(slug))
    form, act = EventForm(event), partial(change_event, event.id)
    refused = save_edit(form, Subject(event.id, "event", slug, act, lambda: _newest(slug)))
    return _back(slug) if refused is None else (_page(event, form), refused)


def _newest(slug: str) -> Stored:
    event = found(event_by_slug(slug))
    return stored_event(event), seen_event(event)


def change_event_state(slug: str) -> Response:
    """Publish, postpone, cancel or take back an event; put it away, or delete a draft."""
    event = found(event_by_slug(slug))
    name = request.form.get("do", "")
    if name not in {*STATES, "archive", "unarchive", "delete"}:
        abort(400, _("Choose one of the buttons."))
    instead = request.form.get("replaced_by", "")
    numbers = (one.id for one in _others(event) if one.slug == instead)
    other = next(numbers, None) if name in {"cancel", "postpone"} else None
    is_done = do(partial(_act, name, event.id, other), _done_words(name))
    if is_done and name == "delete":
        return redirect(url_for("organiser.show_home"), HTTPStatus.SEE_OTHER)
    return _back(slug)


def _act(name: str, event_id: int, other: int | None, *, actor: str, now: datetime) -> None:
    if name == "archive":
        archive(event_id, actor=actor, now=now)
    elif name == "unarchive":
        take_from_archive(event_id, actor=actor, now=now)
    elif name == "delete":
        delete_draft(event_id, actor=actor, now=now)
    else:
        set_event_state(event_id, STATES[name], replaced_by_id=other, actor=actor, now=now)


def _done_words(name: str) -> str:
    return {
        "publish": _("The event is public."),
        "withdraw": _("The event is a draft again: nobody but organisers sees it."),
        "postpone": _("The event is postponed. Its page says so, and nobody can register."),
        "cancel": _("The event is cancelled. Its page and calendars say so."),
        "restore": _("The event is held after all. Its page and calendars say so."),
        "archive": _("The event is put away. It stays public."),
        "unarchive": _("The event is back among those you work on."),
        "delete": _("The draft is deleted."),
    }[name]


def _back(slug: str) -> Response:
    return redirect(url_for("organiser.show_event_form", slug=slug), HTTPStatus.SEE_OTHER)


def _others(event: Event) -> list[Event]:
    """Give the events of the series that may be held instead; drafts only of who may read them."""
    reach = present_visitor().reach
    return [
        one
        for one, _starts_at, _ends_at in all_events()
        if one.id != event.id
        and one.series_id == event.series_id
        and (one.state != DRAFT or reach.may(READERS, Place(one.id, one.series_id)))
    ]


def _page(event: Event, form: EventForm) -> str:
    language = reader_language()
    others = [
        (one.slug, Text(one.name_en, one.name_sv).in_language(language)) for one in _others(event)
    ]
    return event_page(
        "organiser/event_edit.html",
        event,
        form=form,
        others=others,
        cities=city_list(language),
        registered=event.taken_online + event.taken_onsite,
    )
