"""The fields in which people tell who they are: when registering, and when changing it."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, Form, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from eventapp.foundation.countries import is_country
from eventapp.foundation.genders import NOT_STATED, is_gender
from eventapp.foundation.people import LONGEST_NAME, LONGEST_ORGANISATION
from eventapp.foundation.sectors import is_sector
from eventapp.foundation.timezones import is_zone
from eventapp.registration.rules import CONSENTS, MODES
from eventapp.web.choices import (
    LongSelectField,
    city_options,
    country_options,
    gender_choices,
    language_choices,
    sector_choices,
)
from eventapp.web.display import EVENT_FORMATS
from eventapp.web.locale import LANGUAGES

_TOO_LONG = _l("This is too long.")


def trimmed(text: str | None) -> str:
    """Give a text without blanks around it."""
    return (text or "").strip()


class Known:
    """Takes what a function knows; says `message` to all else."""

    def __init__(self, knows: Callable[[str], bool], message: LazyString) -> None:
        """Take what `knows`."""
        self.knows = knows
        self.message = message
        self.field_flags = {"required": True}

    def __call__(self, _form: Form, field: Field) -> None:
        """Raise ValidationError for what is not known."""
        if not self.knows(field.data or ""):
            raise ValidationError(str(self.message))


def own_zone() -> LongSelectField:
    """Make the field in which somebody tells whose clock is theirs."""
    return LongSelectField(
        _l("The city whose clock is yours"),
        [Known(is_zone, _l("Choose the city whose clock is yours."))],
        description=_l("All times you get from us are then given as your clock shows them."),
        validate_choice=False,
    )


def letter_language(label: LazyString) -> RadioField:
    """Make the field in which somebody tells how they are written to."""
    return RadioField(
        label,
        [Known(LANGUAGES.__contains__, _l("Choose a language."))],
        validate_choice=False,
    )


class PersonFields(Form):  # type: ignore[misc]  # wtforms is untyped
    """Who somebody is, in which language they are written to, and where their clock is."""

    given_name = StringField(
        _l("Given name"),
        [DataRequired(_l("Type your name.")), Length(max=LONGEST_NAME, message=_TOO_LONG)],
        filters=[trimmed],
    )
    family_name = StringField(
        _l("Family name"), [Length(max=LONGEST_NAME, message=_TOO_LONG)], filters=[trimmed]
    )
    country_code = LongSelectField(
        _l("Country"), [Known(is_country, _l("Choose your country."))], validate_choice=False
    )
    organisation = StringField(
        _l("Organisation"),
        [Length(max=LONGEST_ORGANISATION, message=_TOO_LONG)],
        filters=[trimmed],
    )
    sector = SelectField(
        _l("Sector"),
        [Known(is_sector, _l("Choose the sector you work in."))],
        validate_choice=False,
    )
    gender = SelectField(
        _l("Gender"),
        description=_l(
            "Asked only to see whether women and men are reached alike. It is counted, shown in "
            "totals that name nobody, and seen by nobody you meet here."
        ),
        default=NOT_STATED,
        validate_choice=False,
    )
    language = letter_language(_l("Language of our letters and of your ticket"))
    zone = own_zone()

    def offer_choices(self, language: str, *, now: datetime) -> None:
        """Put the choices in the words of a language."""
        self.country_code.options = country_options(language)
        self.sector.choices = [SelectChoice("", ""), *sector_choices(language)]
        self.gender.choices = list(gender_choices(language))
        self.language.choices = list(language_choices())
        self.zone.options = city_options(language, now=now)

    def validate_gender(self, field: SelectField) -> None:
        """Take an answer left out as none given."""
        if not field.data:
            field.data = NOT_STATED
        if not is_gender(field.data):
            raise ValidationError(str(_l("Choose one of the answers.")))

    def told(self) -> dict[str, Any]:
        """Give what was told, by the names of the fields."""
        names = ("given_name", "family_name", "country_code", "organisation", "sector", "gender")
        return {name: self[name].data for name in (*names, "language", "zone")}


class RegistrantFields(PersonFields):
    """Who somebody is, how they take part, to what they agree."""

    mode = RadioField(
        _l("How do you take part?"),
        [Known(MODES.__contains__, _l("Choose how you take part."))],
        validate_choice=False,
    )
    newsletter = BooleanField(_l("Send me the newsletter."))
    participant_list = BooleanField(
        _l("Show my name, organisation and country in the list that participants see.")
    )
    speaker_contact = BooleanField(_l("Speakers may contact me by e-mail after the event."))

    def offer(self, modes: Collection[str], language: str, *, now: datetime) -> None:
        """Put the choices in the words of a language; a single mode is not asked for."""
        self.offer_choices(language, now=now)
        if len(modes) > 1:
            self.mode.choices = [SelectChoice(mode, str(EVENT_FORMATS[mode])) for mode in modes]
        else:
            del self.mode

    def facts(self) -> dict[str, Any]:
        """Give what was told and agreed to, by an applicant's fields; not the mode."""
        return self.told() | {name: bool(self[name].data) for name in CONSENTS}
