"""`eventapp demo` as people run it."""

import re
from pathlib import Path

from flask import Flask

from eventapp.accounts.actions import account_with_password
from eventapp.commands.demo import ORGANISER
from eventapp.exchange.demo_speakers import UNANSWERED
from eventapp.speaking.queries import invitation_by_token
from tests.conftest import Command
from tests.exchange.files import on_sqlite
from tests.factories import make_event


def test_demo_is_made_and_made_anew(app: Flask, run_command: Command) -> None:
    first = run_command("demo", "--no-serve")
    again = run_command("demo", "--no-serve", "--port", "8000")

    assert (first.returncode, first.stderr) == (0, "")
    assert (again.returncode, again.stderr) == (0, "")
    assert "http://127.0.0.1:5000/events/atmp-world-tour-2021/programme" in first.stdout
    assert "http://127.0.0.1:8000/events/atmp-world-tour-2021/figures" in again.stdout
    assert re.search(r"http://127.0.0.1:8000/events/atmp-world-tour-\d+/register", again.stdout)
    speaker = re.search(r"Speaker +http://127.0.0.1:8000/speaking/(\S+)", again.stdout)
    assert speaker is not None
    invitation = invitation_by_token(speaker[1])
    assert invitation is not None
    assert (invitation.speaker.code, invitation.answered_at) == (UNANSWERED, None)
    password = re.search(r"Password +(\S+)", again.stdout)
    assert password is not None
    assert account_with_password(ORGANISER, password[1]) is not None


@on_sqlite
def test_demo_leaves_other_events_alone(app: Flask, run_command: Command) -> None:
    make_event("ours")

    refused = run_command("demo", "--no-serve")

    assert refused.returncode == 1
    assert refused.stderr.startswith("Error: this database holds events that are no demo")
    assert "Traceback" not in refused.stderr


@on_sqlite
def test_demo_fits_an_installation_that_has_no_database_yet(
    run_command: Command, tmp_path: Path
) -> None:
    (tmp_path / "test.sqlite").unlink(missing_ok=True)

    assert run_command("demo", "--no-serve").returncode == 0
