"""Making an event: from nothing in one form."""

from datetime import datetime
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.accounts.rules import Place
from eventapp.events.changing import add_event, add_series, add_stop
from eventapp.events.models import Series
from eventapp.events.queries import all_series, event_by_slug, series_by_slug
from eventapp.events.rules import DRAFT, PUBLISHED, SeriesDetails
from eventapp.foundation.clock import utc_now
from eventapp.programme.changing import add_session
from eventapp.programme.line_up import add_appearance
from eventapp.speakers.changing import add_speaker
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.organiser.edit_fields import city_list
from eventapp.web.organiser.edit_form import save
from eventapp.web.organiser.new_event_form import NewEventForm
from eventapp.web.policy import EDITORS

Answer = str | Response | tuple[str, int]


def new_event() -> Answer:
    """Show the form of a new event, or make it."""
    now, actor = utc_now(), present_visitor().actor
    everywhere = not present_visitor().reach.roles_everywhere().isdisjoint(EDITORS)
    series = _own_series()
    form = NewEventForm(series, may_add_series=everywhere, now=now)
    if not series and not everywhere:
        return _page(form, may_make=False)
    if request.method == "GET":
        return _page(form)
    if form.validate():
        slug = save(form, lambda: _make(form, actor, now))
        if slug:
            flash(_made_words(slug), "good")
            return redirect(url_for("organiser.show_plan", slug=slug), HTTPStatus.SEE_OTHER)
    return _page(form), HTTPStatus.UNPROCESSABLE_ENTITY


def _own_series() -> list[Series]:
    """Give the series at which one may make events."""
    reach = present_visitor().reach
    return [one for one in all_series() if reach.may(EDITORS, Place(None, one.id))]


def _make(form: NewEventForm, actor: str, now: datetime) -> str:
    """Make series, event, stop, session and speaker; give the event's slug."""
    series = form.known_series or add_series(_free(form.new_series()), actor=actor, now=now)
    details = form.event()
    if not form.slug.data:
        details = details._replace(slug=_free_slug(details.slug))
    state = PUBLISHED if form.published.data else DRAFT
    event = add_event(series.id, details, state=state, actor=actor, now=now)
    stop = add_stop(event.id, form.stop(), actor=actor, now=now)
    session = add_session(event.id, form.session(stop.id), actor=actor, now=now)
    speaker = form.speaker()
    if speaker is not None:
        number = add_speaker(event.id, speaker, actor=actor, now=now).id
        add_appearance(session.id, number, "presenter", actor=actor, now=now)
    return event.slug


def _free(details: SeriesDetails) -> SeriesDetails:
    slug, number = details.slug, 1
    while series_by_slug(slug) is not None:
        number += 1
        slug = f"{details.slug[:70]}-{number}"
    return details._replace(slug=slug)


def _free_slug(wished: str) -> str:
    slug, number = wished, 1
    while event_by_slug(slug) is not None:
        number += 1
        slug = f"{wished[:70]}-{number}"
    return slug


def _made_words(slug: str) -> str:
    event = event_by_slug(slug)
    if event is not None and event.state == PUBLISHED:
        return _("The event is public. Tell people of its page.")
    return _("The event is made as a draft: nobody but organisers sees it.")


def _page(form: NewEventForm, *, may_make: bool = True) -> str:
    return render_template(
        "organiser/new_event.html",
        form=form,
        may_make=may_make,
        cities=city_list(reader_language()),
    )
