"""What is wrong with a roster."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from eventapp.foundation.timezones import local, to_wall
from eventapp.planning.conflicts import PlannedStop, Severity
from eventapp.planning.shifts import (
    Finding,
    PlannedShift,
    Roster,
    Speech,
    findings_of,
    gaps_between,
)
from tests.factories import NOON

STOP = PlannedStop("D1", NOON, NOON + timedelta(hours=4))


def at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def shift(code: str, person: str, starts: float, ends: float, **values: str) -> PlannedShift:
    """Make a shift of somebody who is "other" in Stockholm, hours after 14:00 there."""
    usual = {"zone": "Europe/Stockholm", "role": "other", "languages": "", "stop": "D1"} | values
    return PlannedShift(
        code,
        person,
        starts_at=at(starts),
        ends_at=at(ends),
        clock="Etc/UTC",
        wall_starts=to_wall(at(starts), "Etc/UTC"),
        wall_ends=to_wall(at(ends), "Etc/UTC"),
        **usual,
    )


def found(
    *shifts: PlannedShift, speeches: tuple[Speech, ...] = (), stops: tuple[PlannedStop, ...] = ()
) -> list[tuple[Any, ...]]:
    """Give the findings without their stops and roles; times as hours after the start."""
    return [
        (one.code, one.shift, one.other, _hours(one.starts_at), _hours(one.ends_at))
        for one in findings_of(Roster(stops, shifts, speeches), local)
    ]


def _hours(moment: datetime) -> float:
    return (moment - NOON) / timedelta(hours=1)


def test_nobody_works_twice_at_once() -> None:
    overlapping = found(shift("R1", "A", 0, 2), shift("R2", "A", 1, 3), shift("R3", "B", 0, 3))

    assert overlapping == [("overlap", "R2", "R1", 1, 2)]


def test_shift_within_a_long_one_and_one_that_follows_it() -> None:
    shifts = (shift("R1", "A", 0, 4), shift("R2", "A", 1, 2), shift("R3", "A", 3, 5))

    assert found(*shifts) == [("overlap", "R2", "R1", 1, 2), ("overlap", "R3", "R1", 3, 4)]


def test_nobody_works_while_they_speak() -> None:
    speech = Speech("A", "panellist", "S1", "D1", at(1), at(2))

    assert found(shift("R1", "A", 0, 1.5), speeches=(speech,)) == [("speaks", "R1", "S1", 1, 1.5)]
    assert found(shift("R1", "A", 0, 1), shift("R2", "B", 0.5, 2), speeches=(speech,)) == []


@pytest.mark.parametrize(
    ("role", "stop", "part", "expected"),
    [
        ("moderator", "D1", "moderator", 0),
        ("moderator", "D1", "panellist", 1),
        ("technician", "D1", "moderator", 1),
        ("moderator", "D2", "moderator", 1),
    ],
)
def test_moderating_a_session_of_ones_own_stop_is_the_same_work(
    role: str, stop: str, part: str, expected: int
) -> None:
    speech = Speech("A", part, "S1", "D1", at(0), at(1))

    assert len(found(shift("R1", "A", 0, 1, role=role, stop=stop), speeches=(speech,))) == expected


@pytest.mark.parametrize(
    ("hours", "is_found"), [(0, False), (4, False), (4.5, True), (10.75, True), (11, False)]
)
def test_eleven_hours_of_rest_lie_between_working_days(hours: float, *, is_found: bool) -> None:
    shifts = (shift("R1", "A", -4, -3), shift("R2", "A", hours - 3, hours - 2, zone="Etc/UTC"))

    rest = [one for one in found(*shifts) if one[0] == "restless"]

    assert rest == ([("restless", "R2", "R1", -3, hours - 3)] if is_found else [])


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/Stockholm", []),
        # 12:00 to 13:00 UTC: 21:00 to 22:00, 21:30 to 22:30, 00:00 to 01:00 and 06:00 to 07:00.
        ("Asia/Tokyo", []),
        ("Australia/Adelaide", [("night", "R1", "", 0, 1)]),
        ("Pacific/Auckland", [("deep_night", "R1", "", 0, 1)]),
        ("America/Denver", [("night", "R1", "", 0, 1)]),
    ],
)
def test_nights_are_those_of_the_person(zone: str, expected: list[tuple[Any, ...]]) -> None:
    assert found(shift("R1", "A", 0, 1, zone=zone)) == expected


def test_every_hour_of_a_stop_has_a_moderator_and_a_technician() -> None:
    shifts = (
        shift("R1", "A", -1, 1, role="moderator"),
        shift("R2", "B", 1.5, 5, role="moderator"),
        shift("R3", "C", 0, 4, role="technician"),
    )

    findings = findings_of(Roster((STOP,), shifts, ()), local)

    assert findings == [
        Finding(Severity.WARNING, "uncovered", "D1", at(1), at(1.5), role="moderator")
    ]


def test_stop_without_anybody_is_uncovered_as_a_whole() -> None:
    assert found(stops=(STOP,)) == [("uncovered", "", "", 0, 4)] * 2


def test_gaps_are_what_nothing_covers() -> None:
    held = [(at(2), at(3)), (at(0), at(1)), (at(0.5), at(0.75)), (at(9), at(10))]

    assert list(gaps_between(at(0), at(4), held)) == [(at(1), at(2)), (at(3), at(4))]
    assert list(gaps_between(at(0), at(1), held)) == []


def test_who_comes_meets_who_leaves() -> None:
    meet = (shift("R1", "A", 0, 2), shift("R2", "B", 1.75, 4))
    miss = (shift("R1", "A", 0, 2), shift("R2", "B", 2, 4))

    assert found(*meet) == []
    assert found(*miss) == [("hand_over", "R2", "R1", 2, 2)]
    assert found(shift("R1", "A", 0, 2), shift("R2", "A", 2, 4)) == []


def test_interpreters_hand_over_within_their_languages() -> None:
    first = shift("R1", "A", 0, 2, role="interpreter", languages="en sv")
    other = shift("R2", "B", 2, 4, role="interpreter", languages="en ja")

    assert found(first, other) == []
    assert len(found(first, other._replace(languages="en sv"))) == 1


def test_shift_that_shares_no_time_with_its_stop_is_away() -> None:
    held = tuple(shift(f"R{one}", one, 0, 4, role=one) for one in ("moderator", "technician"))

    assert found(*held, shift("R3", "C", 4, 5), stops=(STOP,)) == [("away", "R3", "", 4, 5)]
    assert found(*held, shift("R3", "C", -1, 0.5), stops=(STOP,)) == []


def test_shift_that_new_zone_data_moved_is_told() -> None:
    here = shift("R1", "A", 0, 2)
    there = here._replace(clock="Europe/Stockholm", wall_starts=datetime(2030, 5, 15, 13))

    assert found(here) == []
    assert found(there) == [("moved", "R1", "", 0, 2)]


def test_worst_comes_first() -> None:
    shifts = (shift("R1", "A", 8, 9), shift("R2", "B", 0, 1), shift("R3", "C", 1, 2))

    assert [one[0] for one in found(*shifts)] == ["night", "hand_over"]


def test_shift_that_nobody_works_is_told_and_clashes_with_nothing() -> None:
    shifts = [shift("R1", "", -9, 2), shift("R2", "", 1, 3, role="technician")]

    assert found(*shifts) == [("open", "R1", "", -9, 2), ("open", "R2", "", 1, 3)]


def test_hours_of_a_shift_that_nobody_works_yet_are_planned_for() -> None:
    held = [shift("R1", "", 0, 4, role="technician"), shift("R2", "A", 0, 4, role="moderator")]

    assert found(*held, stops=(STOP,)) == [("open", "R1", "", 0, 4)]
