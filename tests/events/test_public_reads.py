"""Reads of events that the public pages stand on."""

from datetime import timedelta

from flask import Flask

from eventapp.events.actions import touch_event, touch_figures
from eventapp.events.queries import all_stops, event_with_stops, home_version
from eventapp.foundation.transaction import transaction
from tests.counting import statements
from tests.factories import NOON, make_event, make_stop


def test_event_with_stops_has_them_in_order(app: Flask) -> None:
    event = make_event("tour")
    make_stop(event, "Later", starts_at=NOON + timedelta(days=1))
    make_stop(event, "First")
    make_stop(make_event("other"), "Other")

    with statements() as asked:
        found = event_with_stops("tour")

    assert found is not None
    assert found[0].slug == "tour"
    assert found[0].series.slug
    assert [stop.code for stop in found[1]] == ["First", "Later"]
    assert len(asked) == 1


def test_event_with_stops_may_have_none(app: Flask) -> None:
    make_event("tour")

    found = event_with_stops("tour")

    assert found is not None
    assert found[1] == ()
    assert event_with_stops("none") is None


def test_all_stops_are_those_of_every_event(app: Flask) -> None:
    make_stop(make_event(), "B", starts_at=NOON + timedelta(days=1))
    make_stop(make_event(), "A")

    assert [stop.code for stop in all_stops()] == ["A", "B"]


def test_home_version_rises_with_pages_and_with_figures(app: Flask) -> None:
    assert home_version() == (1, 0)
    event = make_event()
    seen = [home_version()]
    for touch in (touch_event, touch_figures):
        with transaction():
            touch(event.id)
        seen.append(home_version())

    assert len(set(seen)) == 3
    assert seen == sorted(seen)
