"""Tours from TOML files."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask

from eventapp.audit.models import AuditEntry
from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug, site_version, stops_of, versions_of
from eventapp.exchange.toml_keys import Source
from eventapp.exchange.tour import read_tour
from eventapp.foundation.database import db
from eventapp.foundation.resources import folder
from eventapp.roster.queries import shifts_of
from tests.exchange.files import problems_of, take_toml, written
from tests.factories import make_event, make_series, make_session, make_shift

TOUR = """\
[series]
slug = "tours"
name_en = "Tours"
name_sv = "Turnéer"

[event]
slug = "tour"
name_en = "Tour"
name_sv = "Turné"
kind = "world_tour"
format = "online"
zone = "Asia/Kathmandu"
languages = ["en", "sv-fi"]
registration_opens = "2030-01-01T09:00"
recordings_until = 2031-01-01

[[stops]]
code = "D1"
title_en = "One"
title_sv = "Ett"
zone = "Pacific/Chatham"
starts = "2030-05-15T12:00"
ends = "2030-05-15T16:00"

[[stops]]
code = "D2"
title_en = "Two"
title_sv = "Två"
zone = "America/Lima"
starts = 2030-05-16T12:00:00
ends = "2030-05-17T00:30"
"""


def tour() -> Event:
    event = event_by_slug("tour")
    assert event is not None
    return event


def reading(place: Path, content: str | bytes) -> list[str]:
    path = written(place, content, "tour.toml")
    return problems_of(lambda: read_tour(Source(path)))


def test_tour_becomes_series_event_and_stops(app: Flask, tmp_path: Path) -> None:
    stored = take_toml(tmp_path, TOUR)

    event = tour()
    first, second = stops_of(event.id)
    assert stored == (2, 4)
    assert (event.series.slug, event.series.name_sv) == ("tours", "Turnéer")
    assert (event.country_code, event.languages) == ("NP", "en sv-FI")
    assert event.registration_opens_at == datetime(2030, 1, 1, 3, 15, tzinfo=UTC)
    assert (event.registration_closes_at, event.free_of_charge) == (None, True)
    assert event.recordings_until_on == date(2031, 1, 1)
    assert (event.capacity_online, event.capacity_onsite) == (None, None)
    assert (first.code, first.starts_at) == ("D1", datetime(2030, 5, 14, 23, 15, tzinfo=UTC))
    assert (second.code, second.ends_at) == ("D2", datetime(2030, 5, 17, 5, 30, tzinfo=UTC))
    assert second.wall_starts == datetime(2030, 5, 16, 12, 0)


def test_tour_imported_twice_changes_nothing(app: Flask, tmp_path: Path) -> None:
    take_toml(tmp_path, TOUR)
    before = (versions_of("tour"), site_version(), db.session.query(AuditEntry).count())

    stored = take_toml(tmp_path, TOUR)

    assert stored.changed == 0
    assert (versions_of("tour"), site_version(), db.session.query(AuditEntry).count()) == before


def test_tour_replaces_what_it_names_and_leaves_the_rest(app: Flask, tmp_path: Path) -> None:
    take_toml(tmp_path, TOUR.replace("[[stops]]", "capacity_online = 9\n[[stops]]", 1))
    other = make_event(series=tour().series)
    before = versions_of(other.slug)
    changed = TOUR[: TOUR.index('[[stops]]\ncode = "D2"')]
    changed = changed.replace('"Turnéer"', '"Resor"').replace('"One"', '"Uno"')

    stored = take_toml(tmp_path, changed)

    event = tour()
    assert stored == (1, 3)
    assert [stop.title_en for stop in stops_of(event.id)] == ["Uno", "Two"]
    assert (event.series.name_sv, event.capacity_online) == ("Resor", None)
    assert versions_of(other.slug) != before


def test_tour_keeps_a_description_that_it_does_not_give(app: Flask, tmp_path: Path) -> None:
    take_toml(tmp_path, TOUR.replace("kind =", 'description_en = "Long"\nkind ='))

    take_toml(tmp_path, TOUR)

    assert tour().description_en == "Long"


def test_tour_moves_an_event_to_another_series(app: Flask, tmp_path: Path) -> None:
    make_event("tour", series=make_series("old"))

    take_toml(tmp_path, TOUR)

    assert tour().series.slug == "tours"


def test_tour_may_have_no_stops_yet(app: Flask, tmp_path: Path) -> None:
    assert take_toml(tmp_path, TOUR[: TOUR.index("[[stops]]")]) == (0, 2)


def test_tour_refuses_a_stop_that_leaves_its_sessions(app: Flask, tmp_path: Path) -> None:
    take_toml(tmp_path, TOUR)
    stop = stops_of(tour().id)[0]
    make_session(stop, "S1", starts_at=stop.starts_at)
    before = versions_of("tour")
    moved = TOUR.replace("2030-05-15T12:00", "2030-05-15T12:30")

    problems = problems_of(lambda: take_toml(tmp_path, moved))

    assert problems == [
        "tour.toml:22: stops[1].starts: these sessions would lie outside: S1 — move them first"
    ]
    assert versions_of("tour") == before


def test_shifts_go_where_a_tour_moves_their_stop(app: Flask, tmp_path: Path) -> None:
    take_toml(tmp_path, TOUR)
    first, second = stops_of(tour().id)
    make_shift(first, "R1", starts_at=first.starts_at)
    make_shift(second, "R2", starts_at=second.starts_at)
    later = TOUR.replace("2030-05-15T12:00", "2030-05-22T13:00")

    take_toml(tmp_path, later.replace("2030-05-15T16:00", "2030-05-22T17:00"))

    db.session.expire_all()
    moved, kept = shifts_of(tour().id)
    assert {moved.code, kept.code} == {"R1", "R2"}
    starts = {one.code: one.wall_starts for one in (moved, kept)}
    assert starts == {"R1": datetime(2030, 5, 22, 13), "R2": datetime(2030, 5, 16, 12)}
    entry = db.session.query(AuditEntry).filter_by(action="shifts moved with their stop").one()
    assert (entry.subject, entry.detail) == ("D1", "R1")


def test_shifts_stay_where_sessions_stay(app: Flask, tmp_path: Path) -> None:
    take_toml(tmp_path, TOUR)
    stop = stops_of(tour().id)[0]
    make_session(stop, "S1", starts_at=stop.starts_at)
    make_shift(stop, "R1", starts_at=stop.starts_at)

    take_toml(tmp_path, TOUR.replace("2030-05-15T12:00", "2030-05-15T11:30"))

    db.session.expire_all()
    assert [one.wall_starts for one in shifts_of(tour().id)] == [datetime(2030, 5, 15, 12)]


def test_tour_of_the_demo_is_taken(app: Flask, tmp_path: Path) -> None:
    text = (folder("demo") / "tour.toml").read_text(encoding="utf-8")

    assert take_toml(tmp_path, text) == (5, 7)
    assert take_toml(tmp_path, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()) == (5, 0)


FAULTS = [
    ('slug = "tour"\n', 'slug = "To ur"\n', "7: event.slug: 'To ur' is no slug"),
    ('name_sv = "Turné"\n', "", "6: event.name_sv: this key is missing"),
    ('name_sv = "Turné"\n', 'name_sv = ""\n', "9: event.name_sv: is empty — a text is needed"),
    ('name_sv = "Turné"\n', "name_sv = 7\n", "9: event.name_sv: '7' is no text — put it in quotes"),
    ('kind = "world_tour"', 'kind = "World tour"', "10: event.kind: 'World tour' is no such name"),
    ('format = "online"', 'format = "radio"', "11: event.format: 'radio' is not known — one of on"),
    ("Asia/Kathmandu", "Nepal", "12: event.zone: 'Nepal' is no time zone — an IANA name is taken"),
    ('["en", "sv-fi"]', "[]", "13: event.languages: '[]' is no list — texts are taken"),
    ('["en", "sv-fi"]', '"en"', "13: event.languages: 'en' is no list — texts are taken"),
    ('["en", "sv-fi"]', '["jp"]', "13: event.languages: 'jp' is no language"),
    ('"2030-01-01T09:00"', '"soon"', "14: event.registration_opens: 'soon' is no wall time"),
    (
        '"2030-01-01T09:00"',
        "2030-01-01T09:00:00Z",
        "14: event.registration_opens: '2030-01-01T09:00:00+00:00' is no wall time",
    ),
    (
        '"2030-01-01T09:00"',
        '"2030-01-01T09:00"\nregistration_closes = "2030-01-01T09:00"',
        "15: event.registration_closes: is not after registration_opens",
    ),
    ("recordings_until =", "recordings_til =", "15: event.recordings_til: there is no such key"),
    ("2031-01-01\n", '"2031"\n', "15: event.recordings_until: '2031' is no date"),
    ("2031-01-01\n", "2031-01-01\ncapacity_online = -1\n", "16: event.capacity_online: '-1' is"),
    ("2031-01-01\n", "2031-01-01\ncapacity_online = 1.5\n", "16: event.capacity_online: '1.5' is"),
    ("2031-01-01\n", f"2031-01-01\ncapacity_online = {'9' * 30}\n", "16: event.capacity_online"),
    ("2031-01-01\n", '2031-01-01\nfree_of_charge = "no"\n', "16: event.free_of_charge: 'no' is"),
    ("2031-01-01\n", '2031-01-01\ncountry = "UK"\n', "16: event.country: 'UK' is no country's cod"),
    ("[event]", "[evnt]", "6: evnt: there is no such table — the tables are series, event, stops"),
    ("[event]", "[evnt]", "event: this table is missing — write [event]"),
    ('code = "D2"', 'code = "D1"', "26: stops[2].code: this code stands already — every one once"),
    ('"Pacific/Chatham"', '"UTC+2"', "21: stops[1].zone: 'UTC+2' is no time zone"),
    ('"2030-05-17T00:30"', '"2030-05-16T12:00"', "31: stops[2].ends: is not after starts"),
    ("[[stops]]\ncode", "[stops]\ncode", "is no TOML: "),
    ("Tours", "To\x07urs", "3: is no TOML: Illegal character"),
    ('name_en = "Tours"', 'name_en = "Tours', "3: is no TOML: Illegal character"),
    ('name_en = "Tours"', "name_en = " + "[" * 5000, "is nested too deeply"),
    ('name_en = "Tours"', "name_en = " + "9" * 5000, "is no TOML: "),
    (
        'name_en = "Tours"',
        f'name_en = "{"x" * 201}"',
        "201 characters long — at most 200 are taken",
    ),
]


@pytest.mark.parametrize(("old", "new", "problem"), FAULTS)
def test_tour_at_fault_is_refused_by_line_and_key(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert old in TOUR

    problems = reading(tmp_path, TOUR.replace(old, new))

    assert any(problem in told for told in problems), problems


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "tour.toml: series: this table is missing — write [series]"),
        ("å".encode("latin-1"), "tour.toml:1: holds the byte 0xE5 — save the file as UTF-8"),
        (TOUR.encode("utf-16"), "tour.toml:1: is UTF-16, or holds NUL as UTF-16 does"),
        (b"#" * 1_000_001, "tour.toml: is longer than 1000000 characters"),
        (b"series = 1", "tour.toml:1: series: this table is missing — write [series]"),
        (b"[[series]]", "tour.toml:1: series[1]: this table is missing — write [series]"),
        (b"stops = [1]", "stops[1]: is no list of tables — write [[stops]] before each"),
    ],
)
def test_tour_that_is_none_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    problems = reading(tmp_path, content)

    assert any(problem in told for told in problems), problems


@pytest.mark.parametrize(
    ("starts", "problem"),
    [
        ("2030-03-31T02:30", "starts: 2030-03-31T02:30 does not exist in Europe/Berlin"),
        ("2030-10-27T02:30", "starts: 2030-10-27T02:30 happens twice in Europe/Berlin"),
    ],
)
def test_tour_refuses_wall_times_without_one_instant(
    tmp_path: Path, starts: str, problem: str
) -> None:
    text = TOUR.replace("Pacific/Chatham", "Europe/Berlin").replace("2030-05-15T12:00", starts)

    problems = reading(tmp_path, text)

    assert any(told.startswith(f"tour.toml:22: stops[1].{problem}") for told in problems)
