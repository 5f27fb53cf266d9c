"""What a shift is made of."""

from datetime import datetime
from typing import NamedTuple

from eventapp.events.rules import check_fields
from eventapp.foundation.email_addresses import is_email
from eventapp.foundation.refusals import Refusal
from eventapp.foundation.timezones import is_zone
from eventapp.foundation.wall_spans import EndsBeforeStart

MODERATOR, TECHNICIAN, INTERPRETER, STREAM_HOST, OTHER = SHIFT_ROLES = (
    "moderator",
    "technician",
    "interpreter",
    "stream_host",
    "other",
)
LONGEST_NAME = 200
LONGEST_LANGUAGES = 120


class ShiftDetails(NamedTuple):
    """Who works as what at which stop, from when to when on the clocks of `zone`, the stop's.

    `person_zone` is where the person is. `speaker_id` is None for who does not speak at the event.
    """

    stop_id: int
    role: str
    languages: str
    name: str
    email: str
    person_zone: str
    speaker_id: int | None
    zone: str
    wall_starts: datetime
    wall_ends: datetime
    starts_at: datetime
    ends_at: datetime


class ShiftsAtStop(Refusal):
    """A stop would go with other shifts than somebody was told of; there are `number`."""

    def __init__(self, number: int) -> None:
        """Tell how many there are now."""
        super().__init__(str(number))
        self.number = number


def check_shift(details: ShiftDetails) -> None:
    """Raise FieldRefused or EndsBeforeStart for what is no shift."""
    check_fields(
        {
            "role": details.role in SHIFT_ROLES,
            "name": 0 < len(details.name) <= LONGEST_NAME,
            "email": not details.email or is_email(details.email),
            "person_zone": is_zone(details.person_zone),
            "languages": len(details.languages) <= LONGEST_LANGUAGES
            and (details.role != INTERPRETER or bool(details.languages)),
        }
    )
    if details.ends_at <= details.starts_at:
        raise EndsBeforeStart
