"""What is read for best slots and ledgers."""

from datetime import date, timedelta

import pytest
from flask import Flask

from eventapp.planning.queries import best_slots_of, ledger_of
from eventapp.planning.slots import Day
from tests.counting import statements
from tests.factories import NOON, make_event, make_registration, make_speaker, make_stop

DAY = Day("Europe/Stockholm", date(2030, 5, 15), 60, 30)


def test_best_slot_suits_registrants_and_speakers_from_elsewhere(app: Flask) -> None:
    event = make_event(country_code="SE")
    make_registration(event)
    make_registration(event, zone="Asia/Tokyo", country_code="JP", withdrawn_at=NOON)
    make_speaker(event)
    make_speaker(event, zone="Asia/Tokyo", country_code="JP")

    best = best_slots_of(event, DAY, now=NOON)

    assert best.by_registrants[0].starts == "09:00"
    assert best.by_registrants[0].worst_zone == "Europe/Stockholm"
    assert best.by_speakers[0].starts == "06:00"
    assert best.by_speakers[0].worst_zone == "Asia/Tokyo"


def test_ledger_has_a_row_for_each_zone_and_country(app: Flask) -> None:
    event = make_event()
    make_stop(event, "D1", hours=1)
    make_registration(event)
    make_registration(event, zone="Asia/Tokyo", country_code="JP")
    make_registration(event, zone="Asia/Tokyo", country_code="KR")
    make_registration(make_event(), zone="America/Lima", country_code="PE")

    rows = ledger_of(event, now=NOON).rows

    assert [(row.zone, row.country, row.costs) for row in rows] == [
        ("Asia/Tokyo", "JP", {"D1": 3}),
        ("Asia/Tokyo", "KR", {"D1": 3}),
        ("Europe/Stockholm", "SE", {"D1": 0}),
    ]


@pytest.mark.parametrize("number", [1, 3, 30])
def test_planning_takes_two_statements_for_any_number(app: Flask, number: int) -> None:
    event = make_event()
    for place in range(number):
        make_stop(event, starts_at=NOON + timedelta(days=place))
        make_registration(event)
        make_speaker(event, country_code="JP")
    assert event.id

    with statements() as seen:
        best_slots_of(event, DAY, now=NOON)
        ledger_of(event, now=NOON)

    assert len(seen) == 4
