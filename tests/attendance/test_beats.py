"""Beats on their way to the database."""

from datetime import timedelta

from eventapp.attendance.beats import Allowance, Beats
from tests.factories import NOON

SECOND = timedelta(seconds=1)


def test_last_beat_of_a_log_in_is_kept() -> None:
    beats = Beats()

    beats.note(1, 7, now=NOON + SECOND)
    beats.note(1, 7, now=NOON)
    beats.note(2, 8, now=NOON)

    assert beats.take() == {1: NOON + SECOND, 2: NOON}
    assert beats.take() == {}
    assert beats.take_events() == {7, 8}
    assert beats.take_events() == set()


def test_beats_put_back_give_way_to_later_ones() -> None:
    beats = Beats()
    beats.note(1, 7, now=NOON + SECOND)

    beats.put_back({1: NOON, 2: NOON})
    beats.put_back({2: NOON + SECOND})
    beats.put_back_events({9})

    assert beats.take() == {1: NOON + SECOND, 2: NOON + SECOND}
    assert beats.take_events() == {7, 9}


def test_events_changed_by_other_means_are_told() -> None:
    beats = Beats()

    beats.note_change(3)

    assert beats.take() == {}
    assert beats.take_events() == {3}


def test_allowance_is_counted_for_each_in_its_window() -> None:
    allowance = Allowance(2, 30)

    first = [allowance.take(1, now=NOON) for _ in range(3)]
    other = allowance.take(2, now=NOON)
    later = allowance.take(1, now=NOON + 30 * SECOND)

    assert first == [True, True, False]
    assert other
    assert later
