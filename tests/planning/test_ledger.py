"""The ledger of a tour: a row for each zone and country, the dearest first."""

from typing import Any

import pytest

from eventapp.planning.documents import ledger_as_json
from eventapp.planning.groups import Whereabouts
from eventapp.planning.ledger import StopSlot, ledger
from tests.planning.places import PLACES, instant

D1 = StopSlot("D1", instant("2021-04-19T08:30+02:00"), instant("2021-04-19T12:30+02:00"))
D2 = StopSlot("D2", instant("2021-04-20T15:00+02:00"), instant("2021-04-20T16:00+02:00"))
STOCKHOLM = Whereabouts("Europe/Stockholm", "SE")
TOKYO = Whereabouts("Asia/Tokyo", "JP")


def test_ledger_sums_the_exact_costs_of_the_stops() -> None:
    rows = ledger([D2, D1], {STOCKHOLM: 3, TOKYO: 2}, PLACES).rows

    # Tokyo: 15:30 … 19:15, four marks of 17–19 … eight at 1, two at 3; then 22:00 … 22:45.
    assert [(row.zone, row.costs, row.total) for row in rows] == [
        ("Asia/Tokyo", {"D1": 0.875, "D2": 6.0}, 6.875),
        ("Europe/Stockholm", {"D1": 0.125, "D2": 0.0}, 0.125),
    ]
    assert [(row.people, row.stops_at_most_1) for row in rows] == [(2, 1), (3, 2)]
    assert list(rows[0].costs) == ["D1", "D2"]


def test_total_is_rounded_from_the_exact_sum() -> None:
    # Three marks, one of them at 1: a third at every stop, and a whole together.
    first = instant("2021-04-20T08:45+02:00")
    thirds = [
        StopSlot(f"D{day}", first + 86_400 * day, first + 86_400 * day + 2700) for day in range(3)
    ]

    row = ledger(thirds, {STOCKHOLM: 1}, PLACES).rows[0]

    assert (row.costs["D1"], row.total, row.stops_at_most_1) == (0.333, 1.0, 3)


def test_cost_of_exactly_1_is_at_most_1() -> None:
    evening = StopSlot("D1", instant("2021-04-20T17:00+02:00"), instant("2021-04-20T19:00+02:00"))
    longer = evening._replace(ends_at=evening.ends_at + 1)

    assert ledger([evening], {STOCKHOLM: 1}, PLACES).rows[0].stops_at_most_1 == 1
    assert ledger([longer], {STOCKHOLM: 1}, PLACES).rows[0].stops_at_most_1 == 0


def test_rows_of_one_zone_are_apart_by_country_and_equal_ones_stand_by_name() -> None:
    sunday = StopSlot("D1", instant("2021-04-25T10:00+02:00"), instant("2021-04-25T11:00+02:00"))
    people = {
        STOCKHOLM: 1,
        Whereabouts("Europe/Berlin", "DE"): 1,
        Whereabouts("Europe/Stockholm", "IL"): 1,
        Whereabouts("Asia/Calcutta", "IN"): 1,
    }

    rows = ledger([sunday], people, PLACES).rows

    assert [(row.zone, row.country, row.total) for row in rows] == [
        ("Asia/Calcutta", "IN", 3.0),
        ("Europe/Berlin", "DE", 3.0),
        ("Europe/Stockholm", "SE", 3.0),
        ("Europe/Stockholm", "IL", 0.0),
    ]


def test_ledger_of_nobody_or_of_no_stops_is_printed() -> None:
    assert ledger([D1], {}, PLACES).rows == []
    row = ledger([], {STOCKHOLM: 1}, PLACES).rows[0]
    assert (row.costs, row.total, row.stops_at_most_1) == ({}, 0.0, 0)


def test_stop_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="end after"):
        ledger([D1._replace(ends_at=D1.starts_at)], {STOCKHOLM: 1}, PLACES)


def test_document_has_the_weights_and_the_rows() -> None:
    document: Any = ledger_as_json(ledger([D1], {TOKYO: 2}, PLACES))

    assert document["weights"]["weekend"] == 3
    assert document["rows"] == [
        {
            "zone": "Asia/Tokyo",
            "country": "JP",
            "costs": {"D1": 0.875},
            "total": 0.875,
            "stops_at_most_1": 1,
        }
    ]
