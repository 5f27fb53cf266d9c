"""Starts at which everybody can be there who told hours."""

from datetime import UTC, date, datetime, timedelta

import pytest

from eventapp.planning.groups import Whereabouts
from eventapp.planning.slots import Crowd, Day, best_slots
from eventapp.planning.speaker_hours import can_be_there, within_hours
from tests.planning.places import PLACES

NINE = datetime(2030, 5, 15, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("starts", "ends", "can"),
    [(0, 1, True), (0, 2, True), (-1, 1, False), (1, 3, False), (4, 5, True), (2, 4, False)],
)
def test_one_stretch_holds_all_of_the_time(starts: int, ends: int, can: bool) -> None:  # noqa: FBT001
    hours = [(NINE, NINE + 2 * HOUR), (NINE + 4 * HOUR, NINE + 5 * HOUR)]

    assert can_be_there(NINE + starts * HOUR, NINE + ends * HOUR, hours) is can


def test_rankings_keep_their_order_and_lose_what_does_not_suit_all() -> None:
    crowd = Crowd(
        {Whereabouts("Asia/Tokyo", "JP"): 2, Whereabouts("Europe/Stockholm", "SE"): 1}, {}
    )
    best = best_slots(Day("Etc/UTC", date(2030, 5, 15), 60, 60), crowd, PLACES)
    told = {
        "mio": [(NINE, NINE + 3 * HOUR)],
        "ada": [(NINE - 2 * HOUR, NINE - HOUR), (NINE + HOUR, NINE + 9 * HOUR)],
    }

    kept = within_hours(best, told)

    assert sorted(entry.starts for entry in kept.by_registrants) == ["10:00", "11:00"]
    assert [entry for entry in best.by_worst_zone if entry in kept.by_worst_zone] == list(
        kept.by_worst_zone
    )
    assert within_hours(best, {}) == best
    assert within_hours(best, {"nobody": []}).by_registrants == []
