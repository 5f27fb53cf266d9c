"""What series, events and stops are made of."""

from datetime import date, datetime
from typing import NamedTuple

FORMATS = ("online", "onsite", "hybrid")
EDITION_STATES = ("held", "cancelled", "postponed", "planned")


class SeriesDetails(NamedTuple):
    """What is told of a series."""

    slug: str
    name_en: str
    name_sv: str


class EventDetails(NamedTuple):
    """What is told of an event; a description that is None is left as it is."""

    slug: str
    name_en: str
    name_sv: str
    description_en: str | None
    description_sv: str | None
    kind: str
    format: str
    zone: str
    country_code: str | None
    languages: str
    wall_registration_opens: datetime | None
    wall_registration_closes: datetime | None
    registration_opens_at: datetime | None
    registration_closes_at: datetime | None
    free_of_charge: bool
    recordings_until_on: date | None
    capacity_online: int | None
    capacity_onsite: int | None


class StopDetails(NamedTuple):
    """What is told of a stop: wall times in its zone, and the instants they mean."""

    code: str
    title_en: str
    title_sv: str
    zone: str
    wall_starts: datetime
    wall_ends: datetime
    starts_at: datetime
    ends_at: datetime


class TourDetails(NamedTuple):
    """An event with its series and stops."""

    series: SeriesDetails
    event: EventDetails
    stops: tuple[StopDetails, ...]


class PastEditionDetails(NamedTuple):
    """What is told of an edition from before this system; dates are as precise as known."""

    series_slug: str
    slug: str
    kind: str
    format: str
    starts_on: str
    ends_on: str
    place: str
    state: str
    replaced_by: str
    participants: int | None
    approximate: bool
    source: str


class MeasurementDetails(NamedTuple):
    """A number measured elsewhere, and where it is written."""

    metric: str
    measured_on: date
    value: int
    source: str
