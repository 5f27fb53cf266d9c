"""Changing what is kept of a registrant: the form, and what was changed meanwhile in words."""

from datetime import datetime

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.i18n import DummyTranslations
from wtforms.meta import DefaultMeta

from eventapp.foundation.countries import is_country
from eventapp.foundation.genders import gender_name
from eventapp.foundation.refusals import Difference, Refusal, StaleEdit
from eventapp.foundation.sectors import sector_name
from eventapp.foundation.timezones import is_zone
from eventapp.foundation.zone_names import city
from eventapp.registration.models import Registration
from eventapp.registration.rules import RegistrationChange, modes_of
from eventapp.web.display import EVENT_FORMATS, country_words, name_of
from eventapp.web.locale import LANGUAGES
from eventapp.web.refusals import tell_in
from eventapp.web.registrant_fields import RegistrantFields
from eventapp.web.revisions import read_revision


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
        super().__init__(sent, data=kept_of(registration))
        self._mode = registration.mode
        self.offer(modes_of(registration.event.format), language, now=now)

    def change(self) -> RegistrationChange:
        """Give what is to be kept, after the form was found valid."""
        mode = self.mode.data if "mode" in self else self._mode
        return RegistrationChange(mode=mode, **self.facts())

    def read_revision(self) -> int:
        """Give the version that was read; one that no version can be for what is no number."""
        return read_revision(self.revision.data)

    def tell(self, refusal: Refusal) -> None:
        """Say beside the field that it concerns, else on top, why nothing was changed."""
        tell_in(self, refusal)
        if isinstance(refusal, StaleEdit):
            self.revision.data = str(refusal.version)


def kept_of(registration: Registration) -> dict[str, object]:
    """Give what is kept of a registrant, by the names of the form's fields."""
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


def stored_words(
    form: RegistrantFields, differences: tuple[Difference, ...], language: str
) -> list[tuple[str, str]]:
    """Give what is stored now where it is not what was sent: labels and words."""
    shown = [one for one in differences if one.field in form]
    return [(form[one.field].label.text, _words_of(one, language)) for one in shown]


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
