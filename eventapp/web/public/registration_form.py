"""The form by which people ask for a place."""

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple, Self

from flask import current_app, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.csrf import validate_csrf
from wtforms import BooleanField, EmailField, HiddenField, ValidationError
from wtforms.i18n import DummyTranslations
from wtforms.validators import DataRequired

from eventapp.events.rules import FieldRefused
from eventapp.foundation.email_addresses import is_email
from eventapp.foundation.genders import NOT_STATED
from eventapp.foundation.refusals import Refusal
from eventapp.foundation.zone_table import canonical_zone
from eventapp.registration.rules import CONSENTS, Applicant, checked
from eventapp.web.locale import LANGUAGES
from eventapp.web.refusals import tell_in
from eventapp.web.registrant_fields import Known, RegistrantFields, trimmed
from eventapp.web.shells import KEY_MARK, TOKEN_MARK

LONGEST_KEY = 64


def email_field() -> EmailField:
    """Give the field for an address of e-mail."""
    return EmailField(
        _l("E-mail address"),
        [
            DataRequired(_l("Type your e-mail address.")),
            Known(is_email, _l("Write the address as name@example.org.")),
        ],
        filters=[trimmed],
    )


class OpenForm(FlaskForm):  # type: ignore[misc]  # flask_wtf is untyped
    """A form for anyone: it reads what a browser's form sends and nothing else."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # flask_wtf is untyped
        def wrap_formdata(self, _form: FlaskForm, formdata: object) -> object:
            """Give what was sent; None when the form is shown for the first time, or told so."""
            is_sent = formdata is not None and request.method == "POST"
            return request.form if is_sent else None

        def get_translations(self, _form: FlaskForm) -> DummyTranslations:
            """Load no words of WTForms for every form: all that is said here is our own."""
            return DummyTranslations()

    def with_marks(self) -> Self:
        """Hide marks instead of one browser's own, for a page that is kept."""
        if "csrf_token" in self:
            self.csrf_token.current_token = TOKEN_MARK
        return self

    def tell_of_cookies(self) -> None:
        """Say what to do when the browser did not prove that it was shown this form."""
        if "csrf_token" in self and self.csrf_token.errors:
            self.form_errors.append(
                _("This page was open for long, or your browser keeps no cookies. Send it again.")
            )


class Wish(NamedTuple):
    """Who asks for a place, and the key of the form that was filled in."""

    applicant: Applicant
    key: str


class RegistrationForm(OpenForm, RegistrantFields):
    """Asks for all that a registration is made of; `key` tells one filling-in from the next."""

    email = email_field()
    key = HiddenField()

    def __init__(
        self, modes: Collection[str], language: str, zone: str | None, *, now: datetime
    ) -> None:
        """Begin with the reader's language and zone, and with no consent."""
        start = {"language": language, "zone": canonical_zone(zone) if zone else ""}
        super().__init__(data=start)
        self._modes = tuple(modes)
        self.offer(self._modes, language, now=now)
        if not self.key.data or len(self.key.data) > LONGEST_KEY:
            self.key.data = secrets.token_urlsafe(16)

    def with_marks(self) -> Self:
        """Hide marks instead of one browser's own, for a page that is kept."""
        self.key.data = KEY_MARK
        return super().with_marks()

    def wish(self) -> Wish | None:
        """Give what the form says, None when something of it is to be changed."""
        if not self.validate():
            return None
        mode = self.mode.data if "mode" in self else self._modes[0]
        return Wish(Applicant(email=self.email.data, mode=mode, **self.facts()), self.key.data)

    def tell(self, refusal: Refusal) -> None:
        """Say beside the field that it concerns, else on top, why there is no place."""
        tell_in(self, refusal)


_TEXTS = ("given_name", "family_name", "email", "organisation")
_CHOICES = ("country_code", "zone", "sector", "language")


def plain_wish(modes: Collection[str]) -> Wish | None:
    """Give what RegistrationForm would give of what was sent, in a fifth of its time.

    None when something is missing or wrong: then the form is made, to see and say what.
    """
    sent = request.form
    key = sent.get("key", "")
    mode = sent.get("mode", "") if len(modes) > 1 else next(iter(modes))
    if not 0 < len(key) <= LONGEST_KEY or mode not in modes or not _proves_its_browser(sent):
        return None
    told: dict[str, Any] = {name: trimmed(sent.get(name)) for name in _TEXTS}
    told |= {name: sent.get(name, "") for name in _CHOICES}
    told |= {name: sent.get(name, "") not in BooleanField.false_values for name in CONSENTS}
    if not told["given_name"] or told["language"] not in LANGUAGES:
        return None
    try:
        return Wish(
            checked(Applicant(**told, gender=sent.get("gender") or NOT_STATED, mode=mode)), key
        )
    except FieldRefused:
        return None


def _proves_its_browser(sent: Mapping[str, str]) -> bool:
    """Tell whether this browser was shown the form."""
    try:
        if current_app.config["WTF_CSRF_ENABLED"]:
            validate_csrf(sent.get("csrf_token"))
    except ValidationError:
        return False
    return True


class LinkByMailForm(OpenForm):
    """Asks for the address to which the way to what is its owner's is mailed again."""

    email = email_field()
