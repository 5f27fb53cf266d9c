"""The plan of an event as it is read."""

from datetime import timedelta
from random import Random

import pytest
from flask import Flask

from eventapp.planning.plans import planning_of
from tests.counting import statements
from tests.factories import (
    NOON,
    make_appearance,
    make_event,
    make_session,
    make_speaker,
    make_stop,
    make_track,
)


def fill(number: int) -> None:
    """Make sessions at any time of a stop, on two tracks, with two of five people in each."""
    chance = Random(7)  # noqa: S311 -- the same plan each time
    event = make_event("tour")
    stops = [make_stop(event, f"D{day}", starts_at=NOON) for day in range(2)]
    tracks = [make_track(stop, name) for stop in stops for name in ("Blue", "Red")]
    people = [make_speaker(event, f"T{place}", zone="Asia/Tokyo") for place in range(5)]
    for place in range(number):
        track = chance.choice(tracks)
        session = make_session(
            track.stop,
            f"S{place}",
            starts_at=NOON + timedelta(minutes=5 * chance.randrange(40)),
            track_id=track.id,
            title_sv=chance.choice(("", "Titel")),
        )
        for person in chance.sample(people, 2):
            make_appearance(session, person)


def test_conflicts_with_one_session_are_those_of_the_whole_plan(app: Flask) -> None:
    fill(15)
    planning = planning_of("tour")
    assert planning is not None
    everything = planning.conflicts()

    for session in planning.sessions:
        code = session.code
        expected = [one for one in everything if code in {one.session, one.other}]
        assert planning.conflicts_with(code) == expected
    assert len(everything) > 15


@pytest.mark.parametrize("number", [1, 3])
def test_plan_takes_five_statements(app: Flask, number: int) -> None:
    fill(number)

    with statements() as seen:
        planning_of("tour")

    assert len(seen) == 5


def test_event_that_is_not_there_has_no_plan(app: Flask) -> None:
    assert planning_of("nowhere") is None
