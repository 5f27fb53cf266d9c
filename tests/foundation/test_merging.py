"""Three-way merge of fields."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.foundation.merging import Merge, merge, text_of, texts_of

SLOT = ({"starts", "zone"},)
BASE = {"title": "Welcome", "starts": "09:00", "zone": "UTC"}
FIELDS = st.fixed_dictionaries({name: st.sampled_from("abc") for name in ("x", "y", "z")})


def merged(theirs: dict[str, str], mine: dict[str, str]) -> Merge:
    return merge(BASE, BASE | theirs, BASE | mine, SLOT)


def test_nothing_changed_is_nothing_to_do() -> None:
    assert merged({}, {}) == Merge((), (), ())


def test_fields_that_do_not_collide_are_merged() -> None:
    assert merged({"title": "Hello"}, {"starts": "10:00"}) == Merge(("starts",), ("title",), ())


def test_same_change_by_both_is_none() -> None:
    assert merged({"title": "Hello"}, {"title": "Hello"}) == Merge((), (), ())


def test_field_that_both_changed_collides() -> None:
    assert merged({"title": "Hello"}, {"title": "Hi"}).collisions == ("title",)


def test_fields_that_mean_something_together_collide_together() -> None:
    found = merged({"zone": "Asia/Tokyo"}, {"starts": "10:00"})

    assert found.collisions == ("starts", "zone")


def test_without_a_base_every_difference_collides() -> None:
    found = merge(None, BASE, BASE | {"title": "Hi"}, ())

    assert found == Merge((), (), ("title",))


def test_field_that_was_not_seen_collides() -> None:
    assert merge({}, BASE, BASE | {"title": "Hi"}, ()).collisions == ("title",)


@given(base=FIELDS, theirs=FIELDS, mine=FIELDS)
def test_no_change_of_either_is_lost(
    base: dict[str, str], theirs: dict[str, str], mine: dict[str, str]
) -> None:
    found = merge(base, theirs, mine, ({"y", "z"},))

    result = theirs | {name: mine[name] for name in found.mine}
    for name in set(base) - set(found.collisions):
        if theirs[name] != base[name]:
            assert result[name] == theirs[name] or mine[name] == theirs[name]
        if mine[name] != base[name]:
            assert result[name] == mine[name] or mine[name] == theirs[name]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (False, ""),
        (True, "yes"),
        (12, "12"),
        (date(2030, 5, 1), "2030-05-01"),
        (datetime(2030, 5, 1, 9, 30), "2030-05-01T09:30"),
        (datetime(2030, 5, 1, 9, 30, tzinfo=UTC), "2030-05-01T09:30:00Z"),
    ],
)
def test_values_have_texts(value: object, text: str) -> None:
    assert text_of(value) == text


def test_line_breaks_of_browsers_are_no_change() -> None:
    assert texts_of({"a": "one\r\ntwo\rthree"}) == {"a": "one\ntwo\nthree"}
