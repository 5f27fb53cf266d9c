"""Every start of a day ranked, by hand-made cases and against single persons."""

from collections import Counter
from datetime import date, datetime, timedelta
from statistics import fmean
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.planning.documents import slots_as_json
from eventapp.planning.groups import People, Whereabouts
from eventapp.planning.slots import BestSlots, Crowd, Day, best_slots, guests_of, starts_of
from tests.planning.places import PLACES, instant, weekend_days

STOCKHOLM = Whereabouts("Europe/Stockholm", "SE")
TOKYO = Whereabouts("Asia/Tokyo", "JP")
TUESDAY = date(2021, 4, 20)


def rank(
    registrants: People, guests: People | None = None, *, minutes: int = 60, on: date = TUESDAY
) -> BestSlots:
    day = Day("Europe/Stockholm", on, minutes)
    return best_slots(day, Crowd(registrants, guests or {}), PLACES)


def walls(day: Day) -> list[str]:
    return [f"{start.wall:%H:%M}" for start in starts_of(day, ZoneInfo(day.zone))]


@pytest.mark.parametrize(
    ("step", "number", "last"), [(30, 28, "19:30"), (15, 55, "19:30"), (60, 14, "19:00")]
)
def test_starts_run_from_six_to_half_past_seven(step: int, number: int, last: str) -> None:
    starts = walls(Day("Europe/Stockholm", TUESDAY, 60, step))

    assert (len(starts), starts[0], starts[-1]) == (number, "06:00", last)


def test_start_that_the_clocks_skip_is_left_out() -> None:
    # Khartoum went from noon to one o'clock, Apia from 29 to 31 December.
    khartoum = walls(Day("Africa/Khartoum", date(2000, 1, 15), 60))

    assert khartoum[10:15] == ["11:00", "11:30", "13:00", "13:30", "14:00"]
    assert walls(Day("Pacific/Apia", date(2011, 12, 30), 60)) == []


def test_start_that_comes_twice_is_the_first() -> None:
    # Kwajalein crossed the date line and had 30 September 1969 twice.
    zone = ZoneInfo("Pacific/Kwajalein")
    starts = starts_of(Day(zone.key, date(1969, 9, 30), 60), zone)

    assert len(starts) == 28
    assert starts[0].at == instant("1969-09-30T06:00+11:00")


def test_entry_tells_what_a_slot_means() -> None:
    best = rank({STOCKHOLM: 3, TOKYO: 1})

    # 12:00 in Stockholm is 19:00 in Tokyo: (3 × 0 + 3) ÷ 4.
    entry = next(entry for entry in best.by_registrants if entry.starts == "12:00")
    assert entry.starts_at == "2021-04-20T10:00:00Z"
    assert (entry.mean_cost, entry.worst_zone, entry.worst_cost) == (0.75, "Asia/Tokyo", 3.0)
    assert (entry.share_in_day, entry.people_at_night) == (0.75, 0)


def test_rankings_are_sorted_as_printed_and_then_by_start() -> None:
    best = rank({STOCKHOLM: 3, TOKYO: 1})

    starts = {
        "registrants": [entry.starts for entry in best.by_registrants[:6]],
        "country": [entry.starts for entry in best.by_country[:4]],
        "worst": [entry.starts for entry in best.by_worst_zone[:5]],
    }
    # Costs of an hour, Stockholm and Tokyo: 08:00 1 and 0, 08:30 0.5 and 0, 09:00 0 and 0,
    # 09:30 0 and 0.5, 10:00 to 11:00 0 and 1.
    assert starts == {
        "registrants": ["09:00", "09:30", "10:00", "10:30", "11:00", "08:30"],
        "country": ["09:00", "08:30", "09:30", "08:00"],
        "worst": ["09:00", "09:30", "08:30", "10:00", "10:30"],
    }


def test_each_country_has_one_vote() -> None:
    lisbon = Whereabouts("Europe/Lisbon", "PT")
    azores = Whereabouts("Atlantic/Azores", "PT")

    best = rank({STOCKHOLM: 8, lisbon: 3, azores: 1})

    # 10:00 in Stockholm is 09:00 in Lisbon and 08:00 on the Azores: 0, and (3 × 0 + 1) ÷ 4.
    entry = next(entry for entry in best.by_country if entry.starts == "10:00")
    assert entry.mean_cost == 0.125
    assert (entry.worst_zone, entry.worst_cost) == ("Atlantic/Azores", 1.0)
    other = next(entry for entry in best.by_registrants if entry.starts == "10:00")
    assert other.mean_cost == 0.083


def test_speakers_ranking_is_of_the_guests_alone() -> None:
    guests = guests_of({STOCKHOLM: 11, TOKYO: 2}, "SE")

    best = rank({STOCKHOLM: 3}, guests)

    assert guests == {TOKYO: 2}
    entry = next(entry for entry in best.by_speakers if entry.starts == "15:00")
    assert (entry.mean_cost, entry.worst_zone) == (6.0, "Asia/Tokyo")
    assert (entry.share_in_day, entry.people_at_night) == (0.0, 2)


def test_guests_of_an_event_without_a_country_are_all_speakers() -> None:
    assert guests_of({TOKYO: 2}, None) == {TOKYO: 2}


def test_zone_costs_what_its_most_expensive_person_costs() -> None:
    # On a Saturday somebody of Israel and somebody of Sweden rest, on a Sunday only the Swede.
    people = {
        Whereabouts("Asia/Jerusalem", "IL"): 5,
        Whereabouts("Asia/Jerusalem", "SE"): 1,
        Whereabouts("Africa/Cairo", "IL"): 1,
    }

    best = rank(people, on=date(2021, 4, 25))

    entry = next(entry for entry in best.by_registrants if entry.starts == "12:00")
    assert (entry.worst_zone, entry.worst_cost) == ("Asia/Jerusalem", 3.0)


def test_of_equal_zones_the_first_in_the_alphabet_is_named() -> None:
    people = {STOCKHOLM: 1, Whereabouts("Europe/Berlin", "DE"): 1}

    assert {entry.worst_zone for entry in rank(people).by_registrants} == {"Europe/Berlin"}


@pytest.mark.parametrize("people", [{}, {TOKYO: 0}])
def test_ranking_of_nobody_has_every_start_and_no_costs(people: People) -> None:
    best = rank(people)

    for ranking in (best.by_registrants, best.by_country, best.by_speakers, best.by_worst_zone):
        assert [entry.starts for entry in ranking] == walls(best.day)
        assert {entry[2:] for entry in ranking} == {(None, None, None, None, 0)}


@pytest.mark.parametrize(("minutes", "step"), [(0, 30), (60, 0), (60, -30)])
def test_slots_and_steps_without_length_are_refused(minutes: int, step: int) -> None:
    with pytest.raises(ValueError, match="minute"):
        best_slots(Day("Europe/Stockholm", TUESDAY, minutes, step), Crowd({}, {}), PLACES)


def test_document_has_the_weights_and_four_rankings() -> None:
    document: Any = slots_as_json(rank({STOCKHOLM: 1}))

    assert list(document) == [
        *("zone", "minutes", "step", "weights"),
        *("by_registrants", "by_country", "by_speakers", "by_worst_zone"),
    ]
    assert document["weights"]["mark_minutes"] == 15
    assert document["by_registrants"][0] == {
        "starts": "09:00",
        "starts_at": "2021-04-20T07:00:00Z",
        "mean_cost": 0.0,
        "worst_zone": "Europe/Stockholm",
        "worst_cost": 0.0,
        "share_in_day": 1.0,
        "people_at_night": 0,
    }


HOURS = [10] * 6 + [6, 3, 1] + [0] * 8 + [1] * 2 + [3] * 3 + [6] * 2
PERSON = st.sampled_from(
    [
        STOCKHOLM,
        TOKYO,
        Whereabouts("Asia/Jerusalem", "IL"),
        Whereabouts("Asia/Jerusalem", "SE"),
        Whereabouts("Asia/Kolkata", "IN"),
        Whereabouts("Asia/Kathmandu", "NP"),
        Whereabouts("America/St_Johns", "CA"),
        Whereabouts("America/Lima", "PE"),
        Whereabouts("Pacific/Chatham", "NZ"),
        Whereabouts("Pacific/Kiritimati", "KI"),
    ]
)
DAYS = st.dates(date(2021, 3, 26), date(2021, 4, 6))


def marks_of(person: Whereabouts, starts: datetime, minutes: int) -> list[datetime]:
    return [
        (starts + timedelta(minutes=mark)).astimezone(ZoneInfo(person.zone))
        for mark in range(0, minutes, 15)
    ]


def cost_of(person: Whereabouts, marks: list[datetime]) -> float:
    rest = weekend_days(person.country)
    return fmean(max(HOURS[at.hour], 3 * (at.weekday() in rest)) for at in marks)


@settings(deadline=None, max_examples=60)
@given(st.lists(PERSON, min_size=1, max_size=8), DAYS, st.integers(1, 300))
def test_slots_equal_the_count_of_single_persons(
    people: list[Whereabouts], on: date, minutes: int
) -> None:
    best = rank(Counter(people), minutes=minutes, on=on)

    for entry in best.by_registrants:
        starts = datetime.fromisoformat(entry.starts_at)
        marks = [marks_of(person, starts, minutes) for person in people]
        costs = [cost_of(*pair) for pair in zip(people, marks, strict=True)]
        worst = max(costs)
        zones = [p.zone for p, cost in zip(people, costs, strict=True) if cost == worst]
        in_day = sum(all(8 <= at.hour < 19 for at in mine) for mine in marks)
        night = sum(any(at.hour >= 22 or at.hour < 6 for at in mine) for mine in marks)
        assert entry.mean_cost == pytest.approx(fmean(costs), abs=0.000_501)
        assert (entry.worst_zone, entry.worst_cost) == (min(zones), round(worst, 3))
        assert entry.share_in_day == round(in_day / len(people), 4)
        assert entry.people_at_night == night
