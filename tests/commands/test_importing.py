"""`eventapp import` as people run it."""

from pathlib import Path

from flask import Flask

from tests.conftest import Command
from tests.exchange.files import on_sqlite, written
from tests.factories import make_appearance, make_event, make_session, make_speaker, make_stop
from tests.releases.releasing import move, release

TOUR = """\
[series]
slug = "s"
name_en = "S"
name_sv = "S"
[event]
slug = "e"
name_en = "E"
name_sv = "E"
kind = "webinar"
format = "online"
zone = "Europe/Stockholm"
languages = ["en"]
"""
METRICS = "metric,measured_on,value,source\nfollowers,2021-12-31,7,report\n"


@on_sqlite
def test_import_tells_what_was_stored_and_why_not(run_command: Command, tmp_path: Path) -> None:
    tour = written(tmp_path, TOUR, "tour.toml")
    header = "code,given_name,family_name,country,zone,gender,sector,organisation\n"
    row = "X1,Ada,,UK,Europe/Stockholm,woman,region,\n"
    people = written(tmp_path, header + row, "people.csv")

    first = run_command("import", "tour", str(tour))
    refused = run_command("import", "speakers", "e", str(people))
    unknown = run_command("import", "speakers", "f", str(people))

    assert (first.returncode, first.stdout) == (0, "tour.toml: 0 rows, 2 new or changed.\n")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == (
        f"{people}:2: country: 'UK' is no country's code — GB is meant\n"
        "Error: nothing of the file was stored.\n"
    )
    assert (unknown.returncode, unknown.stderr) == (
        1,
        "Error: there is no event 'f' — known are: e\n",
    )


@on_sqlite
def test_import_of_site_files_takes_an_event_or_none(run_command: Command, tmp_path: Path) -> None:
    metrics = written(tmp_path, METRICS, "metrics.csv")

    without = run_command("import", "metrics", str(metrics))
    unknown = run_command("import", "metrics", str(metrics), "e")

    assert (without.returncode, without.stdout) == (0, "metrics.csv: 1 row, 1 new or changed.\n")
    assert (unknown.returncode, unknown.stderr) == (
        1,
        "Error: there is no event 'e' — known are: there is none yet, import a tour first\n",
    )


PROGRAMME = """\
code,stop,kind,starts,ends,zone,title_en,title_sv,theme,host_country,guest_zone,track
S1,D1,panel,2030-05-15T15:00,2030-05-15T15:45,Europe/Stockholm,S1,Nytt,,,,Blue
S2,D1,talk,2030-05-15T14:00,2030-05-15T14:45,Europe/Stockholm,New,,,,,Blue
"""


@on_sqlite
def test_files_of_a_programme_are_shown_first(
    app: Flask, run_command: Command, tmp_path: Path
) -> None:
    event = make_event("tour")
    talk = make_session(make_stop(event, "D1"), "S1")
    make_appearance(talk, make_speaker(event, "T1"))
    programme = written(tmp_path, PROGRAMME, "programme.csv")
    header = "code,given_name,family_name,country,zone,gender,sector,organisation\n"
    person = "T2,Bo,Ek,SE,Europe/Stockholm,man,region,\n"
    people = written(tmp_path, header + person, "people.csv")
    line_up = written(tmp_path, "session,speaker,role\nS1,T1,host\n", "lineup.csv")

    first = run_command("import", "programme", "tour", str(programme), "--dry-run")
    second = run_command("import", "speakers", "tour", str(people), "--dry-run")
    third = run_command("import", "lineup", "tour", str(line_up), "--dry-run")
    refused = run_command("import", "lineup", "tour", str(people), "--dry-run")
    done = run_command("import", "programme", "tour", str(programme))

    span = "2030-05-15T14:00 to 2030-05-15T14:45 → 2030-05-15T15:00 to 2030-05-15T15:45"
    assert first.stdout.splitlines() == [
        f"moved session S1: {span} Europe/Stockholm",
        "changed session S1: kind, title_sv, track",
        "new session S2: 2030-05-15T14:00 Europe/Stockholm, Blue: New",
        "programme.csv: 2 rows, 3 new or changed.",
        "A dry run: nothing was stored.",
    ]
    assert second.stdout.startswith("new person T2: Bo Ek\n")
    assert third.stdout.startswith("new line-up S1 T1 host: Ada T1\n")
    assert (refused.returncode, "this column is missing" in refused.stderr) == (1, True)
    assert done.stdout == "programme.csv: 2 rows, 2 new or changed.\n"


@on_sqlite
def test_command_tells_what_it_forgets_of_a_released_programme(
    app: Flask, run_command: Command, tmp_path: Path
) -> None:
    talk = make_session(make_stop(make_event("tour"), "D1"), "S1")
    release(talk.event_id)
    move(talk)
    programme = written(tmp_path, PROGRAMME, "programme.csv")

    told = run_command("import", "programme", "tour", str(programme), "--dry-run")

    assert "moved session S1: 2030-05-15T14:00" in told.stdout
    assert "1 session(s) of the file hold what waits for a release: it is forgotten." in told.stdout
