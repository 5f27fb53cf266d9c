"""Asking for a place at an event, and what follows.

What follows is the same page for everybody: whether an address had a place before is told in a
mail to that address and nowhere else.
"""

from collections.abc import Collection
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from flask import current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from eventapp.config import Settings
from eventapp.events.models import Event
from eventapp.events.queries import is_demo, last_end_of, public_event, versions_of
from eventapp.foundation.clock import utc_now
from eventapp.foundation.refusals import Refusal
from eventapp.foundation.transaction import transaction
from eventapp.registration.offers import asked_at
from eventapp.registration.queries import places_of
from eventapp.registration.registering import register, send_ticket_again
from eventapp.registration.rules import Places, modes_of
from eventapp.web.entrance import client_address
from eventapp.web.errors import found
from eventapp.web.locale import reader_language, reader_zone
from eventapp.web.moments import Moment
from eventapp.web.public.addresses import Here, event_path
from eventapp.web.public.event_frame import event_frame, registration_state
from eventapp.web.public.events import moments_for
from eventapp.web.public.registration_form import LinkByMailForm, RegistrationForm, plain_wish
from eventapp.web.rate_limits import REGISTER_FROM, TICKET_FROM, check_rate_inside
from eventapp.web.shells import shell

Answer = str | Response | tuple[str, int]
FEW_PLACES = 20
"""From so many on it is told how many places are left."""


class Offer(NamedTuple):
    """Whether places are given now: state is early, open, full, closed, postponed, cancelled."""

    state: str
    opens: tuple[Moment, ...]
    closes: tuple[Moment, ...]
    places: dict[str, Places]

    @property
    def few_left(self) -> dict[str, int]:
        """How many places are left where they are few, by mode."""
        left = {mode: few_left(places) for mode, places in self.places.items()}
        return {mode: count for mode, count in left.items() if count is not None}


def few_left(places: Places) -> int | None:
    """Give how many places are left where they are few, else None."""
    left = places.left
    return left if left is not None and left <= FEW_PLACES else None


def show_registration(slug: str) -> Response:
    """Show the form, or why there is none now."""
    asked = found(asked_at(slug))
    now = utc_now()
    # The list of cities tells how far each is from UTC in this hour.
    hour = now.replace(minute=0, second=0, microsecond=0)
    left = tuple((mode, few_left(places)) for mode, places in asked.places.items())
    return shell(lambda: _form_page(slug, now), asked.version, left, hour)


def register_for_event(slug: str) -> Answer:
    """Give a place to the one who asks, or show the form again with what to change."""
    asked = found(asked_at(slug))
    now, refusal = utc_now(), None
    wish = plain_wish(asked.places) or _form(asked.places, now).wish()
    if wish is not None:
        try:
            with transaction():
                check_rate_inside(REGISTER_FROM, client_address())
                register(asked.event_id, wish.applicant, now=now, key=wish.key)
        except Refusal as refused:
            refusal = refused
        else:
            return redirect(event_path(slug, "registered"), HTTPStatus.SEE_OTHER)
    return _form_again(slug, asked.places, refusal, now), HTTPStatus.UNPROCESSABLE_ENTITY


def show_registered(slug: str) -> Response:
    """Say that a mail is on its way, the same to everybody."""
    versions = found(versions_of(slug))

    def make() -> tuple[str, None]:
        form = LinkByMailForm().with_marks()
        return _registered_page(found(public_event(slug)), form), None

    return shell(make, versions.version)


def mail_ticket_again(slug: str) -> Answer:
    """Mail the way to a ticket to its owner, if there is one; say the same in any case."""
    event = found(public_event(slug))
    event_id, form = event.id, LinkByMailForm()
    if not form.validate():
        form.tell_of_cookies()
        return _registered_page(event, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        check_rate_inside(TICKET_FROM, client_address())
        send_ticket_again(event_id, form.email.data, now=utc_now())
    return redirect(url_for("public.show_registered", slug=slug), HTTPStatus.SEE_OTHER)


def _form(modes: Collection[str], now: datetime) -> RegistrationForm:
    return RegistrationForm(modes, reader_language(), reader_zone(), now=now)


def _form_again(slug: str, modes: Collection[str], refusal: Refusal | None, now: datetime) -> str:
    """Give the page with what was sent, and what is to be changed or why there is no place."""
    form = _form(modes, now)
    if form.validate() and refusal is not None:
        form.tell(refusal)
    form.tell_of_cookies()
    event = found(public_event(slug))
    return _page(event, last_end_of(event.id), form, now)


def _form_page(slug: str, now: datetime) -> tuple[str, datetime | None]:
    """Give the page with marks, and when registration opens or closes next."""
    event = found(public_event(slug))
    ends_at = last_end_of(event.id)
    moments = (event.registration_opens_at, event.registration_closes_at, ends_at)
    coming = [moment for moment in moments if moment is not None and moment > now]
    form = _form(modes_of(event.format), now).with_marks()
    return _page(event, ends_at, form, now), min(coming, default=None)


def _page(event: Event, ends_at: datetime | None, form: RegistrationForm, now: datetime) -> str:
    language = reader_language()
    frame = event_frame(event, language)
    places = places_of(event)
    return render_template(
        "public/register.html",
        event=event,
        frame=frame,
        here=Here(event_path(event.slug, "register"), (), reader_zone()),
        form=form,
        offer=Offer(
            _state(event, ends_at, places, now),
            moments_for(event.registration_opens_at, frame, language),
            moments_for(event.registration_closes_at, frame, language),
            places,
        ),
    )


def _state(event: Event, ends_at: datetime | None, places: dict[str, Places], now: datetime) -> str:
    state = registration_state(event, ends_at, now)
    is_full = all(one.left == 0 for one in places.values())
    return "full" if state == "open" and is_full else state


def where_letters_are() -> Path | None:
    """Give the folder of a demo's letters, None where letters are sent."""
    settings: Settings = current_app.extensions["settings"]
    return settings.data_dir / "outbox" if settings.smtp_url is None and is_demo() else None


def _registered_page(event: Event, form: LinkByMailForm) -> str:
    return render_template(
        "public/registered.html",
        frame=event_frame(event, reader_language()),
        here=Here(event_path(event.slug, "registered"), (), reader_zone()),
        form=form,
        written_to=where_letters_are(),
    )
