"""Women and men among those who speak, against a target."""

import pytest

from eventapp.decisions.rules import EVENT, ROLE, SESSION, STOP, About, Target
from eventapp.planning.balance import (
    IN_TARGET,
    TOO_FEW,
    TOO_MANY,
    UNKNOWN,
    Balance,
    Group,
    Person,
    Seat,
    balance_of,
    groups_of,
)

TARGET = Target()


@pytest.mark.parametrize(
    ("women", "men", "other", "verdict"),
    [
        (2, 3, 0, IN_TARGET),
        (3, 2, 0, IN_TARGET),
        (39, 61, 0, TOO_FEW),
        (61, 39, 0, TOO_MANY),
        (2, 2, 1, IN_TARGET),
        (2, 2, 2, TOO_FEW),
        (0, 1, 0, TOO_FEW),
        (0, 0, 0, UNKNOWN),
    ],
)
def test_share_of_women_is_that_of_stated_answers(
    women: int, men: int, other: int, verdict: str
) -> None:
    assert Balance(women, men, other, not_stated=9).judged(TARGET) == verdict


def test_target_is_the_events_own() -> None:
    two_of_five = Balance(2, 3)

    assert two_of_five.judged(Target(45, 55)) == TOO_FEW
    assert two_of_five.judged(Target(0, 39)) == TOO_MANY


def test_answers_that_are_none_were_not_stated() -> None:
    answers = ("woman", "man", "man", "other", "not_stated", "", "x")

    counted = balance_of(Person(answer, answer, "SE", "region") for answer in answers)

    assert counted == Balance(1, 2, 1, 3)
    assert counted.women_share == 0.25


def test_one_more_changes_the_share() -> None:
    balance = Balance(1, 3, 0, 1)

    assert balance.with_one_more("woman") == Balance(2, 3, 0, 1)
    assert balance.with_one_more("woman").judged(TARGET) == IN_TARGET
    assert balance.with_one_more("man").women_share == 0.2
    assert Balance().women_share is None


def test_whoever_has_several_parts_counts_once_in_a_group() -> None:
    ada = Person("A", "woman", "SE", "region")
    bo = Person("B", "man", "SE", "")
    cy = Person("C", "not_stated", "NO", "industry")
    seats = [
        Seat(ada, "moderator", "D1", "S1"),
        Seat(bo, "panellist", "D1", "S1"),
        Seat(ada, "moderator", "D2", "S2"),
    ]

    groups = groups_of([ada, bo, cy], seats)

    one_woman, one_man = Balance(1), Balance(0, 1)
    assert groups == [
        Group(About(EVENT), 3, Balance(1, 1, 0, 1), {"SE": 2, "NO": 1}, _one("industry", "region")),
        Group(About(STOP, "D1"), 2, Balance(1, 1), {"SE": 2}, _one("region")),
        Group(About(STOP, "D2"), 1, one_woman, {"SE": 1}, _one("region")),
        Group(About(ROLE, "moderator"), 1, one_woman, {"SE": 1}, _one("region")),
        Group(About(ROLE, "panellist"), 1, one_man, {"SE": 1}, {}),
        Group(About(SESSION, "S1"), 2, Balance(1, 1), {"SE": 2}, _one("region")),
    ]


def test_nobody_is_in_no_balance() -> None:
    assert groups_of([], []) == [Group(About(EVENT), 0, Balance(), {}, {})]


def _one(*sectors: str) -> dict[str, int]:
    return dict.fromkeys(sectors, 1)
