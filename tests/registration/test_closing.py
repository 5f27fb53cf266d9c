"""Registration closes at the latest when the last stop of an event ends."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from eventapp.foundation.transaction import transaction
from eventapp.registration.registering import add_registration, register
from eventapp.registration.rules import RegistrationClosed, closing_of
from tests.factories import NOON, make_event, make_stop
from tests.registration.applicants import make_applicant

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("closes_at", "ends_at", "closing"),
    [
        (None, None, None),
        (NOON, None, NOON),
        (None, NOON, NOON),
        (NOON, NOON + HOUR, NOON),
        (NOON + HOUR, NOON, NOON),
    ],
)
def test_the_earlier_moment_closes(
    closes_at: datetime | None, ends_at: datetime | None, closing: datetime | None
) -> None:
    assert closing_of(closes_at, ends_at) == closing


@pytest.mark.parametrize("closes_at", [None, NOON + 24 * HOUR])
def test_nobody_registers_after_the_last_stop(app: Flask, closes_at: datetime | None) -> None:
    event = make_event(registration_closes_at=closes_at)
    make_stop(event, starts_at=NOON - 8 * HOUR, hours=4)
    make_stop(event, starts_at=NOON, hours=4)
    event_id, end = event.id, NOON + 4 * HOUR

    with transaction():
        given = register(event_id, make_applicant("one"), now=end - HOUR)
    with pytest.raises(RegistrationClosed), transaction():
        register(event_id, make_applicant("two"), now=end)
    with transaction():
        added = add_registration(event_id, make_applicant("two"), actor="account:1", now=end)

    assert given.is_new
    assert added != given.registration_id


def test_event_without_stops_is_open(app: Flask) -> None:
    event_id = make_event().id

    with transaction():
        assert register(event_id, make_applicant(), now=NOON).is_new
