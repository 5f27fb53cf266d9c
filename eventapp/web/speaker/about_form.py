"""The form in which speakers tell of themselves."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import Length

from eventapp.foundation.clock import utc_now
from eventapp.foundation.edits import Seen, seen_of
from eventapp.speakers.models import Speaker
from eventapp.speakers.rules import OwnDetails, language_of
from eventapp.speaking.rules import LONGEST_BIO
from eventapp.web.choices import city_options, gender_choices, language_choices
from eventapp.web.locale import reader_language
from eventapp.web.organiser.edit_fields import MARKDOWN_HINT, lines
from eventapp.web.organiser.edit_form import EditForm
from eventapp.web.registrant_fields import letter_language, own_zone

FIELDS = OwnDetails._fields


class AboutForm(EditForm):
    """Asks for what a speaker may tell of themselves."""

    PARTS = (("", (("bio_en", "bio_sv"), ("zone", "language"), "gender")),)

    bio_en = lines(_l("Biography in English"), hint=MARKDOWN_HINT)
    bio_sv = lines(_l("Biography in Swedish"), hint=MARKDOWN_HINT)
    zone = own_zone()
    language = letter_language(_l("Language of our letters and of this page"))
    gender = SelectField(
        _l("Gender"),
        description=_l(
            "Only for the balance between women and men among those who speak. The organisers see "
            "your answer; everybody else sees totals that name nobody."
        ),
        validate_choice=True,
    )

    def __init__(self, speaker: Speaker) -> None:
        """Begin with what is stored."""
        super().__init__(stored_about(speaker), seen_about(speaker))
        language = reader_language()
        self.zone.options = city_options(language, now=utc_now())
        self.language.choices = list(language_choices())
        self.gender.choices = list(gender_choices(language))
        too_long = Length(max=LONGEST_BIO, message=_l("Up to 4,000 signs are taken."))
        for field in (self.bio_en, self.bio_sv):
            field.validators = [too_long, *field.validators]

    def details(self) -> OwnDetails:
        """Give what was told, after the form was found valid."""
        return OwnDetails(**{name: self[name].data or "" for name in FIELDS})


def stored_about(speaker: Speaker) -> Mapping[str, Any]:
    """Give what is stored as the form shows it: the language that letters have is the answer."""
    stored = {name: getattr(speaker, name) for name in FIELDS}
    return stored | {"language": language_of(speaker.language, speaker.country_code)}


def seen_about(speaker: Speaker) -> Seen:
    """Give what the form shows, to come back with the edit."""
    return seen_of(speaker, FIELDS)
