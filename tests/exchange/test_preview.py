"""What a file would change, from rows alone."""

from datetime import timedelta
from typing import Any

import pytest

from eventapp.exchange.preview import (
    PART,
    PERSON,
    SESSION,
    STOP,
    Change,
    Field,
    Hint,
    Item,
    Preview,
    Thing,
    Value,
    compare,
)
from tests.factories import NOON, STOCKHOLM

HOUR = timedelta(hours=1)
STORED: dict[str, Value] = {
    "stop": "D1",
    "track": "",
    "starts_at": NOON,
    "ends_at": NOON + HOUR,
    "zone": STOCKHOLM,
    "title_en": "Cells",
    "capacity": None,
}


def session(code: str = "S1", **values: Any) -> Thing:
    return Thing(SESSION, code, "Cells", STOCKHOLM, STORED | values)


def lines(*things: Thing) -> list[tuple[str, str, str]]:
    compared = compare({"S1": STORED}, things)
    preview = Preview("programme", len(things), compared.items, 0, 0)
    return [(change.how, change.code, change.detail) for change in preview.changes()]


def test_nothing_changes_where_all_is_stored() -> None:
    assert compare({"S1": STORED, "S2": STORED}, [session()]) == ((), 1, 1)


def test_new_things_tell_what_they_hold_alone() -> None:
    compared = compare({}, [session(capacity=0)])

    (item,) = compared.items
    assert item.is_new
    assert [field.name for field in item.fields] == [
        *("stop", "starts_at", "ends_at", "zone", "title_en", "capacity"),
    ]
    assert compared[1:] == (0, 0)


@pytest.mark.parametrize(
    ("name", "value"),
    [("title_en", ""), ("capacity", 0), ("track", "Blue"), ("starts_at", NOON - HOUR)],
)
def test_each_field_that_differs_is_told(name: str, value: Value) -> None:
    (item,) = compare({"S1": STORED}, [session("S1", **{name: value})]).items

    assert item.fields == (Field(name, STORED[name], value),)


def test_kept_fields_count_for_new_things_alone() -> None:
    things = [session(track="Blue"), session("S2", track="Blue")]

    compared = compare({"S1": STORED}, things, kept={"track"})

    assert [item.thing.code for item in compared.items] == ["S2"]
    assert ("track", None, "Blue") in compared.items[0].fields
    assert compared.unchanged == 1


def test_changes_are_told_as_the_command_prints_them() -> None:
    later = {"starts_at": NOON + HOUR, "ends_at": NOON + 2 * HOUR}

    assert lines(session("S2", track="Blue")) == [
        ("new", "S2", "2030-05-15T14:00 Europe/Stockholm, Blue: Cells")
    ]
    moved = lines(session("S1", **later, stop="D2", capacity=9))
    before, after = "2030-05-15T14:00 to 2030-05-15T15:00", "2030-05-15T15:00 to 2030-05-15T16:00"
    assert moved == [
        ("moved", "S1", f"{before} → {after} Europe/Stockholm"),
        ("changed", "S1", "capacity"),
    ]
    assert lines(session(stop="D2", track="Blue")) == [("changed", "S1", "stop, track")]
    assert lines(session()) == []


def test_stops_people_and_parts_are_told_too() -> None:
    stop = Thing(STOP, "D1", "Day", STOCKHOLM, {**STORED})
    items = (
        Item(stop, None),
        Item(stop, {**STORED, "ends_at": NOON}),
        Item(Thing(PERSON, "T1", "Ada", STOCKHOLM, {"given_name": "Ada"}), None),
        Item(Thing(PART, "S1 T1 host", "Ada", "", {"order": 2}), {"order": 1}),
    )

    span = "2030-05-15T14:00 to 2030-05-15T15:00 Europe/Stockholm"
    assert Preview("schedule", 0, items, 0, 0).changes() == (
        Change("new", STOP, "D1", span),
        Change("changed", STOP, "D1", span),
        Change("new", PERSON, "T1", "Ada"),
        Change("changed", PART, "S1 T1 host", "order"),
    )


def test_mark_is_that_of_what_was_seen() -> None:
    seen = Preview("programme", 1, compare({}, [session()]).items, 0, 0)
    others = [
        seen._replace(items=compare({"S1": STORED}, [session(track="A")]).items),
        seen._replace(items=compare({"S1": STORED | {"track": "B"}}, [session(track="A")]).items),
        seen._replace(unchanged=1),
        seen._replace(waits=True),
        seen._replace(hints=(Hint("forgotten", 1),)),
    ]

    marks = {seen.mark(b"a"), seen.mark(b"b"), *(other.mark(b"a") for other in others)}

    assert len(marks) == 2 + len(others)
    assert seen.mark(b"a") == seen._replace().mark(b"a")
