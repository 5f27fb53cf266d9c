"""Schedules as other conferences publish them: what is missing, nested, or written otherwise."""

import json
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from eventapp.exchange.problems import Problems
from eventapp.exchange.schedule_xml_in import read_xml
from eventapp.programme.queries import programme_of
from tests.counting import statements
from tests.exchange.test_schedule_import import TALK, file_of, imported, only_session
from tests.factories import make_event


@pytest.mark.parametrize(
    ("written", "start", "starts_at"),
    [
        ("20300515", "10:30", datetime(2030, 5, 15, 8, 30, tzinfo=UTC)),
        ("2030-05-15T00:00:00+02:00", "10:30", datetime(2030, 5, 15, 8, 30, tzinfo=UTC)),
        ("2030-05-15T00:00:00+02:00", "00:00", datetime(2030, 5, 14, 22, 0, tzinfo=UTC)),
        ("2030-05-15T00:00:00+02:00", "", datetime(2030, 5, 14, 22, 0, tzinfo=UTC)),
        ("20300515T103000+0200", "", datetime(2030, 5, 15, 8, 30, tzinfo=UTC)),
        ("2030-05-15 10:30:00", "10:30", datetime(2030, 5, 15, 8, 30, tzinfo=UTC)),
    ],
)
def test_a_date_without_a_clock_is_met_by_the_start(
    app: Flask, tmp_path: Path, written: str, start: str, starts_at: datetime
) -> None:
    event = make_event("tour")

    imported("tour", file_of(tmp_path, {"date": written, "start": start}))

    assert only_session(event).starts_at == starts_at


@pytest.mark.parametrize(
    "persons",
    [["Bo Ek"], [{"person": {"public_name": "Bo Ek"}}], [{"name": "Bo Ek"}]],
)
def test_people_are_read_however_they_are_nested(
    app: Flask, tmp_path: Path, persons: list[object]
) -> None:
    event = make_event("tour")

    imported("tour", file_of(tmp_path, {"persons": persons}))

    assert [(one.given_name, one.family_name) for one in only_session(event).people] == [
        ("Bo", "Ek")
    ]


def test_rooms_may_be_a_list_and_a_length_a_number(app: Flask, tmp_path: Path) -> None:
    event = make_event("tour")
    day = {"rooms": [{"name": "Blue", "events": [TALK | {"duration": 75, "room": None}]}]}
    path = tmp_path / "schedule.json"
    path.write_text(json.dumps({"schedule": {"conference": {"days": [day]}}}), encoding="utf-8")

    imported("tour", path)
    session = only_session(event)

    assert (session.track, session.ends_at - session.starts_at) == (
        "Blue",
        timedelta(minutes=75),
    )


def test_a_talk_that_is_held_again_is_a_session_of_its_own(app: Flask, tmp_path: Path) -> None:
    event = make_event("tour")
    again = {"guid": "0c9f4f0a-5a5e-4c87-9c1d-6d4c9a0c5a11", "date": "2030-05-15T15:00:00+02:00"}
    path = file_of(tmp_path, {"code": "ABC"}, {"code": "ABC"} | again)

    first, second = imported("tour", path), imported("tour", path)

    assert ("new", "session", "ABC") in first
    assert ("new", "session", again["guid"]) in first
    assert second == []
    assert [one.wall_starts.hour for one in programme_of(event.id)] == [10, 15]


def test_sessions_may_stand_under_a_day_and_people_have_elements(
    app: Flask, tmp_path: Path
) -> None:
    event = make_event("tour")
    path = tmp_path / "schedule.xml"
    path.write_text(
        '<schedule><day date="2030-05-15"/><day date="2030-05-15"><event id="1"><room>Blue</room>'
        "<room>Red</room><start>10:30</start><duration>0:45</duration><title>A talk</title>"
        "<persons/><persons><person><bio>B</bio><name>Bo Ek</name></person></persons></event></day>"
        "</schedule>",
        encoding="utf-8",
    )

    imported("tour", path)
    session = only_session(event)

    assert (session.track, session.people[0].family_name) == ("Blue", "Ek")


@pytest.mark.parametrize(
    ("before", "repeated", "after"),
    [
        ("", "<day/>", ""),
        ("<day>", "<room/>", "</day>"),
        ("<day><room><event>", "<title/>", "</event></room></day>"),
        ("<day><room><event>", "<persons/>", "</event></room></day>"),
    ],
)
def test_empty_elements_take_no_memory(before: str, repeated: str, after: str) -> None:
    content = f"<schedule>{before}{repeated * 100_000}{after}</schedule>".encode()

    tracemalloc.start()
    raw = read_xml(content, Problems(Path("schedule.xml")))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(raw.talks) <= 1
    assert most < 3 * len(content)


@pytest.mark.parametrize("number", [1, 30])
def test_new_sessions_take_as_many_statements_for_one_as_for_many(
    app: Flask, tmp_path: Path, number: int
) -> None:
    make_event("tour")
    talks = [{"id": one, "guid": ""} for one in range(number)]

    with statements() as seen:
        imported("tour", file_of(tmp_path, *talks))

    assert len([one for one in seen if one.startswith("INSERT INTO session ")]) == 1
