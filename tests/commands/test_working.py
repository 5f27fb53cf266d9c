"""`eventapp worker` as a process, and what it does with each kind of answer."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.commands.working import Outcome, send_mails, send_next
from eventapp.config import Settings
from eventapp.foundation.clock import utc_now
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.mail.actions import queue_mail
from eventapp.mail.delivery import FileTransport, SmtpTransport
from eventapp.mail.models import OutboxMail
from eventapp.mail.queries import MailCounts, mail_counts
from eventapp.mail.rules import Letter
from eventapp.mail.smtp_address import smtp_server
from tests.conftest import Command
from tests.factories import make_event, make_stop
from tests.mail.sink import listening, parsed
from tests.ports import held_port
from tests.registration.applicants import make_applicant
from tests.registration.test_registering import apply

LEASE = timedelta(minutes=3)
LONGEST_WAIT = 120.0
"""Seconds; only a test that fails waits so long."""


def register_some(count: int) -> None:
    event = make_event()
    make_stop(event)
    event_id = event.id
    for number in range(count):
        apply(event_id, make_applicant(f"mio{number}"), now=utc_now())


def settings(app: Flask) -> Settings:
    found = app.extensions["settings"]
    assert isinstance(found, Settings)
    return found


def test_worker_writes_files_that_a_person_can_open(app: Flask, run_command: Command) -> None:
    register_some(2)

    first = run_command("worker", "--once")
    second = run_command("worker", "--once")

    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    places = list((settings(app).data_dir / "outbox").glob("*.eml"))
    assert len(places) == 2
    assert {parsed(place.read_bytes())["To"] for place in places} == {
        "mio0@example.org",
        "mio1@example.org",
    }
    assert mail_counts() == MailCounts(0, 2, 0)


def test_send_mails_speaks_to_a_real_server(app: Flask) -> None:
    register_some(3)

    with listening() as (sink, url):
        sink.recipient_answers = ["550 nobody", "450 later"]
        reached = send_mails(SmtpTransport(smtp_server(url)), Event(), lease=LEASE, once=True)

    assert reached
    assert [message["To"] for message in sink.messages()] == ["mio2@example.org"]
    assert mail_counts() == MailCounts(waiting=1, sent=1, failed=1)
    names = db.session.scalars(sa.select(OutboxMail.name).where(OutboxMail.sent_at.is_not(None)))
    assert sink.messages()[0]["Message-ID"] == f"<{names.one()}@localhost>"


def test_send_mails_blames_no_mail_when_nobody_takes_them(app: Flask) -> None:
    register_some(2)

    with held_port() as port:
        transport = SmtpTransport(smtp_server(f"smtp://127.0.0.1:{port}"))
        reached = send_mails(transport, Event(), lease=LEASE, once=True)

    assert not reached
    assert mail_counts() == MailCounts(2, 0, 0)
    assert db.session.scalars(sa.select(OutboxMail.attempts)).all() == [0, 0]
    assert db.session.scalars(sa.select(OutboxMail.leased_until)).all() == [None, None]


def test_send_next_puts_off_what_cannot_be_written(app: Flask, tmp_path: Path) -> None:
    make_event()
    letter = Letter("no such kind", "a@example.org", "sv", "UTC", {})
    with transaction():
        queue_mail(letter, now=utc_now())

    outcome = send_next(FileTransport(tmp_path), lease=LEASE)

    assert outcome is Outcome.NOT_SENT
    assert db.session.scalar(sa.select(OutboxMail.last_error)) == "KeyError"


def test_send_next_gives_up_what_tells_of_nothing(app: Flask, tmp_path: Path) -> None:
    letter = Letter("changed", "a@example.org", "sv", "UTC", {"registration": 99})
    with transaction():
        queue_mail(letter, now=utc_now())

    assert send_next(FileTransport(tmp_path), lease=LEASE) is Outcome.NOT_SENT
    assert mail_counts() == MailCounts(0, 0, 1)
    assert send_next(FileTransport(tmp_path), lease=LEASE) is Outcome.NOTHING_TO_DO


def test_worker_ends_in_peace_when_told_to(app: Flask, database_url: str) -> None:
    register_some(1)
    outbox = settings(app).data_dir / "outbox"
    environment = os.environ | {
        "EVENTAPP_DATABASE_URL": database_url,
        "EVENTAPP_DATA_DIR": str(settings(app).data_dir),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "eventapp", "worker"], env=environment, stderr=subprocess.PIPE
    )
    end = time.monotonic() + LONGEST_WAIT
    while not mail_counts().sent and time.monotonic() < end:
        db.session.rollback()
        time.sleep(0.05)

    process.send_signal(signal.SIGTERM)

    assert process.wait(LONGEST_WAIT) == 0
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    assert len(list(outbox.glob("*.eml"))) == 1


def test_worker_names_a_server_that_is_none(
    app: Flask, run_command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVENTAPP_SMTP_URL", "mail.example.org")

    result = run_command("worker", "--once")

    assert result.returncode == 1
    assert "EVENTAPP_SMTP_URL" in result.stderr
