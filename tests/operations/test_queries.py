"""The state of an installation in numbers."""

from datetime import timedelta

from flask import Flask

from eventapp.operations.queries import site_state
from tests.factories import NOON, make_event, make_log_in, make_registration, make_stop

MINUTE = timedelta(minutes=1)


def test_state_counts_who_holds_a_registration_and_who_watches(app: Flask) -> None:
    stop = make_stop(make_event())
    people = [make_registration(stop.event) for _ in range(4)]
    make_registration(stop.event, withdrawn_at=NOON)
    make_log_in(stop, people[0], NOON - 30 * MINUTE)
    make_log_in(stop, people[0], NOON - 5 * MINUTE, NOON - MINUTE)
    make_log_in(stop, people[1], NOON - 30 * MINUTE, NOON - 2 * MINUTE)
    make_log_in(stop, people[2], NOON - timedelta(days=1))
    make_log_in(stop, people[3], NOON + MINUTE)

    state = site_state(now=NOON)

    assert (state.registrations, state.live_viewers) == (4, 1)
