"""Conflicts with what people told: declined, not confirmed, elsewhere; and stale translations."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from eventapp.planning.conflicts import (
    Conflict,
    Part,
    Plan,
    PlannedSession,
    PlannedStop,
    Severity,
    conflicts_of,
)
from eventapp.planning.speaker_hours import Hours
from tests.planning.test_conflicts import CLOCKS, NOON, ZONES, session

HOUR = timedelta(hours=1)


def found(*sessions: PlannedSession, hours: Mapping[str, Hours] | None = None) -> list[Conflict]:
    stop = PlannedStop("D1", NOON, NOON + 8 * HOUR)
    return conflicts_of(Plan({"D1": stop}, sessions, ZONES, hours or {}), CLOCKS)


def answered(answer: str) -> PlannedSession:
    return session("A", parts=(Part("ada", "host", answer), Part("ada", "presenter", answer)))


@pytest.mark.parametrize(
    ("answer", "severity", "code"),
    [
        ("declined", Severity.SEVERE, "declined"),
        ("open", Severity.NOTE, "unconfirmed"),
        ("moved", Severity.NOTE, "unconfirmed"),
    ],
)
def test_what_is_not_confirmed_is_told_once_a_person(
    answer: str, severity: Severity, code: str
) -> None:
    half_past = NOON + HOUR / 2

    assert found(answered(answer)) == [
        Conflict(severity, code, "A", NOON, half_past, person="ada", detail=answer)
    ]


@pytest.mark.parametrize("answer", ["", "confirmed"])
def test_who_was_not_asked_or_confirmed_is_no_conflict(answer: str) -> None:
    assert found(answered(answer)) == []


def span(start: float, end: float) -> tuple[datetime, datetime]:
    return NOON + start * HOUR, NOON + end * HOUR


@pytest.mark.parametrize(
    ("hours", "is_there"),
    [
        ([], False),
        ([span(0, 0.5)], True),
        ([span(0, 0.4)], False),
        ([span(0.1, 2)], False),
        ([span(-2, -1), span(-0.5, 3), span(4, 5)], True),
        ([span(-2, -1), span(1, 2)], False),
        ([span(-1, 0), span(0.5, 2)], False),
    ],
)
def test_people_are_there_in_their_hours_alone(hours: Hours, *, is_there: bool) -> None:
    codes = [
        (one.code, one.person)
        for one in found(session("A", 0, 30, "ada", "bo"), hours={"ada": hours})
    ]

    assert codes == ([] if is_there else [("unavailable", "ada")])


def test_who_declined_need_not_be_there() -> None:
    codes = [one.code for one in found(answered("declined"), hours={"ada": []})]

    assert codes == ["declined"]


def test_a_stale_translation_is_a_note() -> None:
    conflicts = found(session("A", 0, 30, "ada", outdated=("title", "abstract")))

    assert [(one.severity, one.code, one.detail) for one in conflicts] == [
        (Severity.NOTE, "translation_older", "abstract"),
        (Severity.NOTE, "translation_older", "title"),
    ]
