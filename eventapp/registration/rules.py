"""What a registration is made of, and what is refused."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from eventapp.foundation.countries import is_country
from eventapp.foundation.email_addresses import folded_email, is_email
from eventapp.foundation.genders import NOT_STATED, is_gender
from eventapp.foundation.languages import language_tag
from eventapp.foundation.plain_letters import plain
from eventapp.foundation.refusals import Refusal
from eventapp.foundation.sectors import is_sector
from eventapp.foundation.texts import is_line
from eventapp.foundation.timezones import is_zone

MODES = ("online", "onsite")

CONSENTS = ("newsletter", "participant_list", "speaker_contact")
"""What people may agree to, each apart."""
LONGEST_NAME = 120
LONGEST_ORGANISATION = 200


class RegistrationDetails(NamedTuple):
    """What is told of a registration; one of the names may be blank.

    `email` is case folded. `newsletter` is the answer given when registering.
    """

    code: str
    given_name: str
    family_name: str
    email: str
    country_code: str
    zone: str
    sector: str
    organisation: str
    gender: str
    language: str
    newsletter: bool
    registered_at: datetime
    withdrawn_at: datetime | None
    mode: str


class Applicant(NamedTuple):
    """Who asks for a place, as the form tells it; `checked` gives what is stored of it."""

    given_name: str
    family_name: str
    email: str
    country_code: str
    zone: str
    sector: str
    organisation: str = ""
    gender: str = NOT_STATED
    language: str = "en"
    mode: str = "online"
    newsletter: bool = False
    participant_list: bool = False
    speaker_contact: bool = False


class RegistrationChange(NamedTuple):
    """What a registrant may change; the address stays, because it proves who they are."""

    given_name: str
    family_name: str
    country_code: str
    zone: str
    sector: str
    organisation: str
    gender: str
    language: str
    mode: str
    newsletter: bool
    participant_list: bool
    speaker_contact: bool


class Registered(NamedTuple):
    """What came of an application.

    Not `is_new` when the address had a registration already. A stranger must not learn that, so
    the page that follows the form is the same for both and shows nothing of the registration: what
    there is to know is mailed to the address.
    """

    registration_id: int
    is_new: bool


class FieldInvalid(Refusal):
    """A field holds what cannot be stored there; `field` names it."""

    def __init__(self, field: str) -> None:
        """Name the field."""
        super().__init__(field)
        self.field = field


class EventFull(Refusal):
    """All places of a mode are taken."""

    def __init__(self, mode: str) -> None:
        """Name the mode, `online` or `onsite`."""
        super().__init__(mode)
        self.mode = mode


class ModeNotOffered(Refusal):
    """The event is not held online, or not on site."""

    def __init__(self, mode: str) -> None:
        """Name the mode that was asked for."""
        super().__init__(mode)
        self.mode = mode


class EventNotHeld(Refusal):
    """The event is a draft, postponed or cancelled; `state` tells which."""

    def __init__(self, state: str) -> None:
        """Name the state."""
        super().__init__(state)
        self.state = state


class RegistrationNotOpen(Refusal):
    """Registration opens later."""

    def __init__(self, opens_at: datetime) -> None:
        """Tell when it opens."""
        super().__init__(f"opens at {opens_at}")
        self.opens_at = opens_at


class RegistrationClosed(Refusal):
    """Registration has closed."""

    def __init__(self, closed_at: datetime) -> None:
        """Tell when it closed."""
        super().__init__(f"closed at {closed_at}")
        self.closed_at = closed_at


class AlreadyRegistered(Refusal):
    """The address has a registration that is not withdrawn; for organisers' eyes only."""

    def __init__(self, code: str) -> None:
        """Give the code of the registration."""
        super().__init__(code)
        self.code = code


class RegistrationWithdrawn(Refusal):
    """The registration is withdrawn and cannot be changed."""


class Places(NamedTuple):
    """How many places of one mode there are and how many are taken; no limit when None."""

    capacity: int | None
    taken: int

    @property
    def left(self) -> int | None:
        """How many are left, never below 0; None when there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)


def modes_of(event_format: str) -> tuple[str, ...]:
    """Return the modes in which people take part in an event of that format."""
    return MODES if event_format == "hybrid" else (event_format,)


def closing_of(closes_at: datetime | None, ends_at: datetime | None) -> datetime | None:
    """Return when registration closes: at the latest when the last stop of the event ends."""
    return min((at for at in (closes_at, ends_at) if at is not None), default=None)


def check_open(opens_at: datetime | None, closes_at: datetime | None, *, now: datetime) -> None:
    """Raise RegistrationNotOpen or RegistrationClosed; a border that is None is none."""
    if opens_at is not None and now < opens_at:
        raise RegistrationNotOpen(opens_at)
    if closes_at is not None and now >= closes_at:
        raise RegistrationClosed(closes_at)


def checked(applicant: Applicant) -> Applicant:
    """Return the applicant as stored: trimmed, the address folded. Raises FieldInvalid."""
    trimmed = applicant._replace(
        email=folded_email(applicant.email),
        given_name=applicant.given_name.strip(),
        family_name=applicant.family_name.strip(),
        organisation=applicant.organisation.strip(),
    )
    _check({"email": is_email(trimmed.email), **_fitting(trimmed)})
    return trimmed


def checked_change(change: RegistrationChange) -> RegistrationChange:
    """Return the change as stored. Raises FieldInvalid."""
    trimmed = change._replace(
        given_name=change.given_name.strip(),
        family_name=change.family_name.strip(),
        organisation=change.organisation.strip(),
    )
    _check(_fitting(trimmed))
    return trimmed


def search_text(
    told: Applicant | RegistrationChange | RegistrationDetails, *, email: str, code: str
) -> str:
    """Return what a registration is found by, without case and accents; names come first."""
    parts = (told.family_name, told.given_name, told.organisation, email, code)
    return plain(" ".join(parts))


def _check(fits: Mapping[str, bool]) -> None:
    for field, fit in fits.items():
        if not fit:
            raise FieldInvalid(field)


def _fitting(wish: Applicant | RegistrationChange) -> dict[str, bool]:
    """Tell of each field whether it can be stored."""
    return {
        "given_name": is_line(wish.given_name, LONGEST_NAME),
        "family_name": is_line(wish.family_name, LONGEST_NAME)
        and bool(wish.given_name or wish.family_name),
        "organisation": is_line(wish.organisation, LONGEST_ORGANISATION),
        "country_code": is_country(wish.country_code),
        "zone": is_zone(wish.zone),
        "sector": is_sector(wish.sector),
        "gender": is_gender(wish.gender),
        "language": language_tag(wish.language) == wish.language,
        "mode": wish.mode in MODES,
    }
