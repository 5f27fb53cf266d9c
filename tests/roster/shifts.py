"""Shifts for tests."""

from datetime import datetime, timedelta
from typing import Any

from eventapp.events.models import Stop
from eventapp.foundation.timezones import to_wall
from eventapp.foundation.transaction import transaction
from eventapp.roster.actions import add_shift
from eventapp.roster.models import Shift
from eventapp.roster.rules import ShiftDetails
from tests.factories import NOON


def shift_details(
    stop: Stop, *, starts_at: datetime = NOON, hours: float = 4, **values: Any
) -> ShiftDetails:
    """Give a shift of a technician in Stockholm, of four hours."""
    ends_at = starts_at + timedelta(hours=hours)
    return ShiftDetails(
        stop_id=stop.id,
        role="technician",
        languages="",
        name="Ada",
        email="",
        person_zone="Europe/Stockholm",
        speaker_id=None,
        zone=stop.zone,
        wall_starts=to_wall(starts_at, stop.zone),
        wall_ends=to_wall(ends_at, stop.zone),
        starts_at=starts_at,
        ends_at=ends_at,
    )._replace(**values)


def put_shift(stop: Stop, **values: Any) -> Shift:
    """Put a shift on the roster."""
    event_id, details = stop.event_id, shift_details(stop, **values)
    with transaction():
        return add_shift(event_id, details, actor="account:1", now=NOON)
