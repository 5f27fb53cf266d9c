"""`eventapp import schedule`."""

import json
from pathlib import Path

from flask import Flask

from tests.conftest import Command
from tests.exchange.test_schedule_import import file_of
from tests.factories import make_event


def test_schedule_is_shown_first_and_stored_then(
    app: Flask, run_command: Command, tmp_path: Path
) -> None:
    make_event("tour")
    path = file_of(tmp_path, {})

    tried = run_command("import", "schedule", "tour", str(path), "--dry-run")
    stored = run_command("import", "schedule", "tour", str(path))
    again = run_command("import", "schedule", "tour", str(path))

    told = "new session E35: 2030-05-15T10:30 Europe/Stockholm, Anamudi: Opening Ceremony"
    assert told in tried.stdout
    assert "A dry run: nothing was stored." in tried.stdout
    assert told in stored.stdout
    assert "schedule.json: 1 row, 3 new or changed." in stored.stdout
    assert again.stdout.startswith("schedule.json: 1 row, none new or changed.")
    assert {tried.returncode, stored.returncode, again.returncode} == {0}


def test_bad_schedule_is_refused_with_status_1(
    app: Flask, run_command: Command, tmp_path: Path
) -> None:
    make_event("tour")
    path = tmp_path / "schedule.json"
    path.write_text(json.dumps({"schedule": {}}))

    ended = run_command("import", "schedule", "tour", str(path))
    nowhere = run_command("import", "schedule", "nowhere", str(path))

    assert (ended.returncode, nowhere.returncode) == (1, 1)
    assert "is no schedule" in ended.stderr
    assert "there is no event 'nowhere'" in nowhere.stderr
