"""Senders killed while they send: every mail arrives, and one sent twice is known by its name.

    python -m tests.faults.mails [--mails 2000] [--kills 100]

runs on both engines against a real mail server, prints a line for each and one for a control that
marks a mail as sent before it sends it, and ends with 1 when a mail was lost, when more were sent
twice than senders were killed, or when the control lost none.
"""

import argparse
import multiprocessing
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.context import ForkServerProcess
from random import Random
from threading import Event as Flag
from typing import NamedTuple

import sqlalchemy as sa

from eventapp.commands.working import send_mails, transport_for
from eventapp.foundation.clock import utc_now
from eventapp.foundation.database import db
from eventapp.foundation.transaction import reading, transaction
from eventapp.mail.actions import lease_mail, mark_sent
from eventapp.mail.models import OutboxMail
from eventapp.mail.queries import mail_counts
from eventapp.registration.registering import register
from eventapp.web.letters import compose
from tests.factories import make_event, make_stop
from tests.faults.ground import ENGINES, PRELOADED, new_database, opened
from tests.mail.sink import Sink, listening
from tests.registration.applicants import make_applicant

SENDERS = 3
LEASE = timedelta(seconds=8)
PATIENCE_SECONDS = 600

Way = Callable[[], None]


class Tally(NamedTuple):
    """What came of a run."""

    mails: int
    kills: int
    lost: int
    twice: int
    waiting: int
    seconds: float

    @property
    def is_clean(self) -> bool:
        return self.lost == 0 and self.waiting == 0 and self.twice <= self.kills


class Trial(NamedTuple):
    """What a run is told."""

    url: str
    smtp_url: str
    mails: int
    kills: int
    way: Way


def leasing() -> None:
    """Send as the application does, until killed."""
    send_mails(transport_for(), Flag(), lease=LEASE, once=False)


def marking_first() -> None:
    """Send as one should not: mark a mail as sent, then send it."""
    transport = transport_for()
    while True:
        with transaction():
            mail = lease_mail(now=utc_now(), lease=LEASE)
            if mail is not None:
                mark_sent(mail, now=utc_now())
        if mail is None:
            time.sleep(0.1)
            continue
        with reading():
            message = compose(mail)
        if message is not None:
            transport.send(mail, message)


def _sender(url: str, smtp_url: str, way: Way) -> None:
    with opened(url, smtp_url):
        way()


def _queue(url: str, mails: int) -> None:
    with opened(url):
        event = make_event()
        make_stop(event)
        event_id = event.id
        for first in range(0, mails, 100):
            with transaction():
                for number in range(first, min(mails, first + 100)):
                    applicant = make_applicant(f"client{number}")
                    register(event_id, applicant, now=utc_now(), key="")


def run(url: str, mails: int, kills: int, way: Way, *, seed: int = 1) -> Tally:
    """Queue mails and send them all, killing a sender each time some more have arrived."""
    _queue(url, mails)
    began = time.monotonic()
    with listening() as (sink, smtp_url):
        trial = Trial(url, smtp_url, mails, kills, way)
        killed = _send_and_kill(trial, sink, Random(seed))  # noqa: S311 -- nothing secret
        seconds = time.monotonic() - began
        with opened(url):
            return _audited(sink, mails, killed, seconds)


def _send_and_kill(trial: Trial, sink: Sink, chance: Random) -> int:
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(PRELOADED)

    def start() -> ForkServerProcess:
        process = processes.Process(target=_sender, args=(trial.url, trial.smtp_url, trial.way))
        process.start()
        return process

    senders = [start() for _ in range(SENDERS)]
    killed, step = 0, trial.mails / (trial.kills + 1)
    end = time.monotonic() + PATIENCE_SECONDS
    while _waiting(trial.url) and time.monotonic() < end:
        if killed < trial.kills and len(sink.envelopes) >= killed * step:
            time.sleep(chance.random() * 0.03)
            victim = senders.pop(chance.randrange(SENDERS))
            victim.kill()
            victim.join()
            killed += 1
            senders.append(start())
        else:
            time.sleep(0.005 if killed < trial.kills else 0.2)
    time.sleep(0.5)
    for process in senders:
        process.terminate()
        process.join()
    return killed


def _waiting(url: str) -> int:
    engine = _ENGINES.setdefault(url, sa.create_engine(url))
    with engine.connect() as connection:
        statement = "SELECT count(*) FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL"
        return int(connection.exec_driver_sql(statement).scalar_one())


_ENGINES: dict[str, sa.Engine] = {}


def _audited(sink: Sink, mails: int, killed: int, seconds: float) -> Tally:
    """Compare what arrived with what was queued; every mail is parsed strictly."""
    arrived = [message["Message-ID"] for message in sink.messages()]
    queued = {f"<{name}@localhost>" for name in db.session.scalars(sa.select(OutboxMail.name))}
    return Tally(
        mails=mails,
        kills=killed,
        lost=len(queued - set(arrived)),
        twice=len(arrived) - len(set(arrived)),
        waiting=mail_counts().waiting,
        seconds=round(seconds, 1),
    )


def main() -> int:
    """Run on both engines, with the control."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=100)
    wish = parser.parse_args()
    good = True
    for engine in ENGINES:
        for way in (leasing, marking_first):
            with new_database(engine) as url:
                tally = run(url, wish.mails, wish.kills, way)
                _ENGINES.pop(url).dispose()
            good &= tally.is_clean if way is leasing else tally.lost > 0
            print(f"{engine:<10} {way.__name__:<13} {tally}", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
