"""What a registration is made of."""

from datetime import datetime
from typing import NamedTuple

MODES = ("online", "onsite")


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
