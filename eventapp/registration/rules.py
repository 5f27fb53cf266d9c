"""What a registration is made of, and what is refused."""

from datetime import datetime
from typing import NamedTuple

from eventapp.events.rules import check_fields, window_state
from eventapp.foundation.email_addresses import folded_email, is_email
from eventapp.foundation.genders import NOT_STATED
from eventapp.foundation.languages import language_tag
from eventapp.foundation.people import fitting_person
from eventapp.foundation.plain_letters import plain
from eventapp.foundation.refusals import Refusal

MODES = ("online", "onsite")

CONSENTS = ("newsletter", "participant_list", "speaker_contact")
"""What people may agree to, each apart."""


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


class RegistrationClosed(Refusal):
    """Registration has closed."""


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
    state = window_state(opens_at, closes_at, now=now)
    if state == "early":
        raise RegistrationNotOpen
    if state == "closed":
        raise RegistrationClosed


def checked(applicant: Applicant) -> Applicant:
    """Return the applicant as stored: trimmed, the address folded. Raises FieldRefused."""
    trimmed = applicant._replace(
        email=folded_email(applicant.email),
        given_name=applicant.given_name.strip(),
        family_name=applicant.family_name.strip(),
        organisation=applicant.organisation.strip(),
    )
    check_fields({"email": is_email(trimmed.email), **_fitting(trimmed)})
    return trimmed


def checked_change(change: RegistrationChange) -> RegistrationChange:
    """Return the change as stored. Raises FieldRefused."""
    trimmed = change._replace(
        given_name=change.given_name.strip(),
        family_name=change.family_name.strip(),
        organisation=change.organisation.strip(),
    )
    check_fields(_fitting(trimmed))
    return trimmed


def search_text(
    told: Applicant | RegistrationChange | RegistrationDetails, *, email: str, code: str
) -> str:
    """Return what a registration is found by, without case and accents; names come first."""
    parts = (told.family_name, told.given_name, told.organisation, email, code)
    return plain(" ".join(parts))


def _fitting(wish: Applicant | RegistrationChange) -> dict[str, bool]:
    """Tell of each field whether it can be stored."""
    return fitting_person(wish) | {
        "language": language_tag(wish.language) == wish.language,
        "mode": wish.mode in MODES,
    }
