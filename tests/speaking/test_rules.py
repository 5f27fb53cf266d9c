"""How a speaker's answer stands."""

from datetime import timedelta

import pytest

from eventapp.speaking.rules import (
    NoteTooLong,
    RemindedToday,
    Standing,
    State,
    Times,
    check_note,
    check_reminder,
    is_within,
    standing_of,
    state_of,
)
from tests.factories import NOON

HOUR = timedelta(hours=1)
AT_NOON = Times(NOON, NOON + HOUR)
LATER = Times(NOON + HOUR, NOON + 2 * HOUR)


@pytest.mark.parametrize(
    ("answer", "answered_for", "standing"),
    [
        (None, None, Standing.OPEN),
        ("confirmed", AT_NOON, Standing.CONFIRMED),
        ("declined", AT_NOON, Standing.DECLINED),
        ("confirmed", LATER, Standing.MOVED),
        ("declined", LATER, Standing.MOVED),
        ("confirmed", Times(NOON, NOON + HOUR / 2), Standing.MOVED),
    ],
)
def test_an_answer_holds_for_the_time_it_was_given_for(
    answer: str | None, answered_for: Times | None, standing: Standing
) -> None:
    assert standing_of(answer, answered_for, AT_NOON) is standing


@pytest.mark.parametrize(
    ("invited", "answered", "standings", "state"),
    [
        (False, True, [Standing.CONFIRMED], State.NOT_INVITED),
        (True, False, [], State.WAITING),
        (True, True, [], State.ANSWERED),
        (True, True, [Standing.CONFIRMED, Standing.OPEN], State.WAITING),
        (True, True, [Standing.CONFIRMED, Standing.MOVED], State.WAITING),
        (True, True, [Standing.CONFIRMED, Standing.DECLINED], State.DECLINED),
        (True, True, [Standing.CONFIRMED, Standing.CONFIRMED], State.ANSWERED),
    ],
)
def test_an_invitation_waits_until_all_is_answered(
    *, invited: bool, answered: bool, standings: list[Standing], state: State
) -> None:
    assert state_of(invited=invited, answered=answered, standings=standings) is state


def test_nobody_is_reminded_twice_a_day() -> None:
    a_day = timedelta(days=1)

    check_reminder(NOON - a_day, None, now=NOON)
    check_reminder(NOON - 9 * a_day, NOON - a_day, now=NOON)
    with pytest.raises(RemindedToday):
        check_reminder(NOON - a_day + HOUR, None, now=NOON)
    with pytest.raises(RemindedToday):
        check_reminder(NOON - 9 * a_day, NOON - HOUR, now=NOON)


def test_notes_have_a_length() -> None:
    check_note("å" * 500)
    with pytest.raises(NoteTooLong):
        check_note("å" * 501)


def test_a_session_lies_within_one_stretch() -> None:
    assert is_within(AT_NOON, [AT_NOON])
    assert not is_within(Times(NOON, NOON + 2 * HOUR), [AT_NOON])
    assert not is_within(AT_NOON, [])
