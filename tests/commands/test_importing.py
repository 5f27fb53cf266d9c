"""`eventapp import` as people run it."""

from pathlib import Path

from tests.conftest import Command
from tests.exchange.files import on_sqlite, written

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
