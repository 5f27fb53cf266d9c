"""The form by which an organiser releases a programme."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import Length

from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import is_zone
from eventapp.releases.rules import LONGEST_NOTE, ReleaseWish
from eventapp.web.choices import LongSelectField, city_options, language_choices
from eventapp.web.locale import reader_language
from eventapp.web.organiser.edit_fields import lines
from eventapp.web.public.registration_form import OpenForm


class ReleaseForm(OpenForm):
    """Asks for a note in both languages, whether to mail, and for whom to show the mail."""

    previewed = HiddenField()
    note_en = lines(_l("Note in English"))
    note_sv = lines(_l("Note in Swedish"))
    with_mails = BooleanField(_l("Mail everybody whom it concerns"), default=True)
    mail_language = SelectField(_l("Language of the mail shown"), validate_choice=True)
    mail_zone = LongSelectField(_l("City of its reader"), validate_choice=False)

    def __init__(self, zone: str) -> None:
        """Begin with a reader in a zone, who reads the organiser's language."""
        super().__init__(data={"mail_zone": zone, "mail_language": reader_language()})
        for note in (self.note_en, self.note_sv):
            note.render_kw = {"rows": 3}
        self.mail_language.choices = list(language_choices())
        for chosen in (self.mail_language, self.mail_zone):
            chosen.flags.required = True
        self.mail_zone.options = city_options(reader_language(), now=utc_now())
        self.zone = self.mail_zone.data if is_zone(self.mail_zone.data or "") else zone

    def validate(self, extra_validators: dict[str, Iterable[object]] | None = None) -> bool:
        """Tell whether the notes can be stored."""
        short = Length(max=LONGEST_NOTE, message=_l("This is too long."))
        more = {"note_en": [short], "note_sv": [short], **(extra_validators or {})}
        return bool(super().validate(more))

    def wish(self) -> ReleaseWish:
        """Give what is to be released, and how."""
        return ReleaseWish(
            previewed=self.previewed.data or "",
            note_en=self.note_en.data,
            note_sv=self.note_sv.data,
            with_mails=self.with_mails.data,
        )
