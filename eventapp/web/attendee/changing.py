"""Changing what one told, and withdrawing."""

from datetime import datetime
from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import HiddenField
from wtforms.i18n import DummyTranslations
from wtforms.meta import DefaultMeta

from eventapp.foundation.clock import utc_now
from eventapp.foundation.countries import is_country
from eventapp.foundation.genders import gender_name
from eventapp.foundation.refusals import Difference, Refusal, StaleEdit
from eventapp.foundation.sectors import sector_name
from eventapp.foundation.timezones import is_zone
from eventapp.foundation.transaction import transaction
from eventapp.foundation.zone_names import city
from eventapp.registration.changing import change_registration, withdraw
from eventapp.registration.models import Registration
from eventapp.registration.rules import EventFull, FieldInvalid, RegistrationChange, modes_of
from eventapp.web.attendee.ticket_guard import ticket_holder
from eventapp.web.display import EVENT_FORMATS, country_words, name_of
from eventapp.web.locale import LANGUAGES, reader_language
from eventapp.web.public.event_frame import event_frame
from eventapp.web.refusals import words_for
from eventapp.web.registrant_fields import RegistrantFields

Answer = str | Response | tuple[str, int]
_LARGEST_REVISION = 2**31 - 1


class ChangeForm(RegistrantFields):
    """Asks what is to be kept of somebody from now on."""

    class Meta(DefaultMeta):  # type: ignore[misc]  # wtforms is untyped
        def get_translations(self, _form: RegistrantFields) -> DummyTranslations:
            """Load no words of WTForms: all that is said here is our own."""
            return DummyTranslations()

    revision = HiddenField(_l("Version"))

    def __init__(self, registration: Registration, language: str, *, now: datetime) -> None:
        """Begin with what is kept."""
        sent = request.form if request.method == "POST" else None
        super().__init__(sent, data=_kept(registration))
        self._mode = registration.mode
        self.offer(modes_of(registration.event.format), language, now=now)

    def change(self) -> RegistrationChange:
        """Give what is to be kept, after the form was found valid."""
        mode = self.mode.data if "mode" in self else self._mode
        return RegistrationChange(mode=mode, **self.facts())

    def read_revision(self) -> int:
        """Give the version that was read; one that no version can be for what is no number."""
        text = self.revision.data or ""
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 11 else 0
        return min(number, _LARGEST_REVISION)

    def tell(self, refusal: Refusal) -> None:
        """Say beside the field that it concerns, else on top, why nothing was changed."""
        field = refusal.field if isinstance(refusal, FieldInvalid) else ""
        field = "mode" if isinstance(refusal, EventFull) else field
        if field in self:
            self[field].errors = [*self[field].errors, words_for(refusal)]
        else:
            self.form_errors.append(words_for(refusal))
        if isinstance(refusal, StaleEdit):
            self.revision.data = str(refusal.version)


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
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    differences: tuple[Difference, ...] = ()
    if form.validate():
        try:
            with transaction():
                change_registration(number, form.change(), form.read_revision(), now=now)
        except StaleEdit as refusal:
            form.tell(refusal)
            status, differences = HTTPStatus.CONFLICT, refusal.differences
        except Refusal as refusal:
            form.tell(refusal)
        else:
            address = url_for("attendee.show_ticket", ticket_code=ticket_code, told="changed")
            return redirect(address, HTTPStatus.SEE_OTHER)
    return _change_page(registration, form, differences), status


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


def _kept(registration: Registration) -> dict[str, object]:
    return {
        "given_name": registration.given_name,
        "family_name": registration.family_name,
        "country_code": registration.country_code,
        "organisation": registration.organisation,
        "sector": registration.sector,
        "gender": registration.gender,
        "language": registration.language,
        "zone": registration.zone,
        "mode": registration.mode,
        "newsletter": registration.newsletter_consent_at is not None,
        "participant_list": registration.participant_list_consent_at is not None,
        "speaker_contact": registration.speaker_contact_consent_at is not None,
        "revision": str(registration.version),
    }


def _change_page(
    registration: Registration, form: ChangeForm, differences: tuple[Difference, ...] = ()
) -> str:
    language = reader_language()
    shown = [one for one in differences if one.field in form]
    return render_template(
        "attendee/change.html",
        registration=registration,
        frame=event_frame(registration.event, language),
        form=form,
        stored=[(form[one.field].label.text, _words_of(one, language)) for one in shown],
    )


def _words_of(difference: Difference, language: str) -> str:
    """Say what is stored in a field as people say it."""
    field, value = difference.field, difference.stored
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = str(value)
    if field == "country_code" and is_country(text):
        return country_words(text, language)
    if field == "zone" and is_zone(text):
        return city(text, language)
    if field == "mode":
        return name_of(text, EVENT_FORMATS)
    names = {"sector": sector_name, "gender": gender_name}
    if field in names:
        return names[field](text, language)
    return LANGUAGES.get(text, text) if field == "language" else text
