"""Programmes taken in from frab's exchange format, and given back as they were."""

import json
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventapp.events.models import Event
from eventapp.events.queries import stops_of
from eventapp.exchange.importing import take_schedule
from eventapp.exchange.problems import FileRefused, Problems
from eventapp.exchange.schedule_export import Schedule, schedule_of
from eventapp.exchange.schedule_json import schedule_json
from eventapp.exchange.schedule_xml import schedule_xml
from eventapp.exchange.schedule_xml_in import read_xml
from eventapp.foundation.transaction import transaction
from eventapp.programme.queries import ProgrammeSession, programme_of
from eventapp.programme.rules import STATES
from tests.clock_times import agrees, zoned_moments
from tests.factories import (
    NOON,
    make_appearance,
    make_event,
    make_session,
    make_speaker,
    make_stop,
    make_track,
)

HOUR = timedelta(hours=1)


def imported(slug: str, path: Path) -> list[tuple[str, str, str]]:
    """Take a file in; give what it changed."""
    with transaction():
        stored = take_schedule(slug, path, actor="command", now=NOON)
    return [(change.how, change.kind, change.code) for change in stored.changes()]


def refused(slug: str, path: Path) -> str:
    with pytest.raises(FileRefused) as refusal, transaction():
        take_schedule(slug, path, actor="command", now=NOON)
    return "\n".join(refusal.value.lines())


def fill(event: Event) -> None:
    """Make a stop with tracks and one without, people in several roles, a draft, odd zones."""
    first = make_stop(event, "D1", title_en="First day", title_sv="Första dagen")
    second = make_stop(event, "D2", starts_at=NOON + 24 * HOUR, zone="Asia/Tokyo")
    ada = make_speaker(event, "T1", given_name="Ada", family_name="Wallner", country_code="JP")
    bo = make_speaker(event, "T2", given_name="", family_name="Bo")
    talk = make_session(
        first, "D1-1", track_id=make_track(first, "Blue room").id, theme="car_t",
        title_en="A talk & more", title_sv="Ett föredrag", abstract_sv="Rad ett\r\n\r\nRad två",
    )  # fmt: skip
    make_appearance(talk, ada, "moderator")
    make_appearance(talk, bo, "panellist")
    make_session(first, "D1-2", starts_at=NOON + HOUR, zone="America/Lima", kind="panel")
    make_session(first, "D1-3", starts_at=NOON + HOUR, state="draft")
    lone = make_session(second, "D2-1", starts_at=NOON + 24 * HOUR, language="sv", minutes=45.5)
    make_appearance(lone, ada, "host")


def schedule(event: Event, language: str = "en") -> Schedule:
    made = schedule_of(event, language=language, base_url="https://example.org")
    assert made is not None
    return made


def written(event: Event, folder: Path, kind: str, language: str = "en") -> Path:
    path = folder / f"{event.slug}-{language}.{kind}"
    write = schedule_xml if kind == "xml" else schedule_json
    path.write_text(write(schedule(event, language)), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["xml", "json"])
@pytest.mark.parametrize("language", ["en", "sv"])
def test_own_file_changes_nothing(app: Flask, tmp_path: Path, kind: str, language: str) -> None:
    event = make_event("tour")
    fill(event)
    before = programme_of(event.id, states=STATES)

    assert imported("tour", written(event, tmp_path, kind, language)) == []
    assert programme_of(event.id, states=STATES) == before


@pytest.mark.parametrize("kind", ["xml", "json"])
def test_another_event_gives_back_the_same_programme(app: Flask, tmp_path: Path, kind: str) -> None:
    event, other = make_event("tour"), make_event("other")
    fill(event)

    imported("other", written(event, tmp_path, kind))

    assert told(schedule(other)) == told(schedule(event))


def told(made: Schedule) -> list[tuple[object, ...]]:
    """Give what a schedule says of its sessions, but for numbers of rows."""
    return [
        (
            *(day.on, room, talk.code, talk.title, talk.kind, talk.theme, talk.language),
            *(talk.starts_at, talk.duration, [person.name for person in talk.persons]),
        )
        for day in made.days
        for room, talks in day.rooms.items()
        for talk in talks
    ]


def test_importing_twice_changes_nothing_the_second_time(app: Flask, tmp_path: Path) -> None:
    event, _other = make_event("tour"), make_event("other")
    fill(event)
    path = written(event, tmp_path, "xml")

    first, second = imported("other", path), imported("other", path)

    assert ("new", "session", "D1-1") in first
    assert ("new", "stop", "day-2030-05-15") in first
    assert second == []


TALK: dict[str, Any] = {
    "guid": "455d075f-48c0-4ec2-84b3-f5add30c383a",
    "id": 35,
    "date": "2030-05-15T10:30:00+02:00",
    "start": "10:30",
    "duration": "0:20",
    "room": "Anamudi",
    "title": "Opening Ceremony",
    "track": "Community, diversity",
    "type": "Long talk (45 minutes)",
    "language": "en",
    "abstract": "Welcome",
    "description": "to all",
    "persons": [{"id": 63, "public_name": "Sruthi Maria Chandran"}],
}


def file_of(folder: Path, *talks: dict[str, Any], zone: str = "Europe/Stockholm") -> Path:
    rooms = {"Anamudi": [TALK | talk for talk in talks]}
    conference = {"time_zone_name": zone, "days": [{"index": 1, "rooms": rooms}]}
    path = folder / "schedule.json"
    path.write_text(json.dumps({"schedule": {"conference": conference}}), encoding="utf-8")
    return path


def only_session(event: Event) -> ProgrammeSession:
    (session,) = programme_of(event.id)
    return session


def test_strange_file_makes_stop_session_and_person(app: Flask, tmp_path: Path) -> None:
    event = make_event("tour", country_code="IN")

    imported("tour", file_of(tmp_path, {}))
    session = only_session(event)
    (stop,) = stops_of(event.id)

    assert (session.code, session.title_en, session.title_sv) == ("E35", "Opening Ceremony", "")
    assert (session.kind, session.theme, session.track) == (
        "talk",
        "community_diversity",
        "Anamudi",
    )
    assert session.abstract_en == "Welcome\n\nto all"
    assert session.wall_starts == datetime(2030, 5, 15, 10, 30)
    assert (stop.code, stop.title_sv) == ("day-2030-05-15", "Onsdag 15 maj 2030")
    assert (stop.starts_at, stop.ends_at) == (session.starts_at, session.ends_at)
    assert [(one.given_name, one.family_name, one.country_code) for one in session.people] == [
        ("Sruthi Maria", "Chandran", "IN")
    ]


def test_later_file_moves_and_changes_what_is_known(app: Flask, tmp_path: Path) -> None:
    event = make_event("tour")
    imported("tour", file_of(tmp_path, {}))
    later = {"date": "2030-05-15T20:00:00+02:00", "title": "Opening", "duration": "1:00"}

    changed = imported("tour", file_of(tmp_path, later))
    session = only_session(event)

    assert changed == [
        ("changed", "stop", "day-2030-05-15"),
        ("moved", "session", "E35"),
        ("changed", "session", "E35"),
    ]
    assert (session.wall_starts, session.wall_ends, session.sequence) == (
        datetime(2030, 5, 15, 20, 0),
        datetime(2030, 5, 15, 21, 0),
        1,
    )


def test_people_are_known_again_by_name(app: Flask, tmp_path: Path) -> None:
    event = make_event("tour")
    make_speaker(event, "T1", given_name="Sruthi Maria", family_name="Chandran")

    changed = imported("tour", file_of(tmp_path, {}))

    assert [change for change in changed if change[1] == "person"] == []
    assert only_session(event).people[0].code == "T1"


def test_two_sessions_of_a_file_are_never_one_stored_session(app: Flask, tmp_path: Path) -> None:
    event = make_event("tour")
    make_session(make_stop(event, "D1"), "E35")
    own = json.loads(schedule_json(schedule(event)))["schedule"]["conference"]["days"][0]["rooms"]
    (by_guid,) = next(iter(own.values()))
    by_code = {"id": 35, "guid": "", "title": "Another"}

    words = refused("tour", file_of(tmp_path, {"id": 36, "guid": by_guid["guid"]}, by_code))

    assert "[1].guid: 'E35' is meant at days[0].rooms[Anamudi][0] already" in words


def test_day_and_clock_are_taken_in_the_zone_of_the_file(app: Flask, tmp_path: Path) -> None:
    event = make_event("tour")

    imported("tour", file_of(tmp_path, {"date": "2030-05-15"}, zone="Asia/Kolkata"))

    assert only_session(event).starts_at == datetime(2030, 5, 15, 5, 0, tzinfo=UTC)


def test_every_bad_row_is_told_and_nothing_stored(app: Flask, tmp_path: Path) -> None:
    event = make_event("tour")
    bad: tuple[dict[str, Any], ...] = (
        {"title": ""},
        {"id": 36, "guid": "", "duration": "soon"},
        {"id": 37, "date": "yesterday"},
        {"id": 35},
        {"id": "", "guid": "", "persons": [{"public_name": "A\u0000B"}]},
        {"id": 38, "date": "9999-12-31T23:00:00Z"},
        {"id": 39, "title": "\ud800"},
        {"id": 40, "date": "2030-03-31", "start": "02:30"},
        {"id": 41, "duration": None},
    )

    words = refused("tour", file_of(tmp_path, *bad))

    expected = (
        "[0].title: is empty — a text is needed",
        "[1].duration: 'soon' is no length",
        "[2].date: 'yesterday' is no moment",
        "[3].id: 'E35' stands at days[0].rooms[Anamudi][0] already",
        "[4].person: ",
        "[4].id: is empty, as are guid and code",
        "[5].date: ",
        "[6].title: ",
        "[7].date: 2030-03-31T02:30:00 does not exist",
        "[8].duration: is empty",
    )
    assert [part for part in expected if part not in words] == []
    assert programme_of(event.id) == ()
    assert stops_of(event.id) == []


ENTITIES = """<?xml version="1.0"?>
<!DOCTYPE schedule [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<schedule><version>&b;</version></schedule>"""
OUTSIDE = """<!DOCTYPE schedule SYSTEM "file:///etc/passwd"><schedule/>"""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (ENTITIES, ":2: a document type is declared"),
        (OUTSIDE, ":1: a document type is declared"),
        ("<schedule>" + "<a>" * 20, "nested deeper than 16"),
        ("<schedule>&what;</schedule>", "undefined entity"),
        ("<schedule><day></schedule>", "mismatched tag"),
        ("<schedule><day>" + "<event/>" * 20_001, "more than 20000 elements event"),
        ("<vcard/>", "is no schedule"),
        ("", "is neither XML nor JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"schedule": {"conference": []}}', "is no schedule"),
        ('{"schedule": {"conference": {"title": "x", "days": {}}}}', "conference.days is a list"),
        ('{"schedule": ' + "9" * 5000 + "}", "a number too long"),
        ('<?xml version="1.0" encoding="x-none"?><schedule/>', "unknown encoding"),
    ],
)
def test_hostile_files_are_refused(app: Flask, tmp_path: Path, content: str, reason: str) -> None:
    make_event("tour")
    path = tmp_path / "schedule"
    path.write_text(content, encoding="utf-8")

    assert reason in refused("tour", path)


@pytest.mark.parametrize("empty", ["<day/>", "<day><room/></day>"])
def test_empty_days_are_not_kept_in_memory(empty: str) -> None:
    content = f"<schedule>{empty * 20_000}</schedule>".encode()

    tracemalloc.start()
    try:
        schedule = read_xml(content, Problems(Path("schedule.xml")))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert schedule.talks == ()
    assert peak < 1_000_000


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whatever_a_file_holds_is_told(app: Flask, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "schedule"
    path.write_bytes(content)

    assert refused(make_event().slug, path)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(where=zoned_moments(), minutes=st.integers(1, 1439))
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_import_stores_a_wall_time_that_is_not_its_instant(
    app: Flask, tmp_path: Path, where: tuple[str, datetime], minutes: int
) -> None:
    event = make_event()
    zone, starts_at = where
    date = starts_at.astimezone(ZoneInfo(zone))
    talk = {"date": date.isoformat(), "duration": f"{minutes // 60}:{minutes % 60:02}"}

    imported(event.slug, file_of(tmp_path, talk, zone=zone))

    (stop,), session = stops_of(event.id), only_session(event)
    assert agrees(stop)
    assert agrees(session)
    assert session.ends_at - session.starts_at == timedelta(minutes=minutes)
