"""`eventapp report`, `slots` and `ledger`, run as people run them."""

import csv
import io
import json
import os
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import Command
from tests.factories import (
    NOON,
    make_event,
    make_log_in,
    make_registration,
    make_session,
    make_speaker,
    make_stop,
)

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what no engine has a part in: each run of a command takes its second."""

KEYS = [
    "event",
    "series",
    "generated_at",
    "definitions_version",
    "tzdata_version",
    "cut_off",
    "registrants",
    "countries",
    "continents",
    "stops",
    "sessions",
    "by_country",
    "by_continent",
    "by_sector",
    "by_gender",
    "by_language",
    "speakers",
    "speaker_countries",
    "speakers_by_country",
    "speaker_gender",
    "registrant_gender",
    "speaker_gender_by_stop",
    "logins",
    "live_viewers",
    "live_viewer_countries",
    "person_days",
    "no_show_share",
    "watch_minutes",
    "raw_minutes",
    "stops_attended",
    "per_stop",
    "per_session",
    "on_demand",
    "returning",
    "check_ins",
]


@pytest.fixture
def tour(app: Flask) -> None:
    """Make an event with seven registrants, one of whom is alone in a country."""
    event = make_event("tour")
    stop = make_stop(event, "D1")
    make_session(stop, "D1-1")
    make_speaker(event)
    people = [make_registration(event) for _ in range(6)]
    people.append(make_registration(event, country_code="JP", zone="Asia/Tokyo"))
    make_log_in(stop, people[0], NOON)


def test_report_prints_every_figure_as_json(tour: None, run_command: Command) -> None:
    done = run_command("report", "tour", "--format", "json")

    found = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert [key for key in KEYS if key not in found] == []
    assert found["by_country"] == {"SE": 6, "JP": 1}
    assert found["cut_off"] == found["generated_at"]


@on_sqlite
def test_public_report_merges_small_groups(tour: None, run_command: Command) -> None:
    found = json.loads(run_command("report", "tour", "--public").stdout)

    assert found["by_country"] == {"merged": 7}


@on_sqlite
def test_report_as_csv_says_what_was_not_measured(tour: None, run_command: Command) -> None:
    done = run_command("report", "tour", "--format", "csv", "--language", "sv")

    lines = list(csv.reader(io.StringIO(done.stdout)))
    assert lines[0] == ["figure", "group", "value"]
    assert ["by_country", "JP", "1"] in lines
    assert ["check_ins", "", "inte mätt"] in lines


@on_sqlite
def test_report_goes_to_a_file_in_utf_8(
    tour: None, run_command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "LC_ALL", "C")
    monkeypatch.setitem(os.environ, "PYTHONIOENCODING", "ascii")
    place = tmp_path / "report.csv"

    printed = run_command("report", "tour", "--format", "csv", "--language", "sv")
    done = run_command("report", "tour", "--format", "csv", "--language", "sv", "-o", str(place))

    assert (printed.returncode, done.returncode, done.stdout) == (0, 0, "")
    assert "inte mätt" in place.read_text(encoding="utf-8")


@on_sqlite
def test_report_takes_a_cut_off(tour: None, run_command: Command) -> None:
    done = run_command("report", "tour", "--cut-off", "2030-05-01T00:00:00Z")

    assert json.loads(done.stdout)["cut_off"] == "2030-05-01T00:00:00Z"


@on_sqlite
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["report", "nothing"], "there is no event 'nothing'"),
        (["report", "tour", "--cut-off", "yesterday"], "no instant"),
        (["report", "tour", "--cut-off", "2030-02-30T00:00:00Z"], "no instant"),
        (["report", "tour", "--format", "pdf"], "later release"),
        (["report", "tour", "-o", "/nowhere/report.json"], "cannot be written"),
        (["slots", "tour", "--on", "2030-02-30", "--minutes", "60"], "no day"),
        (["slots", "tour", "--on", "9999-12-31", "--minutes", "60"], "between 1900 and 2200"),
        (["slots", "nothing", "--on", "2030-02-28", "--minutes", "60"], "no event"),
        (["ledger", "nothing"], "no event"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    tour: None, run_command: Command, arguments: list[str], words: str
) -> None:
    done = run_command(*arguments)

    assert done.returncode == 1
    assert done.stdout == ""
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


@on_sqlite
def test_slots_are_ranked_four_ways(tour: None, run_command: Command) -> None:
    done = run_command("slots", "tour", "--on", "2030-05-15", "--minutes", "90", "--step", "60")

    found = json.loads(done.stdout)
    assert (found["zone"], found["minutes"], found["step"]) == ("Europe/Stockholm", 90, 60)
    assert found["weights"]["mark_minutes"] == 15
    assert len(found["by_registrants"]) == 14
    assert {"by_country", "by_speakers", "by_worst_zone"} <= found.keys()


def test_ledger_names_the_dearest_zone_first(tour: None, run_command: Command) -> None:
    found = json.loads(run_command("ledger", "tour", "--format", "json").stdout)

    assert [(row["zone"], row["country"]) for row in found["rows"]] == [
        ("Asia/Tokyo", "JP"),
        ("Europe/Stockholm", "SE"),
    ]
