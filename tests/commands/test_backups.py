"""`eventapp backup` and `eventapp restore` as people run them."""

from pathlib import Path

from flask import Flask

from eventapp.events.queries import slugs_of_events
from eventapp.foundation.database import db
from tests.conftest import Command
from tests.factories import make_event


def test_backup_is_taken_back_where_people_say_so(
    app: Flask, run_command: Command, tmp_path: Path
) -> None:
    file = str(tmp_path / "backup.zip")
    make_event("ours")
    backup = run_command("backup", file)
    make_event("later")

    refused = run_command("restore", file)
    replaced = run_command("restore", file, "--replace")

    assert (backup.returncode, backup.stderr) == (0, "")
    assert backup.stdout.startswith(f"{file}: ")
    assert refused.returncode == 1
    assert "the database holds rows; say --replace" in refused.stderr
    assert (replaced.returncode, replaced.stderr) == (0, "")
    assert "Restored " in replaced.stdout
    db.session.remove()
    assert list(slugs_of_events()) == ["ours"]
    (safe,) = tmp_path.glob("before-restore-*.zip")
    assert run_command("restore", str(safe), "--replace").returncode == 0
    db.session.remove()
    assert list(slugs_of_events()) == ["later", "ours"]


def test_file_that_is_no_backup_changes_nothing(
    app: Flask, run_command: Command, tmp_path: Path
) -> None:
    make_event("ours")
    (tmp_path / "no.zip").write_text("no backup")

    for name in ("no.zip", "missing.zip"):
        ended = run_command("restore", str(tmp_path / name), "--replace")
        assert ended.returncode == 1
        assert "is not taken: " in ended.stderr
        assert "Traceback" not in ended.stderr

    assert list(slugs_of_events()) == ["ours"]


def test_backup_into_a_folder_that_is_not_there_says_so(
    app: Flask, run_command: Command, tmp_path: Path
) -> None:
    ended = run_command("backup", str(tmp_path / "none" / "b.zip"))

    assert ended.returncode == 1
    assert "cannot be written: No such file or directory" in ended.stderr
