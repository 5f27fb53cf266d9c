"""What series, events and stops are made of."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from eventapp.foundation.refusals import Refusal

FORMATS = ("online", "onsite", "hybrid")
DRAFT, PUBLISHED, POSTPONED, CANCELLED = STATES = ("draft", "published", "postponed", "cancelled")
"""What an event is: nobody sees a draft, nobody registers for what is postponed or cancelled."""
NOT_HELD = frozenset({POSTPONED, CANCELLED})
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


def check_past_edition(details: PastEditionDetails) -> None:
    """Raise FieldRefused for what no past edition can be, or what cannot be checked later."""
    known = min(len(details.starts_on), len(details.ends_on))
    check_fields(
        {
            "kind": bool(details.kind),
            "format": details.format in FORMATS,
            "state": details.state in EDITION_STATES,
            "starts_on": is_part_of_date(details.starts_on),
            "ends_on": is_part_of_date(details.ends_on)
            and details.ends_on[:known] >= details.starts_on[:known],
            "replaced_by": not details.replaced_by or details.replaced_by != details.slug,
            "participants": details.participants is None or 0 <= details.participants < 2**31,
            "source": bool(details.source.strip()),
        }
    )


def is_part_of_date(text: str) -> bool:
    """Tell whether a text is a date as precise as known: YYYY, YYYY-MM or YYYY-MM-DD."""
    padded = f"{text}{'0000-01-01'[len(text) :]}"
    try:
        return len(text) in {4, 7, 10} and date.fromisoformat(padded).isoformat() == padded
    except ValueError:
        return False


class MeasurementDetails(NamedTuple):
    """A number measured elsewhere, and where it is written."""

    metric: str
    measured_on: date
    value: int
    source: str


class SlugTaken(Refusal):
    """Another series or event stands under this address already."""

    def __init__(self, slug: str) -> None:
        """Name it."""
        super().__init__(slug)
        self.slug = slug


class CodeTaken(Refusal):
    """Something else of the event has this code already."""

    def __init__(self, code: str) -> None:
        """Name it."""
        super().__init__(code)
        self.code = code


class FieldRefused(Refusal):
    """What is wished for a field cannot be stored; the field is named as its column."""

    def __init__(self, field: str) -> None:
        """Name the field."""
        super().__init__(field)
        self.field = field


def check_fields(fits: Mapping[str, bool]) -> None:
    """Raise FieldRefused for the first field that does not fit."""
    for field, fit in fits.items():
        if not fit:
            raise FieldRefused(field)


class StillInUse(Refusal):
    """Others depend on it, so it cannot go; `what` is registrations, log_ins, sessions, line_up."""

    def __init__(self, what: str) -> None:
        """Name what depends on it."""
        super().__init__(what)
        self.what = what


class StateImpossible(Refusal):
    """An event, or what belongs to it, cannot go from its state to the one that is wished."""


def window_state(opens_at: datetime | None, closes_at: datetime | None, *, now: datetime) -> str:
    """Tell whether what opens and closes is `early`, `open` or `closed`; None is no border."""
    if closes_at is not None and now >= closes_at:
        return "closed"
    return "early" if opens_at is not None and now < opens_at else "open"


def check_named(name_en: str, name_sv: str, field: str) -> None:
    """Raise FieldRefused where there is no name in any language."""
    if not (name_en.strip() or name_sv.strip()):
        raise FieldRefused(field)
