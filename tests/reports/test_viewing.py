"""Live viewing by hand-made cases, and against a count of single seconds."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.reports.curves import PresencePoint
from eventapp.reports.rows import LogInRow, SessionRow
from eventapp.reports.viewing import by_registrant
from tests.reports.builders import NOON, Tour, log_in, make_registration, make_session, make_stop
from tests.reports.naive import Naive

ONE = [make_registration(1)]
TWO = [make_registration(1), make_registration(2)]


def stop_of(tour: Tour) -> Any:
    return tour.figures().viewing.per_stop[0]


@pytest.mark.parametrize(
    ("rows", "watched", "raw"),
    [
        ([], 0, 0),
        ([(0, 3600)], 3600, 3600),
        ([(-600, 4200)], 3600, 3600),
        ([(-600, 0)], 0, 0),
        ([(3600, 4200)], 0, 0),
        ([(3599, 4200)], 1, 1),
        ([(0, None)], 0, 0),
        ([(60, 60)], 0, 0),
        ([(0, 600), (300, 900)], 900, 1200),
        ([(0, 600), (600, 900)], 900, 900),
        ([(0, 600), (601, 900)], 899, 899),
        ([(0, 900), (100, 200), (100, 200)], 900, 1100),
        ([(-60, 60), (0, None), (30, 90)], 90, 120),
    ],
)
def test_watch_minutes_are_the_union_inside_the_stop(
    rows: list[tuple[int, int | None]], watched: int, raw: int
) -> None:
    tour = Tour(registrations=ONE, log_ins=[log_in(1, *row) for row in rows])

    stop = stop_of(tour)

    assert (stop.watch_seconds, stop.raw_seconds) == (watched, raw)
    assert stop.logins == len(rows)


def test_viewer_without_a_second_inside_counts_as_zero_in_mean_and_median() -> None:
    tour = Tour(registrations=TWO, log_ins=[log_in(1, 0, 1200), log_in(2, -90, -30)])

    stop = stop_of(tour)

    assert stop.viewers == 2
    assert stop.mean_watch_minutes == 10.0
    assert stop.median_watch_minutes == 10.0


def test_viewer_with_zero_seconds_is_a_viewer_and_not_present() -> None:
    stop = stop_of(Tour(registrations=ONE, log_ins=[log_in(1, 60, None), log_in(1, 90, 90)]))

    assert (stop.viewers, stop.peak.most, stop.peak_at) == (1, 0, None)
    assert (stop.mean_watch_minutes, stop.median_watch_minutes) == (0.0, 0.0)


def test_stop_of_nobody_has_no_mean_no_median_and_no_peak() -> None:
    stop = stop_of(Tour(registrations=ONE))

    assert (stop.viewers, stop.peak_connections, stop.peak_at) == (0, 0, None)
    assert (stop.mean_watch_minutes, stop.median_watch_minutes) == (None, None)


def test_median_of_an_odd_number_is_the_one_in_the_middle() -> None:
    tour = Tour(
        registrations=[make_registration(n) for n in (1, 2, 3)],
        log_ins=[log_in(1, 0, 60), log_in(2, 0, 120), log_in(3, 0, 3600)],
    )

    assert stop_of(tour).median_watch_minutes == 2.0


def test_withdrawn_registrant_counts_only_as_a_log_in() -> None:
    gone = make_registration(2, withdrawn_at=NOON)
    tour = Tour(registrations=[*ONE, gone], log_ins=[log_in(1, 0, 60), log_in(2, 0, 60)])

    viewing = tour.figures().viewing

    assert (viewing.logins, viewing.per_stop[0].logins) == (2, 2)
    assert (viewing.live_viewers, viewing.person_days, viewing.registrants) == (1, 1, 1)
    assert (viewing.per_stop[0].peak.most, viewing.per_stop[0].peak_connections) == (1, 1)
    assert (viewing.watch_minutes, viewing.raw_minutes) == (1.0, 1.0)


def test_registration_withdrawn_after_the_cut_off_is_a_registrant() -> None:
    tour = Tour(registrations=[make_registration(1, withdrawn_at=NOON + 1)])

    assert tour.figures().registrants.registrants == 1


def test_peak_counts_persons_and_connections_apart() -> None:
    tour = Tour(
        registrations=TWO,
        log_ins=[log_in(1, 0, 600), log_in(1, 60, 300), log_in(1, 90, 300), log_in(2, 500, 700)],
    )

    stop = stop_of(tour)

    assert (stop.peak.most, stop.peak.at) == (2, NOON + 500)
    assert stop.peak_connections == 3


def test_peak_at_the_opening_includes_who_came_before() -> None:
    stop = stop_of(Tour(registrations=ONE, log_ins=[log_in(1, -900, 900)]))

    assert stop.peak_at == "2021-04-19T12:00:00Z"


def test_peak_takes_one_who_leaves_as_gone_when_another_comes() -> None:
    tour = Tour(registrations=TWO, log_ins=[log_in(1, 0, 60), log_in(2, 60, 120)])

    assert (stop_of(tour).peak.most, stop_of(tour).peak.at) == (1, NOON)


def test_log_in_belongs_to_the_stop_it_names() -> None:
    stops = [make_stop(1), make_stop(2, NOON + 86_400, NOON + 90_000)]
    tour = Tour(stops=stops, registrations=ONE, log_ins=[log_in(1, 0, 600, stop=2)])

    viewing = tour.figures().viewing

    assert [stop.viewers for stop in viewing.per_stop] == [0, 1]
    assert viewing.watch_minutes == 0.0
    assert viewing.stops_attended == {1: 1}


def test_stops_come_in_the_order_of_time() -> None:
    stops = [make_stop(1, NOON + 86_400, NOON + 90_000), make_stop(2)]

    viewing = Tour(stops=stops, registrations=ONE).figures().viewing

    assert [stop.code for stop in viewing.per_stop] == ["D2", "D1"]


def test_presence_curve_has_a_point_every_five_minutes() -> None:
    tour = Tour(
        stops=[make_stop(1, NOON, NOON + 900)],
        registrations=ONE,
        log_ins=[log_in(1, 0, 300), log_in(1, 200, 301)],
    )

    assert stop_of(tour).presence == [
        PresencePoint(NOON, 1, 1),
        PresencePoint(NOON + 300, 1, 1),
        PresencePoint(NOON + 600, 0, 0),
    ]


def test_stop_and_sessions_across_midnight_and_a_clock_change_last_their_seconds() -> None:
    # Stockholm, 27 March 2022 23:00 to 28 March 04:00 by the clocks: four hours in fact.
    starts = int(datetime.fromisoformat("2022-03-26T23:00+01:00").timestamp())
    ends = int(datetime.fromisoformat("2022-03-27T04:00+02:00").timestamp())
    tour = Tour(
        stops=[make_stop(1, starts, ends)],
        sessions=[make_session(1, starts + 3000, ends)],
        registrations=ONE,
        log_ins=[LogInRow(1, 1, starts - 60, ends + 60)],
    )

    viewing = tour.figures().viewing

    assert viewing.watch_minutes == 240.0
    assert viewing.per_session[0].watch_minutes == 190.0


def test_totals_are_rounded_once() -> None:
    stops = [make_stop(1), make_stop(2), make_stop(3)]
    rows = [log_in(1, 0, 20, stop=stop.id) for stop in stops]

    viewing = Tour(stops=stops, registrations=ONE, log_ins=rows).figures().viewing

    assert [stop.watch_minutes for stop in viewing.per_stop] == [0.33, 0.33, 0.33]
    assert viewing.watch_minutes == 1.0


def test_log_ins_that_are_not_sorted_are_refused() -> None:
    rows = [log_in(1, 0, 9), log_in(2, 0, 9), log_in(1, 10, 19)]

    with pytest.raises(ValueError, match="sorted"):
        list(by_registrant(rows))


STOPS = [make_stop(1, NOON, NOON + 900), make_stop(2, NOON + 600, NOON + 1000)]
TIMES = st.integers(-60, 1100)


@st.composite
def sessions(draw: st.DrawFn) -> list[SessionRow]:
    stop = draw(st.lists(st.sampled_from(STOPS), max_size=4))
    rows = []
    for number, where in enumerate(stop):
        first = draw(st.integers(where.starts_at, where.ends_at - 1))
        last = draw(st.integers(first + 1, where.ends_at))
        kind = draw(st.sampled_from(["talk", "talk", "break"]))
        rows.append(make_session(number, first, last, stop=where.id, kind=kind))
    return rows


@st.composite
def log_ins(draw: st.DrawFn) -> list[LogInRow]:
    rows = []
    for _ in range(draw(st.integers(0, 14))):
        joined = draw(TIMES)
        left = draw(st.none() | st.integers(joined, 1200))
        rows.append(
            log_in(draw(st.integers(1, 5)), joined, left, stop=draw(st.sampled_from([1, 2])))
        )
    return rows


@settings(deadline=None, max_examples=150)
@given(sessions(), log_ins())
def test_viewing_equals_the_count_of_single_seconds(
    held: list[SessionRow], rows: list[LogInRow]
) -> None:
    people = [make_registration(n, withdrawn_at=NOON if n == 4 else None) for n in range(1, 6)]
    tour = Tour(stops=STOPS, sessions=held, registrations=people, log_ins=rows)
    naive = Naive(tour)

    document: Any = tour.document()

    assert {key: document[key] for key in naive.totals()} == naive.totals()
    for stop, found in zip(STOPS, document["per_stop"], strict=True):
        at = found["peak_at"] and int(datetime.fromisoformat(found["peak_at"]).timestamp())
        assert {**found, "peak_at": at} == naive.per_stop(stop)
    expected = [naive.per_session(stop, each) for stop in STOPS for each in naive.sessions_of(stop)]
    assert sorted(document["per_session"], key=str) == sorted(expected, key=str)
