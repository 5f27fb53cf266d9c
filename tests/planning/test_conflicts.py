"""Conflicts of a plan: each rule at its borders, and the searching against all pairs."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.foundation.timezones import local, to_wall
from eventapp.planning.conflicts import (
    Clocks,
    Conflict,
    Part,
    Plan,
    PlannedSession,
    PlannedStop,
    Severity,
    conflicts_of,
)
from tests.planning.places import weekend_days

NOON = datetime(2030, 5, 15, 10, 0, tzinfo=UTC)
"""A Wednesday, noon in Stockholm."""
HOLIDAYS = {("JP", date(2030, 5, 16)): "a day of rest"}
CLOCKS = Clocks(local, weekend_days, lambda country, day: HOLIDAYS.get((country, day), ""))
HOME = "Europe/Stockholm"
ZONES = {"ada": HOME, "bo": HOME, "mio": "Asia/Tokyo", "ana": "America/Lima"}


def session(
    code: str, starts: int = 0, minutes: int = 30, *people: str, **values: Any
) -> PlannedSession:
    """Make a talk that starts some minutes after noon, all in order but for its time."""
    starts_at = NOON + timedelta(minutes=starts)
    ends_at = starts_at + timedelta(minutes=minutes)
    zone = values.get("zone", HOME)
    made = PlannedSession(
        code, "D1", "", "talk", zone, to_wall(starts_at, zone), to_wall(ends_at, zone),
        starts_at, ends_at, parts=tuple(Part(person, "presenter") for person in people or ("x",)),
    )  # fmt: skip
    return made._replace(**values)


def found(*sessions: PlannedSession, minutes: int = 5, hours: int = 8) -> list[Conflict]:
    stop = PlannedStop("D1", NOON, NOON + timedelta(hours=hours))
    plan = Plan({"D1": stop}, sessions, ZONES | {"x": HOME, "y": HOME})
    return conflicts_of(plan, CLOCKS, gap=timedelta(minutes=minutes))


def codes(*sessions: PlannedSession, minutes: int = 5) -> list[tuple[str, str, str, str]]:
    return [
        (one.code, one.session, one.other, one.person) for one in found(*sessions, minutes=minutes)
    ]


def test_a_plan_in_order_has_no_conflicts() -> None:
    assert found(session("A", 0, 30, "ada"), session("B", 35, 30, "ada", "bo")) == []


def test_a_person_is_in_one_place_across_stops_and_in_any_role() -> None:
    other = session("B", 29, 30, stop="D2", parts=(Part("ada", "moderator"),))

    conflicts = found(session("A", 0, 30, "ada"), other)

    assert conflicts == [
        Conflict(
            Severity.SEVERE,
            "person_overlap",
            "B",
            NOON + timedelta(minutes=29),
            NOON + timedelta(minutes=30),
            "A",
            "ada",
        )
    ]


def test_two_roles_in_one_session_are_no_conflict() -> None:
    both = session("A", parts=(Part("ada", "host"), Part("ada", "presenter")))

    assert found(both) == []


def test_a_track_holds_one_session_at_a_time() -> None:
    assert codes(session("A"), session("B", 29, 30, "y")) == [("track_overlap", "B", "A", "")]
    assert codes(session("A"), session("B", 29, 30, "y", track="Blue")) == []


def test_a_long_session_hides_none_of_those_inside() -> None:
    inside = (session("B", 10, 5, "bo"), session("C", 20, 5, "ada"))

    assert codes(session("A", 0, 60), *inside) == [
        ("track_overlap", "B", "A", ""),
        ("track_overlap", "C", "A", ""),
    ]


@pytest.mark.parametrize(
    ("later", "kind", "expected"),
    [(34, "talk", ["track_gap"]), (35, "talk", []), (30, "break", []), (30, "closing", [])],
)
def test_a_track_needs_minutes_to_hand_over(later: int, kind: str, expected: list[str]) -> None:
    next_one = session("B", later, 30, "bo", kind=kind)

    assert [one.code for one in found(session("A"), next_one)] == expected


def test_a_person_needs_minutes_to_change_place_only() -> None:
    here, there = session("A", 0, 30, "ada"), session("B", 31, 30, "ada", track="Blue")

    assert codes(here, there) == [("person_gap", "B", "A", "ada")]
    assert codes(here, there, minutes=0) == []
    assert codes(here, session("B", 31, 30, "ada", kind="break")) == []


@pytest.mark.parametrize(("starts", "minutes"), [(-1, 30), (8 * 60 - 29, 30)])
def test_a_session_lies_inside_its_stop(starts: int, minutes: int) -> None:
    assert codes(session("A", starts, minutes)) == [("outside_stop", "A", "", "")]
    assert codes(session("A", 8 * 60 - 30, 30)) == []


def test_night_is_that_of_each_person() -> None:
    # Noon in Stockholm is 19:00 in Tokyo and 05:00 in Lima.
    conflicts = found(session("A", 3 * 60 - 20, 30, "mio", "ada"), session("B", 0, 30, "ana"))

    assert [(one.severity, one.code, one.person) for one in conflicts] == [
        (Severity.SEVERE, "deep_night", "ana"),
        (Severity.WARNING, "night", "mio"),
    ]


def test_wall_times_that_are_skipped_come_twice_or_moved_are_told() -> None:
    skipped = session("A", wall_starts=datetime(2030, 3, 31, 2, 30))
    twice = session("B", 60, wall_ends=datetime(2030, 10, 27, 2, 30))
    moved = session("C", 120, wall_starts=to_wall(NOON, HOME))

    assert [(one.code, one.session, one.detail) for one in found(skipped, twice, moved)] == [
        ("wall_missing", "A", "2030-03-31T02:30"),
        ("moved", "B", "2030-10-27T02:30"),
        ("moved", "C", "2030-05-15T12:00"),
        ("wall_twice", "B", "2030-10-27T02:30"),
    ]


@pytest.mark.parametrize("fold", [0, 1])
def test_either_instant_of_a_time_that_comes_twice_is_its_own(fold: int) -> None:
    starts_at = datetime(2030, 10, 27, fold, 30, tzinfo=UTC)
    hour = timedelta(hours=1)
    late = session(
        "A", wall_starts=datetime(2030, 10, 27, 2, 30), wall_ends=to_wall(starts_at + hour, HOME),
        starts_at=starts_at, ends_at=starts_at + hour,
    )  # fmt: skip

    assert "moved" not in [one.code for one in found(late)]


def test_weekend_is_that_of_the_host() -> None:
    friday = 2 * 24 * 60
    values = {"host_country": "IL", "host_zone": "Asia/Jerusalem", "stop": "D2"}

    assert [one.code for one in found(session("A", friday, 30, **values))] == ["weekend"]
    assert found(session("A", friday, 30, **(values | {"host_country": "SE"}))) == []
    # A Thursday at ten in the evening of Stockholm is a Friday already in Jerusalem.
    assert "weekend" in [one.code for one in found(session("A", friday - 13 * 60, 30, **values))]


@pytest.mark.parametrize(
    ("starts", "minutes", "days"),
    [
        (0, 30, []),
        # Tokyo is seven hours ahead: its 16 May begins five hours after noon in Stockholm.
        (270, 30, []),
        (270, 31, ["2030-05-16"]),
        (300, 30, ["2030-05-16"]),
        (300 + 24 * 60 - 30, 60, ["2030-05-16"]),
        (300 + 24 * 60, 60, []),
    ],
)
def test_holiday_is_that_of_the_host_by_the_hosts_days(
    starts: int, minutes: int, days: list[str]
) -> None:
    held = session("A", starts, minutes, host_country="JP", host_zone="Asia/Tokyo", stop="D2")

    assert [one.detail for one in found(held) if one.code == "holiday"] == days
    assert "holiday" not in [one.code for one in found(held._replace(host_country="KR"))]


def test_a_panel_wants_somebody_who_leads_and_all_want_people() -> None:
    led = (Part("ada", "moderator"), Part("bo", "panellist"))
    hosted = (Part("ada", "host"),)

    assert codes(session("A", kind="panel")) == [("no_moderator", "A", "", "")]
    assert codes(session("A", kind="panel", parts=led)) == []
    assert codes(session("A", kind="codesigned", parts=hosted)) == []
    assert codes(session("A", kind="panel", parts=hosted)) == [("no_moderator", "A", "", "")]
    assert codes(session("A", parts=())) == [("nobody", "A", "", "")]
    assert codes(session("A", kind="break", parts=())) == []


def test_what_is_not_translated_is_told() -> None:
    conflicts = found(session("A", untranslated=("title", "abstract")))

    assert [(one.severity, one.detail) for one in conflicts] == [
        (Severity.WARNING, "title"),
        (Severity.NOTE, "abstract"),
    ]


Slots = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 20), st.sampled_from(("", "Blue"))), max_size=12
)


@settings(max_examples=300, deadline=None)
@given(Slots, st.integers(0, 6))
def test_searching_finds_what_all_pairs_show(
    slots: list[tuple[int, int, str]], minutes: int
) -> None:
    sessions = [
        session(f"S{number:02}", starts, length, "ada", track=track)
        for number, (starts, length, track) in enumerate(slots)
    ]
    gap = timedelta(minutes=minutes)

    conflicts = [one for one in found(*sessions, minutes=minutes) if one.other]

    assert sorted(_told(one) for one in conflicts) == sorted(_slowly(sessions, gap))


def _told(conflict: Conflict) -> tuple[str, tuple[str, ...], datetime, datetime]:
    pair = _pair(conflict.session, conflict.other)
    return conflict.code, pair, conflict.starts_at, conflict.ends_at


def _slowly(
    sessions: list[PlannedSession], gap: timedelta
) -> list[tuple[str, tuple[str, ...], datetime, datetime]]:
    """Compare every pair; a hand-over counts from the last session that ended before."""
    expected = []
    for one, other in combinations(sessions, 2):
        starts_at, ends_at = max(one.starts_at, other.starts_at), min(one.ends_at, other.ends_at)
        if starts_at < ends_at:
            pair = _pair(one.code, other.code)
            expected.append(("person_overlap", pair, starts_at, ends_at))
            if one.track == other.track:
                expected.append(("track_overlap", pair, starts_at, ends_at))
    for track in (None, "", "Blue"):
        line = [one for one in sessions if track in (None, one.track)]
        line.sort(key=lambda one: (one.starts_at, one.ends_at, one.code))
        for place, one in enumerate(line):
            before = line[:place]
            if before and all(earlier.ends_at <= one.starts_at for earlier in before):
                last = max(before, key=lambda earlier: earlier.ends_at)
                changes = track is not None or last.track != one.track
                if changes and one.starts_at - last.ends_at < gap:
                    code = "person_gap" if track is None else "track_gap"
                    pair = _pair(last.code, one.code)
                    expected.append((code, pair, last.ends_at, one.starts_at))
    return expected


def _pair(one: str, other: str) -> tuple[str, ...]:
    return tuple(sorted((one, other)))


def test_conflict_of_two_is_told_from_either_side() -> None:
    one = Conflict(Severity.SEVERE, "track_overlap", "B", NOON, NOON, other="A")

    assert one.seen_from("A") == one._replace(session="A", other="B")
    assert one.seen_from("B") == one
