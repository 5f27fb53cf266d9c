"""How many an event reaches."""

from datetime import timedelta

from flask import Flask

from eventapp.registration.queries import Reach, reach_of_event, reach_of_events
from tests.factories import NOON, make_event, make_registration


def test_reach_counts_registrants_and_their_countries(app: Flask) -> None:
    event, other = make_event(), make_event()
    for country in ("SE", "SE", "JP"):
        make_registration(event, country_code=country)
    make_registration(event, country_code="US", withdrawn_at=NOON)

    assert reach_of_event(event.id, now=NOON) == Reach(3, 2)
    assert reach_of_event(event.id, now=NOON - timedelta(seconds=1)) == Reach(4, 3)
    assert reach_of_event(other.id, now=NOON) == Reach(0, 0)
    assert reach_of_events(now=NOON) == {event.id: Reach(3, 2)}
