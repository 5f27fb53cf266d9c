"""What a slot costs one person, by hand-made cases at every border."""

from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from eventapp.planning.cost import DEFAULT_WEIGHTS, Band, Weights, rounded_cost, slot_cost
from tests.planning.places import SATURDAY_SUNDAY, instant, weekend_days

STOCKHOLM = "Europe/Stockholm"


def cost_of(starts: str, minutes: int, zone: str = STOCKHOLM, country: str = "SE") -> Fraction:
    at = instant(starts)
    weekend = weekend_days(country)
    return slot_cost(at, at + 60 * minutes, ZoneInfo(zone), weekend, DEFAULT_WEIGHTS)


@pytest.mark.parametrize(
    ("wall", "weight"),
    [
        ("00:00", 10),
        ("05:59", 10),
        ("06:00", 6),
        ("06:59", 6),
        ("07:00", 3),
        ("08:00", 1),
        ("08:59", 1),
        ("09:00", 0),
        ("16:59", 0),
        ("17:00", 1),
        ("18:59", 1),
        ("19:00", 3),
        ("21:59", 3),
        ("22:00", 6),
        ("23:59", 6),
    ],
)
def test_cost_of_one_mark_is_the_weight_of_its_local_hour(wall: str, weight: int) -> None:
    # 20 April 2021 is a Tuesday, Stockholm is at UTC+02:00.
    assert cost_of(f"2021-04-20T{wall}+02:00", 15) == weight


@pytest.mark.parametrize(
    ("starts", "minutes", "cost"),
    [
        # Marks 08:30 08:45 | 09:00 … 12:15.
        ("2021-04-19T08:30+02:00", 240, Fraction(2, 16)),
        # The end is no mark: 16:00 … 16:45 only.
        ("2021-04-19T16:00+02:00", 60, Fraction(0)),
        # One minute more brings the mark 17:00.
        ("2021-04-19T16:00+02:00", 61, Fraction(1, 5)),
        # Marks at 0 only, though the slot ends before the second.
        ("2021-04-19T17:59+02:00", 10, Fraction(1)),
        # Friday to Saturday: 23:30, 23:45 at 6, then 00:00, 00:15 at 10 (the weekend is less).
        ("2021-04-23T23:30+02:00", 60, Fraction(32, 4)),
        # A Saturday in the office hours costs 3, and so does its early evening.
        ("2021-04-24T12:00+02:00", 60, Fraction(3)),
        ("2021-04-24T17:00+02:00", 60, Fraction(3)),
        ("2021-04-24T22:00+02:00", 60, Fraction(6)),
    ],
)
def test_cost_is_the_mean_over_the_marks(starts: str, minutes: int, cost: Fraction) -> None:
    assert cost_of(starts, minutes) == cost


@pytest.mark.parametrize(
    ("starts", "zone", "country", "cost"),
    [
        # Noon UTC of a Friday, a Saturday, a Sunday, a Thursday.
        ("2021-04-23T12:00Z", "Asia/Jerusalem", "IL", 3),
        ("2021-04-24T12:00Z", "Asia/Jerusalem", "IL", 3),
        ("2021-04-25T12:00Z", "Asia/Jerusalem", "IL", 0),
        ("2021-04-25T12:00Z", "Asia/Jerusalem", "SE", 3),
        ("2021-04-23T07:00Z", "Asia/Tehran", "IR", 3),
        ("2021-04-24T07:00Z", "Asia/Tehran", "IR", 0),
        ("2021-04-22T07:00Z", "Asia/Kabul", "AF", 3),
        ("2021-04-24T07:00Z", "Asia/Kolkata", "IN", 0),
        ("2021-04-25T07:00Z", "Asia/Kolkata", "IN", 3),
        # Sunday 20:00 UTC is Monday 08:00 in Auckland and 08:45 on Chatham.
        ("2021-04-25T20:00Z", "Pacific/Auckland", "NZ", 1),
        ("2021-04-25T20:00Z", "Pacific/Chatham", "NZ", 1),
        # Friday 22:00 UTC is Saturday 12:00 on Kiritimati.
        ("2021-04-23T22:00Z", "Pacific/Kiritimati", "KI", 3),
        # 03:14 UTC is 08:59 in Kathmandu.
        ("2021-04-21T03:14Z", "Asia/Kathmandu", "NP", 1),
        ("2021-04-21T03:15Z", "Asia/Kathmandu", "NP", 0),
    ],
)
def test_cost_follows_the_weekend_and_the_date_of_the_person(
    starts: str, zone: str, country: str, cost: int
) -> None:
    assert cost_of(starts, 15, zone, country) == cost


def test_cost_reads_the_clock_at_every_mark_when_it_changes() -> None:
    # Stockholm, Sunday 28 March 2021: 01:59 is followed by 03:00, so four and a half hours from
    # 01:30 end at 07:00: 14 marks before six o'clock and 4 after it.
    assert cost_of("2021-03-28T01:30+01:00", 270) == Fraction(14 * 10 + 4 * 6, 18)


def test_cost_of_a_slot_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="end after"):
        slot_cost(0, 0, ZoneInfo(STOCKHOLM), SATURDAY_SUNDAY, DEFAULT_WEIGHTS)


def test_weights_are_printed_as_they_are() -> None:
    assert DEFAULT_WEIGHTS.as_json() == {
        "bands": [
            [0, 6, 10],
            [6, 7, 6],
            [7, 8, 3],
            [8, 9, 1],
            [9, 17, 0],
            [17, 19, 1],
            [19, 22, 3],
            [22, 24, 6],
        ],
        "weekend": 3,
        "mark_minutes": 15,
    }


@pytest.mark.parametrize(
    ("bands", "mark_minutes"),
    [
        ((Band(0, 23, 1),), 15),
        ((Band(0, 12, 1), Band(11, 24, 1)), 15),
        ((Band(0, 12, 1), Band(13, 24, 1)), 15),
        ((Band(0, 24, 1),), 0),
    ],
)
def test_weights_with_a_gap_or_an_overlap_are_refused(
    bands: tuple[Band, ...], mark_minutes: int
) -> None:
    with pytest.raises(ValueError, match=r"bands|marks"):
        Weights(bands, 3, mark_minutes)


def test_costs_are_rounded_to_three_places() -> None:
    assert [rounded_cost(Fraction(2, 3)), rounded_cost(Fraction(9))] == [0.667, 9.0]
