"""`eventapp check settings`, and the server that refuses unsafe ones."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

Ended = subprocess.CompletedProcess[str]


def run(tmp_path: Path, *arguments: str, **changes: str) -> Ended:
    """Run a command with the settings of a site of its own."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("EVENTAPP_")},
        "EVENTAPP_DATA_DIR": str(tmp_path / "data"),
        **changes,
    }
    return subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-m", "eventapp", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_new_installation_is_safe_and_gets_its_tables(tmp_path: Path) -> None:
    ended = run(tmp_path, "check", "settings")

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "The settings are safe.\n", "")
    assert run(tmp_path, "db", "check").returncode == 0


def test_warning_lets_the_settings_pass(tmp_path: Path) -> None:
    ended = run(tmp_path, "check", "settings", EVENTAPP_RATE_LIMIT="off")

    assert ended.returncode == 0
    assert ended.stderr.startswith("Warning (rate-limit-off): ")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"EVENTAPP_SECRET_KEY": "dev"}, "Refused (secret-short): "),
        ({"EVENTAPP_BASE_URL": "example.org"}, "Refused (base-url-malformed): "),
        (
            {"EVENTAPP_BASE_URL": "https://example.org", "EVENTAPP_DEVELOPMENT": "1"},
            "Refused (development-public): ",
        ),
        (
            {"EVENTAPP_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"},
            "Refused (database-away): ",
        ),
        ({"EVENTAPP_DATA_DIR": "/proc/none"}, "Error: /proc/none cannot be used: "),
    ],
)
def test_server_refuses_to_start_in_words(
    tmp_path: Path, changes: dict[str, str], words: str
) -> None:
    ended = run(tmp_path, "serve", "--port", "0", **changes)

    assert ended.returncode == 1
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr


def test_server_refuses_tables_of_another_version(tmp_path: Path) -> None:
    run(tmp_path, "db", "upgrade")
    run(tmp_path, "db", "downgrade", "base")

    ended = run(tmp_path, "check", "settings")

    assert ended.returncode == 1
    assert "eventapp db upgrade" in ended.stderr
