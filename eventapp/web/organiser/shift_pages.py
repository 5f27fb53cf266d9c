"""Adding, changing and removing a shift."""

from http import HTTPStatus

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug, stops_of
from eventapp.foundation.clock import utc_now
from eventapp.foundation.refusals import StaleEdit
from eventapp.foundation.transaction import transaction
from eventapp.roster.actions import add_shift, change_shift, remove_shift
from eventapp.roster.models import Shift
from eventapp.roster.queries import shift_by_code
from eventapp.speakers.queries import speakers_of
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.organiser.edit_fields import city_list
from eventapp.web.organiser.edit_form import save, saved_words
from eventapp.web.organiser.event_area import event_page
from eventapp.web.organiser.shift_form import ShiftForm, seen_shift, stored_shift

Answer = str | Response | tuple[str, int]


def new_shift(slug: str) -> Answer:
    """Show the form of a new shift, at the stop that is asked for or the first one, or store it."""
    event = found(event_by_slug(slug))
    stops, actor, event_id = stops_of(event.id), present_visitor().actor, event.id
    if not stops:
        flash(_("Add a stop first: a shift is one at a stop."), "care")
        return redirect(url_for("organiser.add_stop", slug=slug), HTTPStatus.SEE_OTHER)
    wished = request.args.get("stop")
    stop = next((one for one in stops if one.code == wished), stops[0])
    form = ShiftForm(stops, speakers_of(event.id), None, stop)
    if request.method == "GET":
        return _page(event, form)
    if form.validate():
        details = form.details()
        if save(form, lambda: add_shift(event_id, details, actor=actor, now=utc_now()).code):
            flash(_("The shift is on the roster."), "good")
            return _to_roster(slug, form.stop.data)
    return _page(event, form), HTTPStatus.UNPROCESSABLE_ENTITY


def show_shift_form(slug: str, code: str) -> Answer:
    """Show the form of a shift."""
    event = found(event_by_slug(slug))
    shift = found(shift_by_code(event.id, code))
    return _page(event, _form(event, shift), shift)


def edit_shift(slug: str, code: str) -> Answer:
    """Store what was changed of a shift, or show it beside what others changed."""
    event = found(event_by_slug(slug))
    shift = found(shift_by_code(event.id, code))
    shift_id, actor, form = shift.id, present_visitor().actor, _form(event, shift)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.validate():
        details, seen, now = form.details(), form.seen_before(), utc_now()
        try:
            edited = save(form, lambda: change_shift(shift_id, details, seen, actor=actor, now=now))
        except StaleEdit as stale:
            shift = found(shift_by_code(event.id, code))
            form.collide(stale, details._asdict(), stored_shift(shift), seen_shift(shift))
            status = HTTPStatus.CONFLICT
        else:
            if edited is not None:
                flash(saved_words(form, edited), "good")
                return _to_roster(slug, form.stop.data)
    return _page(event, form, shift), status


def take_off_roster(slug: str, code: str) -> Response:
    """Remove a shift."""
    event = found(event_by_slug(slug))
    shift = found(shift_by_code(event.id, code))
    shift_id, stop_code, actor = shift.id, shift.stop.code, present_visitor().actor
    with transaction():
        remove_shift(shift_id, actor=actor, now=utc_now())
    flash(_("The shift is off the roster."), "good")
    return _to_roster(slug, stop_code)


def _form(event: Event, shift: Shift) -> ShiftForm:
    return ShiftForm(stops_of(event.id), speakers_of(event.id), shift, shift.stop)


def _to_roster(slug: str, stop_code: str) -> Response:
    address = url_for("organiser.show_roster", slug=slug, _anchor=f"stop-{stop_code}")
    return redirect(address, HTTPStatus.SEE_OTHER)


def _page(event: Event, form: ShiftForm, shift: Shift | None = None) -> str:
    cities = city_list(reader_language())
    return event_page("organiser/shift.html", event, form=form, shift=shift, cities=cities)
