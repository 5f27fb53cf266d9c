"""The forms of a series and of an event."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from eventapp.events.models import Event, Series
from eventapp.events.rules import FORMATS, EventDetails, SeriesDetails
from eventapp.foundation.codes import is_slug
from eventapp.foundation.edits import Seen, seen_of
from eventapp.foundation.languages import language_tag
from eventapp.web.choices import LongSelectField, country_options
from eventapp.web.display import EVENT_FORMATS, EVENT_KINDS, name_of
from eventapp.web.locale import reader_language
from eventapp.web.organiser.edit_fields import (
    CityField,
    DayField,
    NumberField,
    WallTimeField,
    line,
    lines,
)
from eventapp.web.organiser.edit_form import EditForm
from eventapp.web.organiser.span_fields import ClockFields

EDITED = tuple(name for name in EventDetails._fields if name != "slug")
SLUG_HINT = _l("The last part of its address: small letters a-z, digits and hyphens. It stays.")


def check_slug(_form: Any, field: Any) -> None:
    """Raise ValidationError for what cannot stand in an address."""
    if not is_slug(field.data or "") or field.data == "new":
        raise ValidationError(_("Small letters a-z, digits and hyphens are taken."))


class SeriesForm(EditForm):
    """Asks what a series is called."""

    PARTS = (("", (("name_en", "name_sv"), "slug")),)

    name_en = line(_l("Name in English"), 200)
    name_sv = line(_l("Name in Swedish"), 200)
    slug = line(_l("Address"), 80, hint=SLUG_HINT)

    def __init__(self, series: Series | None) -> None:
        """Begin with a series, or with nothing."""
        super().__init__(stored_series(series), seen_series(series) if series else None)
        if series is not None:
            del self.slug
        else:
            self.slug.validators = [*self.slug.validators, check_slug]
            self.mark_needed("slug")

    def details(self) -> SeriesDetails:
        """Give the series, after the form was found valid."""
        slug = self.slug.data if "slug" in self else ""
        return SeriesDetails(slug, self.name_en.data, self.name_sv.data)


def stored_series(series: Series | None) -> dict[str, Any]:
    """Give a series as its form shows it."""
    return {name: getattr(series, name, "") for name in ("name_en", "name_sv")}


def seen_series(series: Series) -> Seen:
    """Give what a form shows of a series, to come back with the edit."""
    return seen_of(series, ("name_en", "name_sv"))


class EventForm(EditForm, ClockFields):
    """Asks for all that is told of an event but its stops."""

    PARTS = (
        ("", (("name_en", "name_sv"), ("kind", "format"), "slug")),
        (_l("Description"), (("description_en", "description_sv"),)),
        (_l("Where"), (("zone", "country_code"), "languages")),
        (
            _l("Registration"),
            (
                ("wall_registration_opens", "wall_registration_closes"),
                ("capacity_online", "capacity_onsite"),
                ("free_of_charge", "recordings_until_on"),
            ),
        ),
    )
    COLUMNS = {
        "wall_registration_opens": ("wall_registration_opens", "registration_opens_at"),
        "wall_registration_closes": ("wall_registration_closes", "registration_closes_at"),
    }

    name_en = line(_l("Name in English"), 200)
    name_sv = line(_l("Name in Swedish"), 200)
    slug = line(_l("Address"), 80, hint=SLUG_HINT)
    kind = SelectField(_l("Kind"), validate_choice=True)
    format = SelectField(_l("Format"), validate_choice=True)
    description_en = lines(_l("Description in English"))
    description_sv = lines(_l("Description in Swedish"))
    zone = CityField(_l("City whose clock counts"))
    country_code = LongSelectField(_l("Country"), validate_choice=False)
    languages = line(_l("Languages"), 120, hint=_l("By their codes, the event's own first: en sv."))
    wall_registration_opens = WallTimeField(_l("Registration opens"), needed=False)
    wall_registration_closes = WallTimeField(_l("Registration closes"), needed=False)
    capacity_online = NumberField(_l("Places online"))
    capacity_onsite = NumberField(_l("Places on site"))
    free_of_charge = BooleanField(_l("Free of charge"))
    recordings_until_on = DayField(_l("Recordings until"))

    def __init__(self, event: Event) -> None:
        """Begin with an event."""
        super().__init__(stored_event(event), seen_event(event))
        self._instants: dict[str, datetime | None] = {}
        kinds = dict.fromkeys([*EVENT_KINDS, event.kind])
        self.kind.choices = [SelectChoice(kind, name_of(kind, EVENT_KINDS)) for kind in kinds]
        self.format.choices = [SelectChoice(one, str(EVENT_FORMATS[one])) for one in FORMATS]
        self.country_code.options = country_options(reader_language())
        del self.slug
        self.mark_needed("kind", "format", "languages")
        self.offer_fold(self.wall_registration_opens, event.registration_opens_at)
        self.offer_fold(self.wall_registration_closes, event.registration_closes_at)

    @property
    def clock(self) -> str:
        """The zone whose clock shows the times."""
        return str(self.zone.data or "")

    def validate_languages(self, field: Any) -> None:
        """Take codes of languages with blanks between them."""
        tags = [language_tag(tag) for tag in (field.data or "").replace(",", " ").split()]
        if not tags or None in tags:
            raise ValidationError(_("Write codes of languages, as in: en sv."))
        field.data = " ".join(dict.fromkeys(str(tag) for tag in tags))

    def validate(self, **more: Any) -> bool:
        """Tell whether the form can be stored, times by the clock of the event's city."""
        if not super().validate(**more):
            return False
        for name in ("wall_registration_opens", "wall_registration_closes"):
            wall = self[name].wall
            self._instants[name] = None if wall is None else self.instant_of(self[name], wall)
        return not self.errors

    def details(self) -> EventDetails:
        """Give the event, after the form was found valid."""
        plain = ("name_en", "name_sv", "description_en", "description_sv", "kind", "format")
        opens, closes = "wall_registration_opens", "wall_registration_closes"
        return EventDetails(
            slug="",
            country_code=self.country_code.data or None,
            wall_registration_opens=self.wall_registration_opens.wall,
            wall_registration_closes=self.wall_registration_closes.wall,
            registration_opens_at=self._instants[opens],
            registration_closes_at=self._instants[closes],
            capacity_online=self.capacity_online.number,
            capacity_onsite=self.capacity_onsite.number,
            recordings_until_on=self.recordings_until_on.day,
            free_of_charge=bool(self.free_of_charge.data),
            **{name: self[name].data for name in (*plain, "zone", "languages")},
        )


def stored_event(event: Event) -> dict[str, Any]:
    """Give an event as its form shows it."""
    names = set(EDITED) - {"registration_opens_at", "registration_closes_at"}
    return {name: getattr(event, name) for name in EDITED if name in names}


def seen_event(event: Event) -> Seen:
    """Give what a form shows of an event, to come back with the edit."""
    return seen_of(event, EDITED, counter="edit_version")
