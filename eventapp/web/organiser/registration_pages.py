"""One registration: all that is kept of it, changed, withdrawn, its ticket sent again."""

from http import HTTPStatus

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug
from eventapp.foundation.clock import utc_now
from eventapp.foundation.refusals import Difference, Refusal
from eventapp.foundation.transaction import transaction
from eventapp.registration.changing import change_registration, withdraw
from eventapp.registration.models import Registration
from eventapp.registration.queries import registration_by_code, registration_by_id
from eventapp.registration.registering import add_registration, send_ticket_to_owner
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.organiser.event_area import event_page
from eventapp.web.organiser.registration_forms import AddForm, EditForm
from eventapp.web.organiser.registration_story import story_of
from eventapp.web.refusals import words_for
from eventapp.web.registrant_change import stored_words
from eventapp.web.revisions import Tried, try_change

Answer = str | Response | tuple[str, int]


def show_registration(slug: str, code: str) -> str:
    """Show a registration with all that has happened to it."""
    event, registration = _looked_up(slug, code)
    return _page(
        "organiser/registration.html",
        event,
        registration,
        story=story_of(event, registration, reader_language()),
    )


def ask_to_add(slug: str) -> str:
    """Show the form by which somebody is given a place."""
    event = found(event_by_slug(slug))
    return _add_page(event, AddForm(event, reader_language(), now=utc_now()))


def add_by_hand(slug: str) -> Answer:
    """Give somebody a place, whether registration is open or not."""
    event = found(event_by_slug(slug))
    event_id, actor, now = event.id, present_visitor().actor, utc_now()
    form = AddForm(event, reader_language(), now=now)
    if form.validate():
        try:
            with transaction():
                number = add_registration(event_id, form.applicant(), actor=actor, now=now)
        except Refusal as refusal:
            form.tell(refusal)
        else:
            flash(_("The registration is there, and a confirmation on its way."), "good")
            return _to(slug, found(registration_by_id(number)).code)
    form.tell_of_cookies()
    return _add_page(event, form), HTTPStatus.UNPROCESSABLE_ENTITY


def ask_to_edit(slug: str, code: str) -> Answer:
    """Show what is kept of a registrant, to be changed."""
    event, registration = _looked_up(slug, code)
    if registration.withdrawn_at is not None:
        return _refuse_withdrawn(slug, code)
    form = EditForm(registration, reader_language(), now=utc_now())
    return _edit_page(event, registration, form)


def edit_registration(slug: str, code: str) -> Answer:
    """Keep what is told from now on, or show the form again with what to change."""
    event, registration = _looked_up(slug, code)
    if registration.withdrawn_at is not None:
        return _refuse_withdrawn(slug, code)
    now, number, tried = utc_now(), registration.id, Tried(None)
    form, actor = EditForm(registration, reader_language(), now=now), present_visitor().actor
    if form.validate():
        wish, revision = form.change(), form.read_revision()
        tried = try_change(
            form, lambda: change_registration(number, wish, revision, now=now, actor=actor)
        )
    if tried.is_changed is None:
        return _edit_page(event, registration, form, tried.differences), tried.status
    said = _("The change is kept, and a letter about it on its way.")
    flash(said if tried.is_changed else _("Nothing was changed."), "good")
    return _to(slug, code)


def ask_to_withdraw(slug: str, code: str) -> str:
    """Ask whether it is meant, and tell what follows."""
    return _page("organiser/withdraw_registration.html", *_looked_up(slug, code))


def withdraw_registration(slug: str, code: str) -> Response:
    """Withdraw a registration."""
    _event, registration = _looked_up(slug, code)
    number, actor = registration.id, present_visitor().actor
    with transaction():
        is_withdrawn = withdraw(number, now=utc_now(), actor=actor)
    if is_withdrawn:
        flash(_("The registration is withdrawn, and a letter about it on its way."), "good")
    else:
        flash(_("It was withdrawn before."))
    return _to(slug, code)


def ask_to_send_ticket(slug: str, code: str) -> str:
    """Ask whether the ticket is to be mailed again, and tell to whom."""
    return _page("organiser/send_ticket.html", *_looked_up(slug, code))


def send_ticket(slug: str, code: str) -> Response:
    """Mail the ticket to its owner once more."""
    _event, registration = _looked_up(slug, code)
    number, actor = registration.id, present_visitor().actor
    try:
        with transaction():
            send_ticket_to_owner(number, actor=actor, now=utc_now())
    except Refusal as refusal:
        flash(words_for(refusal), "wrong")
    else:
        flash(_("The ticket is on its way."), "good")
    return _to(slug, code)


def _looked_up(slug: str, code: str) -> tuple[Event, Registration]:
    event = found(event_by_slug(slug))
    return event, found(registration_by_code(event.id, code))


def _refuse_withdrawn(slug: str, code: str) -> Response:
    flash(_("This registration is withdrawn."), "wrong")
    return _to(slug, code)


def _to(slug: str, code: str) -> Response:
    address = url_for("organiser.show_registration", slug=slug, code=code)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _page(template: str, event: Event, registration: Registration, **values: object) -> str:
    name = f"{registration.given_name} {registration.family_name}".strip()
    return event_page(template, event, registration=registration, name=name, **values)


def _add_page(event: Event, form: AddForm) -> str:
    return event_page("organiser/add_registration.html", event, form=form)


def _edit_page(
    event: Event,
    registration: Registration,
    form: EditForm,
    differences: tuple[Difference, ...] = (),
) -> str:
    stored = stored_words(form, differences, reader_language())
    template = "organiser/edit_registration.html"
    return _page(template, event, registration, form=form, stored=stored)
