"""Changing what one told, and withdrawing."""

from http import HTTPStatus

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from eventapp.foundation.clock import utc_now
from eventapp.foundation.refusals import Difference
from eventapp.foundation.transaction import transaction
from eventapp.registration.changing import change_registration, withdraw
from eventapp.registration.models import Registration
from eventapp.web.attendee.ticket_guard import ticket_holder
from eventapp.web.locale import reader_language
from eventapp.web.public.event_frame import event_frame
from eventapp.web.registrant_change import ChangeForm, stored_words
from eventapp.web.revisions import Tried, try_change

Answer = str | Response | tuple[str, int]


def show_change(ticket_code: str) -> str:  # noqa: ARG001 -- the guard looked it up
    """Show what is kept, to be changed."""
    registration = ticket_holder()
    form = ChangeForm(registration, reader_language(), now=utc_now())
    return _change_page(registration, form)


def change_ticket(ticket_code: str) -> Answer:
    """Keep what is told from now on, or show the form again with what to change."""
    registration = ticket_holder()
    now, number = utc_now(), registration.id
    form = ChangeForm(registration, reader_language(), now=now)
    tried = Tried(None)
    if form.validate():
        wish, revision = form.change(), form.read_revision()
        tried = try_change(form, lambda: change_registration(number, wish, revision, now=now))
    if tried.is_changed is None:
        return _change_page(registration, form, tried.differences), tried.status
    address = url_for("attendee.show_ticket", ticket_code=ticket_code, told="changed")
    return redirect(address, HTTPStatus.SEE_OTHER)


def ask_to_withdraw(ticket_code: str) -> str:  # noqa: ARG001 -- the guard looked it up
    """Ask whether it is meant."""
    registration = ticket_holder()
    return render_template(
        "attendee/withdraw.html",
        registration=registration,
        frame=event_frame(registration.event, reader_language()),
    )


def withdraw_ticket(ticket_code: str) -> Response:
    """Withdraw the registration; its ticket tells so from then on."""
    number = ticket_holder().id
    with transaction():
        withdraw(number, now=utc_now())
    address = url_for("attendee.show_ticket", ticket_code=ticket_code)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _change_page(
    registration: Registration, form: ChangeForm, differences: tuple[Difference, ...] = ()
) -> str:
    language = reader_language()
    return render_template(
        "attendee/change.html",
        registration=registration,
        frame=event_frame(registration.event, language),
        form=form,
        stored=stored_words(form, differences, language),
    )
