"""What was seen of sessions: thresholds at their borders, and certificates."""

from typing import Any

import pytest

from eventapp.reports.viewing import certified_registrations
from tests.reports.builders import NOON, Tour, log_in, make_registration, make_session, make_stop

ONE = [make_registration(1)]
TWO = [make_registration(1), make_registration(2)]


def session_of(tour: Tour) -> Any:
    return tour.figures().viewing.per_session[0]


@pytest.mark.parametrize(
    ("left", "viewers", "five", "half", "eighty"),
    [
        (0, 0, 0, 0, 0),
        (1, 1, 0, 0, 0),
        (299, 1, 0, 0, 0),
        (300, 1, 1, 0, 0),
        (500, 1, 1, 0, 0),
        (501, 1, 1, 1, 0),
        (800, 1, 1, 1, 0),
        (801, 1, 1, 1, 1),
        (5000, 1, 1, 1, 1),
    ],
)
def test_session_thresholds_are_decided_on_exact_seconds(
    left: int, viewers: int, five: int, half: int, eighty: int
) -> None:
    # 1001 s: half is 500.5 s, 80 % is 800.8 s.
    tour = Tour(
        sessions=[make_session(1, NOON, NOON + 1001)],
        registrations=ONE,
        log_ins=[log_in(1, -50, left)],
    )

    session = session_of(tour)

    assert (session.viewers, session.viewers_5min) == (viewers, five)
    assert (session.viewers_half, session.viewers_80) == (half, eighty)


def test_session_thresholds_include_their_border() -> None:
    tour = Tour(
        sessions=[make_session(1, NOON, NOON + 1000)],
        registrations=TWO,
        log_ins=[log_in(1, 0, 500), log_in(2, 200, 1000)],
    )

    assert (session_of(tour).viewers_half, session_of(tour).viewers_80) == (2, 1)


def test_session_of_under_five_minutes_has_no_viewers_of_five() -> None:
    tour = Tour(
        sessions=[make_session(1, NOON, NOON + 200)],
        registrations=ONE,
        log_ins=[log_in(1, -600, 600)],
    )

    assert (session_of(tour).viewers_5min, session_of(tour).viewers_80) == (0, 1)


def test_session_takes_only_log_ins_of_its_stop() -> None:
    stops = [make_stop(1), make_stop(2)]
    tour = Tour(
        stops=stops,
        sessions=[make_session(1, stop=1)],
        registrations=ONE,
        log_ins=[log_in(1, 0, 900, stop=2)],
    )

    assert session_of(tour).viewers == 0


def test_break_is_not_counted() -> None:
    hidden = make_session(2, NOON + 1800, NOON + 3600, kind="break")
    tour = Tour(sessions=[make_session(1), hidden], registrations=ONE, log_ins=[log_in(1, 0, 1440)])

    figures = tour.figures()

    assert figures.sessions == 1
    assert [session.code for session in figures.viewing.per_session] == ["S1"]
    assert figures.viewing.per_stop[0].certificates == 1


@pytest.mark.parametrize("state", ["draft", "published", "cancelled"])
def test_session_counts_in_whatever_state(state: str) -> None:
    also = make_session(2, NOON + 1800, NOON + 3600, state=state)
    tour = Tour(sessions=[make_session(1), also], registrations=ONE, log_ins=[log_in(1, 0, 1440)])

    figures = tour.figures()

    assert figures.sessions == 2
    assert [session.code for session in figures.viewing.per_session] == ["S1", "S2"]
    assert figures.viewing.per_stop[0].certificates == 0


@pytest.mark.parametrize(
    ("sessions", "rows", "certificates"),
    [
        ([], [(0, 3600)], 0),
        ([(0, 1000)], [(0, 800)], 1),
        ([(0, 1000)], [(0, 799)], 0),
        ([(0, 1000), (2000, 3000)], [(0, 1000), (2000, 2600)], 1),
        ([(0, 1000), (2000, 3000)], [(0, 2599)], 0),
        ([(0, 1000), (2000, 3000)], [(0, 2600)], 1),
        # Time between the sessions does not count.
        ([(0, 1000), (2000, 3000)], [(500, 2500)], 0),
        # Parallel: the union of [0, 1000) and [500, 1500) lasts 1500 s, 80 % of it 1200 s.
        ([(0, 1000), (500, 1500)], [(0, 1200)], 1),
        ([(0, 1000), (500, 1500)], [(0, 1199)], 0),
        ([(0, 1000), (0, 1000)], [(0, 800)], 1),
        ([(0, 1000), (0, 1000)], [(0, 400), (0, 400)], 0),
    ],
)
def test_certificate_takes_four_fifths_of_the_sessions(
    sessions: list[tuple[int, int]], rows: list[tuple[int, int]], certificates: int
) -> None:
    tour = Tour(
        sessions=[
            make_session(number, NOON + first, NOON + last)
            for number, (first, last) in enumerate(sessions)
        ],
        registrations=ONE,
        log_ins=[log_in(1, *row) for row in rows],
    )

    assert tour.figures().viewing.per_stop[0].certificates == certificates


def test_certified_registrations_are_named_by_stop() -> None:
    sessions = [make_session(1)]
    rows = [log_in(1, 0, 1800), log_in(2, 0, 60), log_in(3, 0, 1800)]

    certified = certified_registrations([make_stop(1), make_stop(2)], sessions, rows, {1, 2})

    assert certified == {"D1": [1], "D2": []}
