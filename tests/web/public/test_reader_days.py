"""The programme by the days of the reader."""

from datetime import UTC, date, datetime, timedelta

import pytest

from eventapp.foundation.timezones import to_wall
from eventapp.programme.queries import ProgrammeSession
from eventapp.web.public.reader_days import (
    changes_during,
    days_of,
    in_parallel,
    next_moment,
    now_and_next,
)

STOCKHOLM = "Europe/Stockholm"
# In Stockholm 15:00 on the last Wednesday of March 2022.
AFTERNOON = datetime(2022, 3, 30, 13, 0, tzinfo=UTC)


def session(
    number: int,
    starts_at: datetime = AFTERNOON,
    minutes: int = 45,
    *,
    stop_code: str = "D1",
    state: str = "published",
    kind: str = "talk",
) -> ProgrammeSession:
    ends_at = starts_at + timedelta(minutes=minutes)
    return ProgrammeSession(
        id=number,
        code=f"S{number}",
        stop_code=stop_code,
        kind=kind,
        state=state,
        zone=STOCKHOLM,
        wall_starts=to_wall(starts_at, STOCKHOLM),
        wall_ends=to_wall(ends_at, STOCKHOLM),
        starts_at=starts_at,
        ends_at=ends_at,
        title_en="",
        title_sv="",
        abstract_en="",
        abstract_sv="",
        theme="",
        host_country_code="",
        guest_zone="",
        language="",
        track=None,
        sequence=0,
        changed_at=AFTERNOON,
        created_at=AFTERNOON,
        people=(),
    )


@pytest.mark.parametrize(
    ("zone_name", "starts_at", "day"),
    [
        (STOCKHOLM, AFTERNOON, date(2022, 3, 30)),
        ("Australia/Melbourne", AFTERNOON, date(2022, 3, 31)),
        ("Pacific/Auckland", datetime(2022, 3, 28, 11, 0, tzinfo=UTC), date(2022, 3, 29)),
        ("Pacific/Kiritimati", AFTERNOON, date(2022, 3, 31)),
        ("America/Los_Angeles", datetime(2022, 3, 30, 6, 59, tzinfo=UTC), date(2022, 3, 29)),
        ("Asia/Kathmandu", datetime(2022, 3, 30, 18, 15, tzinfo=UTC), date(2022, 3, 31)),
    ],
)
def test_days_of_are_those_of_the_reader(zone_name: str, starts_at: datetime, day: date) -> None:
    assert [one.day for one in days_of([session(1, starts_at)], zone_name)] == [day]


def test_days_of_has_a_session_across_midnight_once() -> None:
    late = session(1, datetime(2022, 3, 30, 21, 30, tzinfo=UTC), 90)

    days = days_of([late], STOCKHOLM)

    assert [(one.day, [stop.sessions for stop in one.stops]) for one in days] == [
        (date(2022, 3, 30), [(late,)])
    ]


def test_days_of_keep_the_stops_of_a_day_apart() -> None:
    rows = [
        session(1, stop_code="B"),
        session(2, AFTERNOON + timedelta(minutes=10), stop_code="A"),
        session(3, AFTERNOON + timedelta(minutes=20), stop_code="B"),
    ]

    (day,) = days_of(rows, STOCKHOLM)

    assert [(stop.stop_code, [one.id for one in stop.sessions]) for stop in day.stops] == [
        ("B", [1, 3]),
        ("A", [2]),
    ]


def test_days_of_nothing_are_none() -> None:
    assert days_of([], STOCKHOLM) == ()


def ids(rows: tuple[ProgrammeSession, ...]) -> list[int]:
    return [one.id for one in rows]


@pytest.mark.parametrize(
    ("minutes", "running", "coming", "until"),
    [
        (-1, [], [], 0),
        (0, [1], [2, 3], 45),
        (44, [1], [2, 3], 45),
        (45, [], [2, 3], 60),
        (60, [2, 3], [4], 90),
        (90, [3], [4], 105),
        (105, [], [4], 120),
        (120, [4], [], 165),
        (165, [], [], None),
    ],
)
def test_now_and_next_hold_until_the_next_border(
    minutes: int, running: list[int], coming: list[int], until: int | None
) -> None:
    rows = [
        session(1),
        session(2, AFTERNOON + timedelta(minutes=60), 30),
        session(3, AFTERNOON + timedelta(minutes=60), 45),
        session(4, AFTERNOON + timedelta(minutes=120)),
        session(5, AFTERNOON + timedelta(minutes=70), state="cancelled"),
    ]

    found = now_and_next(rows, AFTERNOON + timedelta(minutes=minutes))

    assert (ids(found.running), ids(found.coming)) == (running, coming)
    assert found.until == (None if until is None else AFTERNOON + timedelta(minutes=until))


def test_now_and_next_of_nothing_hold_for_ever() -> None:
    assert now_and_next([], AFTERNOON) == ((), (), None)


def test_next_moment_is_after_now_and_never_now() -> None:
    later = AFTERNOON + timedelta(seconds=1)

    assert next_moment([None, AFTERNOON, later], AFTERNOON) == later
    assert next_moment([None, AFTERNOON], AFTERNOON) is None


def test_in_parallel_needs_two_sessions_of_a_stop_at_a_time() -> None:
    rows = [
        session(1),
        session(2, AFTERNOON + timedelta(minutes=30)),
        session(3, AFTERNOON + timedelta(minutes=75)),
        session(4, AFTERNOON, stop_code="D2"),
        session(5, AFTERNOON, kind="break"),
        session(6, AFTERNOON, state="cancelled"),
    ]

    assert in_parallel(rows) == {1, 2}


def test_changes_during_are_those_between_first_start_and_last_end() -> None:
    rows = [session(1, datetime(2022, 3, 26, 9, tzinfo=UTC)), session(2)]

    (change,) = changes_during(rows, STOCKHOLM)

    assert change.at == datetime(2022, 3, 27, 1, 0, tzinfo=UTC)
    assert changes_during(rows, "Asia/Tokyo") == []
    assert changes_during([], STOCKHOLM) == []
