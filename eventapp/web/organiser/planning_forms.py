"""Forms of the planning pages: their answers stand in the address."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, Form, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import DateInput, NumberInput

from eventapp.planning.cost import DEFAULT_WEIGHTS, Band, Weights
from eventapp.planning.slots import Day
from eventapp.web.registrant_fields import trimmed

LONGEST_SLOT = 24 * 60
MOST_YEARS = 10
STEPS = (15, 30, 60)
MOST_WEIGHT = 100
LONGEST_NUMBER = 7


class WholeNumber:
    """Takes a whole number from `least` to `most`, both included."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most
        self.field_flags = {"required": True, "min": least, "max": most}

    def __call__(self, _form: Form, field: Field) -> None:
        """Raise ValidationError for all else."""
        written = field.data or ""
        is_number = written.isascii() and written.isdecimal() and len(written) < LONGEST_NUMBER
        if not is_number or not self.least <= int(written) <= self.most:
            message = _(
                "Write a whole number from %(least)s to %(most)s.",
                least=self.least,
                most=self.most,
            )
            raise ValidationError(message)


class Asked:
    """Marks a field that is always answered; what it may be is checked apart."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, _form: Form, _field: Field) -> None:
        """Refuse nothing."""


def _number(label: str, least: int, most: int) -> StringField:
    return StringField(
        label, [WholeNumber(least, most)], filters=[trimmed], widget=NumberInput(step=1)
    )


def weight_name(band: Band) -> str:
    """Give the name of the field for the weight of a band."""
    return f"from_{band.from_hour}"


class WeightsForm(Form):  # type: ignore[misc]  # wtforms is untyped
    """Asks for what an hour of each band costs; a field that is left out is the default."""

    weekend = _number(_l("On a weekend at least"), 0, MOST_WEIGHT)

    def __init__(self, given: Mapping[str, str], defaults: Mapping[str, str] | None = None) -> None:
        default_weights = {
            weight_name(band): str(band.weight) for band in DEFAULT_WEIGHTS.bands
        } | {"weekend": str(DEFAULT_WEIGHTS.weekend)}
        filled = default_weights | dict(defaults or {}) | dict(given)
        super().__init__(MultiDict(filled))

    @property
    def band_fields(self) -> list[Field]:
        """Give the fields of the bands, in order."""
        return [self[weight_name(band)] for band in DEFAULT_WEIGHTS.bands]

    def weights(self) -> Weights:
        """Give the weights of a form that is valid."""
        bands = tuple(
            band._replace(weight=int(self[weight_name(band)].data))
            for band in DEFAULT_WEIGHTS.bands
        )
        return Weights(bands, int(self.weekend.data), DEFAULT_WEIGHTS.mark_minutes)


for _band in DEFAULT_WEIGHTS.bands:
    setattr(
        WeightsForm,
        weight_name(_band),
        _number(f"{_band.from_hour:02}–{_band.to_hour:02}", 0, MOST_WEIGHT),
    )


class DayForm(WeightsForm):
    """Asks for a day and a length too."""

    on = StringField(_l("Day"), [Asked()], filters=[trimmed], widget=DateInput())
    minutes = _number(_l("Length in minutes"), 1, LONGEST_SLOT)

    def __init__(
        self, given: Mapping[str, str], defaults: Mapping[str, str], *, now: datetime
    ) -> None:
        super().__init__(given, defaults)
        self._today = now.date()

    def validate_on(self, field: Field) -> None:
        """Take a day that can be meant."""
        try:
            day = date.fromisoformat(field.data or "")
        except ValueError:
            raise ValidationError(_("Write the day like 2021-04-19.")) from None
        if abs(day - self._today) > timedelta(days=366 * MOST_YEARS):
            raise ValidationError(_("Choose a day within ten years."))

    def on_day(self) -> date:
        """Give the day of a form that is valid."""
        return date.fromisoformat(self.on.data)


class SuitedForm(DayForm):
    """Asks also whose registrants are to be suited."""

    people = SelectField(_l("To suit the registrants of"), [Asked()], validate_choice=False)

    def __init__(
        self,
        given: Mapping[str, str],
        defaults: Mapping[str, str],
        events: Sequence[tuple[str, str]],
        *,
        now: datetime,
    ) -> None:
        super().__init__(given, defaults, now=now)
        self.people.choices = [SelectChoice(slug, name) for slug, name in events]

    def validate_people(self, field: Field) -> None:
        """Take one of the events."""
        _check_choice(field)


class SlotsForm(SuitedForm):
    """Asks also how far apart starts are, and within whose hours."""

    step = SelectField(
        _l("Minutes between starts"),
        [Asked()],
        choices=[SelectChoice(str(step), str(step)) for step in STEPS],
        validate_choice=False,
    )
    within = BooleanField(_l("Only when all speakers can be there who told their hours"))

    def validate_step(self, field: Field) -> None:
        """Take one of the steps."""
        _check_choice(field)

    def day(self, zone_name: str) -> Day:
        """Give the day of a form that is valid."""
        return Day(zone_name, self.on_day(), int(self.minutes.data), int(self.step.data))


def _check_choice(field: Any) -> None:
    if field.data not in {choice.value for choice in field.choices}:
        raise ValidationError(_("Choose one of the answers."))
