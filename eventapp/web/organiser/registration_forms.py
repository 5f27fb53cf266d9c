"""Forms by which organisers add and change registrations.

What people alone may say stays theirs: consents and gender are in none of these forms.
"""

from datetime import datetime

from flask_babel import gettext as _

from eventapp.events.models import Event
from eventapp.foundation.refusals import Refusal
from eventapp.foundation.zone_table import canonical_zone
from eventapp.registration.models import Registration
from eventapp.registration.rules import CONSENTS, Applicant, RegistrationChange, modes_of
from eventapp.web.public.registration_form import OpenForm, email_field
from eventapp.web.refusals import tell_in
from eventapp.web.registrant_change import ChangeForm, kept_of
from eventapp.web.registrant_fields import RegistrantFields

TOLD_BY_ORGANISERS = (
    "given_name",
    "family_name",
    "country_code",
    "organisation",
    "sector",
    "language",
    "zone",
)


def _for_organisers(form: RegistrantFields) -> None:
    """Ask about somebody else, and for nothing that is theirs alone to say."""
    for name in ("gender", *CONSENTS):
        del form[name]
    form.zone.label.text = _("The city whose clock is theirs")
    form.zone.description = ""
    form.language.label.text = _("Language of our letters to them")
    if "mode" in form:
        form.mode.label.text = _("How do they take part?")


class EditForm(ChangeForm):
    """Asks what is to be kept of a registrant."""

    def __init__(self, registration: Registration, language: str, *, now: datetime) -> None:
        """Begin with what is kept."""
        super().__init__(registration, language, now=now)
        self._stored = kept_of(registration)
        self._stored.pop("revision")
        _for_organisers(self)

    def change(self) -> RegistrationChange:
        """Give what is to be kept, after the form was found valid."""
        names = (*TOLD_BY_ORGANISERS, *(["mode"] if "mode" in self else []))
        return RegistrationChange(**self._stored | {name: self[name].data for name in names})  # type: ignore[arg-type]  # by the fields' names


class AddForm(OpenForm, RegistrantFields):
    """Asks for all that a registration made by hand needs."""

    email = email_field()

    def __init__(self, event: Event, language: str, *, now: datetime) -> None:
        """Begin with the event's own zone and the reader's language."""
        start = {"language": language, "zone": canonical_zone(event.zone)}
        super().__init__(data=start)
        self._modes = modes_of(event.format)
        self.offer(self._modes, language, now=now)
        _for_organisers(self)

    def applicant(self) -> Applicant:
        """Give who is to get a place, after the form was found valid."""
        mode = self.mode.data if "mode" in self else self._modes[0]
        told = {name: self[name].data for name in TOLD_BY_ORGANISERS}
        return Applicant(email=self.email.data, mode=mode, **told)

    def tell(self, refusal: Refusal) -> None:
        """Say beside the field that it concerns, else on top, why there is no place."""
        tell_in(self, refusal)
