"""Writes that touch only what differs."""

import sqlalchemy as sa
from flask import Flask

from eventapp.events.models import Measurement, Series
from eventapp.foundation.changes import ROWS_AT_ONCE, assign, upsert
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from tests.factories import NOON

KEY = ("metric", "measured_on")


def row(metric: str, value: int, source: str = "report") -> dict[str, object]:
    return {"metric": metric, "measured_on": NOON.date(), "value": value, "source": source}


def stored() -> list[tuple[str, int, str]]:
    rows = db.session.execute(
        sa.select(Measurement.metric, Measurement.value, Measurement.source).order_by(
            Measurement.metric
        )
    )
    return [(metric, value, source) for metric, value, source in rows]


def test_assign_names_what_differed() -> None:
    series = Series(slug="s", name_en="A", name_sv="B")

    assert assign(series, {"name_en": "A", "name_sv": "C"}) == {"name_sv"}
    assert series.name_sv == "C"
    assert assign(series, {"name_en": "A", "name_sv": "C"}) == frozenset()


def test_upsert_counts_only_rows_that_differ(app: Flask) -> None:
    with transaction():
        first = upsert(Measurement, [row("a", 1), row("b", 2)], key=KEY)
    with transaction():
        same = upsert(Measurement, [row("a", 1), row("b", 2)], key=KEY)
    with transaction():
        changed = upsert(Measurement, [row("a", 1), row("b", 3), row("c", 4)], key=KEY)

    assert (first, same, changed) == (2, 0, 2)
    assert stored() == [("a", 1, "report"), ("b", 3, "report"), ("c", 4, "report")]


def test_upsert_writes_what_is_made_once_with_new_rows_only(app: Flask) -> None:
    with transaction():
        upsert(Measurement, [row("a", 1, "old")], key=KEY, made_once={"source"})
        changed = upsert(
            Measurement, [row("a", 2, "new"), row("b", 1, "new")], key=KEY, made_once={"source"}
        )

    assert changed == 2
    assert stored() == [("a", 2, "old"), ("b", 1, "new")]


def test_upsert_leaves_known_rows_alone_when_all_is_made_once(app: Flask) -> None:
    with transaction():
        upsert(Measurement, [row("a", 1)], key=KEY)
        changed = upsert(Measurement, [row("a", 2)], key=KEY, made_once={"source", "value"})

    assert changed == 0
    assert stored() == [("a", 1, "report")]


def test_upsert_takes_any_number_of_rows(app: Flask) -> None:
    number = ROWS_AT_ONCE + 3

    with transaction():
        none = upsert(Measurement, [], key=KEY)
        many = upsert(Measurement, (row(f"m{i}", i) for i in range(number)), key=KEY)

    assert (none, many) == (0, number)
