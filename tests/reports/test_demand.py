"""Plays of recordings: rows, viewers, seconds seen once and seconds played."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.reports.demand import count_demand
from eventapp.reports.rows import PlayRow
from tests.reports.builders import Tour, log_in, make_registration


def test_seconds_seen_are_the_union_by_registrant_and_session() -> None:
    plays = [
        PlayRow(1, 1, "0[.]600[,]540[.]900"),
        PlayRow(1, 1, "0[.]100"),
        PlayRow(1, 2, "0[.]100"),
        PlayRow(2, 1, "0[.]100"),
    ]

    demand = count_demand(plays, {1, 2}, set())

    assert (demand.plays, demand.viewers) == (4, 2)
    assert demand.seconds_seen == 900 + 100 + 100
    assert demand.seconds_played == 960 + 100 + 100 + 100


def test_play_of_nothing_is_a_play_with_a_viewer() -> None:
    demand = count_demand([PlayRow(1, 1, "")], {1}, set())

    assert (demand.plays, demand.viewers, demand.seconds_seen) == (1, 1, 0)


def test_play_of_a_withdrawn_registrant_is_a_play_only() -> None:
    demand = count_demand([PlayRow(7, 1, "0[.]100")], {1}, set())

    assert (demand.plays, demand.viewers, demand.only_viewers) == (1, 0, 0)
    assert (demand.seconds_seen, demand.seconds_played) == (0, 0)


def test_viewers_who_were_live_are_not_on_demand_only() -> None:
    tour = Tour(
        registrations=[make_registration(1), make_registration(2)],
        log_ins=[log_in(1, -900, None)],
        plays=[PlayRow(1, 1, "0[.]9"), PlayRow(2, 1, "0[.]9")],
    )

    assert tour.figures().on_demand.only_viewers == 1


def test_fractions_of_seconds_stay_exact() -> None:
    demand = count_demand([PlayRow(1, 1, "0.1[.]0.4[,]0.4[.]1.1")], {1}, set())

    assert demand.seconds_seen == 1
    assert isinstance(demand.seconds_seen, int)
    assert count_demand([PlayRow(1, 1, "0[.]1.25")], {1}, set()).seconds_seen == 1.25


def test_plays_that_are_not_sorted_are_refused() -> None:
    with pytest.raises(ValueError, match="sorted"):
        count_demand([PlayRow(2, 1, ""), PlayRow(1, 1, "")], {1, 2}, set())


SEGMENTS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 30)).map(lambda pair: (pair[0], sum(pair))),
    max_size=3,
)
PLAYS = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 2), SEGMENTS), max_size=10)


@settings(deadline=None)
@given(PLAYS)
def test_demand_equals_the_count_of_single_seconds(
    plays: list[tuple[int, int, list[tuple[int, int]]]],
) -> None:
    seen = {
        (who, what, second)
        for who, what, segments in plays
        for first, last in segments
        for second in range(first, last)
    }
    rows = sorted(
        PlayRow(who, what, "[,]".join(f"{first}[.]{last}" for first, last in segments))
        for who, what, segments in plays
    )

    demand = count_demand(rows, {1, 2}, {2})

    assert demand.plays == len(plays)
    assert demand.viewers == len({who for who, _, _ in plays} - {3})
    assert demand.only_viewers == len({who for who, _, _ in plays} & {1})
    assert demand.seconds_seen == sum(who != 3 for who, _, _ in seen)
    assert demand.seconds_played == sum(
        last - first for who, _, segments in plays if who != 3 for first, last in segments
    )
