"""What a slot means in each zone."""

from datetime import UTC, datetime, timedelta

from eventapp.planning.cost import DEFAULT_WEIGHTS
from eventapp.planning.groups import Whereabouts
from eventapp.planning.slot_zones import Slot, SlotZone, slot_zones
from eventapp.planning.slots import Crowd, SlotEntry, near_equal
from tests.planning.places import PLACES

WINTER = datetime(2021, 1, 15, tzinfo=UTC)
STARTS = datetime(2021, 4, 16, 13, 0, tzinfo=UTC)
"""A Friday, 15:00 in Stockholm."""
SLOT = Slot(STARTS, STARTS + timedelta(hours=1))


def test_each_zone_has_a_row_with_its_people() -> None:
    registrants = {
        Whereabouts("Europe/Stockholm", "SE"): 5,
        Whereabouts("Asia/Jerusalem", "IL"): 1,
        Whereabouts("Asia/Jerusalem", "SE"): 1,
    }
    crowd = Crowd(registrants, {Whereabouts("Asia/Tokyo", "JP"): 2})

    rows = slot_zones(SLOT, crowd, PLACES, weights=DEFAULT_WEIGHTS, now=WINTER)

    hour = timedelta(hours=1)
    # In Jerusalem it is 16:00 of a Friday: a day of rest for one, none for the other.
    assert rows == [
        SlotZone(
            "Europe/Stockholm", 5, 0, 0.0, asleep=False, offset_now=hour, offset_then=2 * hour
        ),
        SlotZone(
            "Asia/Jerusalem", 2, 0, 3.0, asleep=False, offset_now=2 * hour, offset_then=3 * hour
        ),
        SlotZone("Asia/Tokyo", 0, 2, 6.0, asleep=True, offset_now=9 * hour, offset_then=9 * hour),
    ]
    assert [row.clock_changes for row in rows] == [True, True, False]


def test_near_equal_starts_are_within_five_percent_of_the_best() -> None:
    entries = [
        SlotEntry(starts, "", cost, None, worst, None, 0)
        for starts, cost, worst in (("10:00", 2.0, 3.0), ("11:00", 2.1, 1.0), ("12:00", 2.101, 1.0))
    ]

    assert near_equal(entries) == {"10:00", "11:00"}
    assert near_equal(entries, by_worst=True) == {"11:00", "12:00"}
    assert near_equal([]) == frozenset()
