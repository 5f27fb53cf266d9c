"""Whose turn it is in a tour, and when a session could be given again for them."""

from datetime import date

import pytest

from eventapp.planning.cost import DEFAULT_WEIGHTS
from eventapp.planning.groups import People, Whereabouts
from eventapp.planning.ledger import StopSlot, ledger, whose_turn
from eventapp.planning.replays import best_replays
from tests.planning.places import PLACES, instant

TOKYO, LIMA = Whereabouts("Asia/Tokyo", "JP"), Whereabouts("America/Lima", "PE")
HOME = Whereabouts("Europe/Stockholm", "SE")
NOON = StopSlot("D1", instant("2021-04-20T12:00+02:00"), instant("2021-04-20T13:00+02:00"))
MORNING = StopSlot("D2", instant("2021-04-21T08:00+02:00"), instant("2021-04-21T09:00+02:00"))


@pytest.mark.parametrize(
    ("stops", "people", "expected"),
    [
        ([NOON], {HOME: 1, TOKYO: 1, LIMA: 1}, [LIMA, TOKYO]),
        ([NOON, MORNING], {HOME: 1, TOKYO: 1, LIMA: 1}, [LIMA]),
        ([NOON, MORNING], {HOME: 1, TOKYO: 1}, [TOKYO]),
        ([NOON], {HOME: 1}, []),
        ([], {HOME: 1, TOKYO: 1}, []),
    ],
)
def test_turn_is_of_those_whom_no_stop_suits_else_of_the_dearest(
    stops: list[StopSlot], people: People, expected: list[Whereabouts]
) -> None:
    counted = ledger(stops, people, PLACES)

    assert [(row.zone, row.country) for row in whose_turn(counted)] == expected


def replays(people: People, on: date = date(2021, 4, 22)) -> list[str | None]:
    found = best_replays(people, "Europe/Stockholm", on, 60, places=PLACES, weights=DEFAULT_WEIGHTS)
    return [entry and entry.starts for entry in found]


def test_replay_may_be_at_any_hour_and_questions_in_the_organisers_day() -> None:
    # 02:00 in Stockholm is 09:00 in Tokyo, 06:00 there is 13:00.
    assert replays({TOKYO: 3}) == ["02:00", "06:00"]
    assert replays({LIMA: 3}) == ["16:00", "16:00"]


def test_nobody_needs_no_replay_and_a_skipped_day_has_none() -> None:
    assert replays({}) == [None, None]
    skipped = best_replays(
        {TOKYO: 1}, "Pacific/Apia", date(2011, 12, 30), 60, places=PLACES, weights=DEFAULT_WEIGHTS
    )
    assert skipped == (None, None)
