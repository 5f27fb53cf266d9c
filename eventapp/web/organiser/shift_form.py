"""The form of a shift."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from eventapp.events.models import Stop
from eventapp.foundation.bilingual import Text
from eventapp.foundation.edits import Seen, seen_of
from eventapp.foundation.timezones import to_wall
from eventapp.roster.actions import EDITED
from eventapp.roster.models import Shift
from eventapp.roster.rules import (
    LONGEST_LANGUAGES,
    LONGEST_NAME,
    SHIFT_ROLES,
    TECHNICIAN,
    ShiftDetails,
)
from eventapp.speakers.models import Speaker
from eventapp.web.locale import reader_language
from eventapp.web.organiser.edit_fields import CityField, line
from eventapp.web.organiser.edit_form import EditForm
from eventapp.web.organiser.shift_words import SHIFT_ROLE_NAMES
from eventapp.web.organiser.span_fields import SPAN_COLUMNS, SpanFields


class ShiftForm(EditForm, SpanFields):
    """Asks who works as what, and when, by the clock of the stop."""

    PARTS = (
        (_l("Who"), ("speaker", ("name", "email"), "person_zone")),
        (_l("As what and when"), (("role", "languages"), "stop", ("wall_starts", "wall_ends"))),
    )
    COLUMNS = {
        **SPAN_COLUMNS,
        "stop": ("stop_id", "zone"),
        "speaker": ("speaker_id",),
    }

    zone = None  # type: ignore[assignment]  # takes the field away
    speaker = SelectField(
        _l("A speaker of the event"),
        validate_choice=True,
        description=_l("Name and city are then those of the speaker, unless you type others."),
    )
    name = line(_l("Name"), LONGEST_NAME)
    email = line(_l("E-mail address"), 254)
    person_zone = CityField(_l("City where the person is"), needed=False)
    role = SelectField(_l("Task"), validate_choice=True)
    languages = line(
        _l("Languages"), LONGEST_LANGUAGES, hint=_l("For interpreters: from and into which.")
    )
    stop = SelectField(
        _l("Stop"), validate_choice=True, description=_l("Times are those of its clock.")
    )

    def __init__(
        self, stops: Sequence[Stop], speakers: Sequence[Speaker], shift: Shift | None, stop: Stop
    ) -> None:
        """Begin with a shift; for a new one with the hours of a stop."""
        super().__init__(
            stored_shift(shift) if shift else _new(stop), seen_shift(shift) if shift else None
        )
        self._stops = {one.code: one for one in stops}
        self._speakers = {one.code: one for one in speakers}
        self.role.choices = [SelectChoice(one, str(SHIFT_ROLE_NAMES[one])) for one in SHIFT_ROLES]
        self.stop.choices = [SelectChoice(one.code, _stop_words(one)) for one in stops]
        self.speaker.choices = [
            SelectChoice("", _("Somebody else")),
            *(SelectChoice(one.code, name_of_speaker(one)) for one in speakers),
        ]
        self.mark_needed("role", "stop")
        if shift is not None:
            self.offer_folds(shift.starts_at, shift.ends_at)

    @property
    def clock(self) -> str:
        """The zone of the stop that is chosen, which is not known before it is a stop."""
        stop = self._stops.get(self.stop.data or "")
        return stop.zone if stop else ""

    def validate_name(self, field: Any) -> None:
        """Ask for a name where no speaker is chosen."""
        if not field.data and not self.speaker.data:
            raise ValidationError(_("Type a name, or choose a speaker."))

    def validate_person_zone(self, field: Any) -> None:
        """Ask for a city where no speaker is chosen."""
        if not field.data and not self.speaker.data:
            raise ValidationError(_("Type a city."))

    def validate(self, **more: Any) -> bool:
        """Tell whether the form can be stored, times by the clock of the stop."""
        return bool(super().validate(**more)) and self.read_span()

    def details(self) -> ShiftDetails:
        """Give the shift, after the form was found valid."""
        assert self.span is not None  # noqa: S101 -- `validate` has read it
        speaker = self._speakers.get(self.speaker.data or "")
        return ShiftDetails(
            stop_id=self._stops[self.stop.data].id,
            role=self.role.data,
            languages=self.languages.data,
            name=self.name.data or (name_of_speaker(speaker) if speaker else ""),
            email=self.email.data,
            person_zone=self.person_zone.data or (speaker.zone if speaker else ""),
            speaker_id=speaker.id if speaker else None,
            **self.span._asdict(),
        )


def name_of_speaker(speaker: Speaker) -> str:
    """Give the name of a speaker, given name first."""
    return f"{speaker.given_name} {speaker.family_name}".strip()


def stored_shift(shift: Shift) -> dict[str, Any]:
    """Give a shift as its form shows it: times on the clock that the stop has now.

    Name and city of a speaker are left blank, so that they go along when another is chosen; so is
    the city of a shift that nobody works yet.
    """
    stored = {name: getattr(shift, name) for name in ("role", "languages", "email")}
    speaker, zone = shift.speaker, shift.stop.zone
    is_own_name = speaker is not None and shift.name == name_of_speaker(speaker)
    is_own_zone = not shift.name or (speaker is not None and shift.person_zone == speaker.zone)
    return stored | {
        "stop": shift.stop.code,
        "speaker": speaker.code if speaker else "",
        "name": "" if is_own_name else shift.name,
        "person_zone": "" if is_own_zone else shift.person_zone,
        "wall_starts": to_wall(shift.starts_at, zone).replace(fold=0),
        "wall_ends": to_wall(shift.ends_at, zone).replace(fold=0),
    }


def seen_shift(shift: Shift) -> Seen:
    """Give what a form shows of a shift, to come back with the edit."""
    return seen_of(shift, EDITED)


def _new(stop: Stop) -> dict[str, Any]:
    return {
        **dict.fromkeys(("languages", "name", "email", "person_zone", "speaker"), ""),
        "role": TECHNICIAN,
        "stop": stop.code,
        "wall_starts": stop.wall_starts,
        "wall_ends": stop.wall_ends,
    }


def _stop_words(stop: Stop) -> str:
    title = Text(stop.title_en, stop.title_sv).in_language(reader_language())
    return f"{stop.code}\u00a0· {title}" if title else stop.code
