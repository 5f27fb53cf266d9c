"""The form by which an event is made in one go: a free webinar is public in under three minutes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice

from eventapp.events.models import Series
from eventapp.events.rules import (
    FORMATS,
    PUBLISHED,
    EventDetails,
    SeriesDetails,
    StopDetails,
)
from eventapp.foundation.bilingual import Text
from eventapp.foundation.codes import LONGEST_SLUG
from eventapp.foundation.countries import country_of_zone
from eventapp.foundation.plain_letters import plain
from eventapp.foundation.timezones import to_wall
from eventapp.foundation.wall_spans import WallSpan
from eventapp.programme.rules import SessionDetails
from eventapp.speakers.rules import SpeakerDetails
from eventapp.web.display import EVENT_FORMATS, EVENT_KINDS
from eventapp.web.locale import reader_language, reader_zone
from eventapp.web.organiser.edit_fields import NumberField, WallTimeField, line, lines
from eventapp.web.organiser.edit_form import EditForm
from eventapp.web.organiser.event_form import SLUG_HINT
from eventapp.web.organiser.span_fields import SpanFields

DEFAULT_ZONE = "Europe/Stockholm"


class NewEventForm(EditForm, SpanFields):
    """Asks for what an event cannot do without, and no more."""

    PARTS = (
        (_l("What"), (("name_en", "name_sv"), ("kind", "format"))),
        (_l("When"), (("wall_starts", "wall_ends"), "zone")),
        (_l("About"), (("description_en", "description_sv"),)),
        (_l("Who speaks"), (("given_name", "family_name"), "organisation")),
        (_l("Taking part"), ("registration_opens", "capacity", "published")),
        (_l("Where it belongs"), ("series", "slug")),
    )

    name_en = line(_l("Name in English"), 200)
    name_sv = line(_l("Name in Swedish"), 200)
    kind = SelectField(_l("Kind"), validate_choice=True)
    format = SelectField(_l("Format"), validate_choice=True)
    description_en = lines(_l("Description in English"))
    description_sv = lines(_l("Description in Swedish"))
    given_name = line(_l("Given name"), 120)
    family_name = line(_l("Family name"), 120)
    organisation = line(_l("Organisation"), 200)
    registration_opens = WallTimeField(_l("Registration opens"), needed=False)
    capacity = NumberField(_l("Places"))
    published = BooleanField(_l("Publish it at once"), default=True)
    series = SelectField(_l("Part of the series"), validate_choice=True)
    slug = line(_l("Address"), LONGEST_SLUG, hint=SLUG_HINT)

    def __init__(self, series: Sequence[Series], *, may_add_series: bool, now: datetime) -> None:
        """Begin with a free webinar of an hour, four weeks from now."""
        super().__init__(_start(now))
        language = reader_language()
        self._series = {one.slug: one for one in series}
        self.kind.choices = [SelectChoice(kind, str(name)) for kind, name in EVENT_KINDS.items()]
        self.format.choices = [SelectChoice(one, str(EVENT_FORMATS[one])) for one in FORMATS]
        self.registration_opens.description = _(
            "Blank: at once. It is open until the event ends, free of charge."
        )
        self._opens_at: datetime | None = None
        own = [SelectChoice("", _("A series of its own"))] if may_add_series else []
        self.series.choices = own + [
            SelectChoice(one.slug, Text(one.name_en, one.name_sv).in_language(language))
            for one in series
        ]
        self.mark_needed("kind", "format", "series")
        self.slug.description = _(
            "The last part of its address: small letters a-z, digits and hyphens. "
            "Blank: made of the name and the year."
        )

    def validate(self, **more: Any) -> bool:
        """Tell whether the form can be stored, times by the clock of their city."""
        fine = bool(super().validate(**more)) and self.read_span() and self._read_opening()
        if not (self.name_en.data or self.name_sv.data):
            self.name_en.errors = [*self.name_en.errors, _("Type a name in one language at least.")]
            fine = False
        return fine

    def _read_opening(self) -> bool:
        """Read when registration opens, by the clocks of the event's city."""
        wall = self.registration_opens.wall
        if wall is None:
            return True
        self._opens_at = self.instant_of(self.registration_opens, wall)
        if self._opens_at is not None and self._opens_at >= self.read().ends_at:
            said = _("This is not before the end of the event.")
            self.registration_opens.errors = [*self.registration_opens.errors, said]
            return False
        return self._opens_at is not None

    @property
    def known_series(self) -> Series | None:
        """The series that was chosen; None for one of its own."""
        return self._series.get(self.series.data)

    def new_series(self) -> SeriesDetails:
        """Give the series that is made for the event alone."""
        slug = slug_of(self.name_en.data or self.name_sv.data) or "series"
        return SeriesDetails(slug, self.name_en.data, self.name_sv.data)

    def read(self) -> WallSpan:
        """Give the times, after the form was found valid."""
        assert self.span is not None  # noqa: S101 -- `validate` has read it
        return self.span

    def event(self) -> EventDetails:
        """Give the event, after the form was found valid; it may grow, so nothing says its end."""
        span = self.read()
        name = self.name_en.data or self.name_sv.data
        online = self.format.data != "onsite"
        return EventDetails(
            slug=self.slug.data or slug_of(f"{name} {span.wall_starts.year}"),
            kind=self.kind.data,
            format=self.format.data,
            zone=span.zone,
            country_code=country_of_zone(span.zone),
            languages=self._languages(),
            wall_registration_opens=self.registration_opens.wall,
            wall_registration_closes=None,
            registration_opens_at=self._opens_at,
            registration_closes_at=None,
            free_of_charge=True,
            recordings_until_on=None,
            capacity_online=self.capacity.number if online else None,
            capacity_onsite=None if online else self.capacity.number,
            **{one: self[one].data for one in _TEXTS},
        )

    def _languages(self) -> str:
        """Give the languages in which the event is named, the reader's first."""
        named = {"en": bool(self.name_en.data), "sv": bool(self.name_sv.data)}
        first = reader_language()
        ordered = sorted(named, key=lambda tag: tag != first)
        return " ".join(tag for tag in ordered if named[tag])

    def stop(self) -> StopDetails:
        """Give the one stop, named as the event."""
        return StopDetails("", self.name_en.data, self.name_sv.data, *self.read())

    def session(self, stop_id: int) -> SessionDetails:
        """Give the one session, as long as the stop."""
        return SessionDetails(
            code="",
            stop_id=stop_id,
            track="",
            kind="talk",
            state=PUBLISHED,
            title_en=self.name_en.data,
            title_sv=self.name_sv.data,
            abstract_en=self.description_en.data,
            abstract_sv=self.description_sv.data,
            theme="",
            host_country_code="",
            guest_zone="",
            language="",
            capacity=None,
            **self.read()._asdict(),
        )

    def speaker(self) -> SpeakerDetails | None:
        """Give who speaks, None where nobody was named."""
        if not (self.given_name.data or self.family_name.data):
            return None
        zone = self.read().zone
        return SpeakerDetails(
            code="",
            given_name=self.given_name.data,
            family_name=self.family_name.data,
            country_code=country_of_zone(zone) or "SE",
            zone=zone,
            gender="not_stated",
            sector="academia",
            organisation=self.organisation.data,
            email="",
            bio_en="",
            bio_sv="",
        )


_TEXTS = ("name_en", "name_sv", "description_en", "description_sv")


def slug_of(name: str) -> str:
    """Give an address made of a name: "Gene therapy 2030" becomes gene-therapy-2030."""
    letters = "".join(
        sign if sign.isascii() and sign.isalnum() else "-" for sign in plain(name.casefold())
    )
    return "-".join(part for part in letters.split("-") if part)[:LONGEST_SLUG].strip("-")


def _start(now: datetime) -> dict[str, Any]:
    zone = reader_zone() or DEFAULT_ZONE
    day = to_wall(now, zone).replace(hour=13, minute=0, second=0, microsecond=0, fold=0)
    starts = day + timedelta(days=28)
    return {
        "kind": "webinar",
        "format": "online",
        "zone": zone,
        "wall_starts": starts,
        "wall_ends": starts + timedelta(hours=1),
        "published": True,
    }
