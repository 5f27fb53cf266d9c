"""What changed between two states of a programme."""

from datetime import timedelta
from typing import Any

import pytest

from eventapp.foundation.bilingual import Text
from eventapp.releases.changelog import (
    Change,
    Kind,
    Place,
    Told,
    changes_between,
    changes_from,
    changes_text,
    mark_of,
    snapshot_from,
    snapshot_text,
)
from tests.factories import NOON

TITLE = Text("Cells", "Celler")
HERE = Place("D1", "Main", "Asia/Kathmandu", NOON, NOON + timedelta(minutes=45))
LATER = HERE._replace(starts_at=NOON + timedelta(hours=1), ends_at=NOON + timedelta(hours=2))


def told(code: str = "S1", **values: Any) -> Told:
    usual = Told(code, "published", TITLE, HERE, {"abstract": "a", "theme": "payment"})
    return usual._replace(**values)


def change(kind: Kind, before: Place | None, after: Place | None, *fields: str) -> Change:
    return Change("S1", kind, TITLE, before, after, fields)


CHANGED = {"abstract": "b", "theme": "payment"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([told()], [told()], ()),
        ([], [told()], (change(Kind.NEW, None, HERE),)),
        ([told()], [], (change(Kind.REMOVED, HERE, None),)),
        ([told()], [told(place=LATER)], (change(Kind.MOVED, HERE, LATER),)),
        (
            [told()],
            [told(place=HERE._replace(track="Side"))],
            (change(Kind.MOVED, HERE, HERE._replace(track="Side")),),
        ),
        ([told()], [told(told=CHANGED)], (change(Kind.CHANGED, HERE, HERE, "abstract"),)),
        (
            [told(title=Text("Old", "Celler"))],
            [told(place=LATER, told=CHANGED)],
            (change(Kind.MOVED, HERE, LATER, "title", "abstract"),),
        ),
        ([told()], [told(state="cancelled")], (change(Kind.CANCELLED, HERE, HERE),)),
        (
            [told()],
            [told(state="cancelled", place=LATER)],
            (change(Kind.CANCELLED, HERE, LATER),),
        ),
        ([told(state="cancelled")], [told()], (change(Kind.RESTORED, HERE, HERE),)),
        ([], [told(state="cancelled")], (change(Kind.CANCELLED, None, HERE),)),
        ([told(state="cancelled")], [told(state="cancelled")], ()),
    ],
)
def test_changes_between(before: list[Told], after: list[Told], expected: tuple[Change]) -> None:
    assert changes_between(before, after) == expected


def test_what_readers_must_know_first_comes_first() -> None:
    before = [told("A"), told("B"), told("C"), told("D", place=LATER), told("E")]
    after = [
        told("A", told=CHANGED),
        told("B", place=LATER),
        told("C", state="cancelled"),
        told("D", state="cancelled", place=LATER),
        told("E"),
        told("F"),
    ]

    kinds = [(one.code, one.kind) for one in changes_between(before, after)]

    assert kinds == [
        ("C", Kind.CANCELLED),
        ("D", Kind.CANCELLED),
        ("B", Kind.MOVED),
        ("F", Kind.NEW),
        ("A", Kind.CHANGED),
    ]


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [(HERE, LATER, True), (HERE, HERE, False), (None, HERE, False), (HERE, None, False)],
)
def test_moved_is_what_was_elsewhere(
    before: Place | None, after: Place | None, *, moved: bool
) -> None:
    assert change(Kind.CHANGED, before, after).is_moved is moved


def test_what_is_written_is_read_again() -> None:
    changes = (change(Kind.MOVED, HERE, LATER, "title"), change(Kind.NEW, None, HERE))
    sessions = (told(), told("Ö2", place=LATER))

    assert changes_from(changes_text(changes)) == changes
    assert snapshot_from(snapshot_text(sessions)) == sessions


def test_mark_differs_with_number_changes_and_what_waits() -> None:
    changes = (change(Kind.MOVED, HERE, LATER),)

    marks = {
        mark_of(1, changes, [("S1", 2)]),
        mark_of(2, changes, [("S1", 2)]),
        mark_of(1, (), [("S1", 2)]),
        mark_of(1, changes, [("S1", 3)]),
        mark_of(1, changes, []),
    }

    assert len(marks) == 5
    assert mark_of(1, changes, [("A", 1), ("B", 1)]) == mark_of(1, changes, [("B", 1), ("A", 1)])
