"""Many edits of one session at once: none that was acknowledged is silently lost.

    python -m tests.faults.edits [--edits 600]

runs on both engines. Everybody reads the session, thinks a moment, changes one field and sends the
whole form; who is told that others changed the same field looks again and sends anew. Each
acknowledged edit says what it saw and what it wrote: for every field they must form one chain from
the first value to the stored one. The control stores each form as it was sent, and must lose some.
"""

import argparse
import multiprocessing
import random
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from typing import NamedTuple

import sqlalchemy as sa

from eventapp.audit.models import AuditEntry
from eventapp.foundation.changes import assign
from eventapp.foundation.database import db
from eventapp.foundation.edits import Seen, seen_of
from eventapp.foundation.refusals import StaleEdit
from eventapp.foundation.transaction import reading, transaction
from eventapp.programme.changing import EDITED, change_session, locked_session
from eventapp.programme.models import Session
from eventapp.programme.rules import SessionDetails
from tests.factories import make_event, make_session, make_stop
from tests.faults.ground import ENGINES, PRELOADED, new_database, opened

NOW = datetime(2030, 5, 15, 12, 0, tzinfo=UTC)
PROCESSES = 4
THREADS = 4
FIELDS = ("title_en", "title_sv", "abstract_en", "abstract_sv", "theme", "language")
LONGEST_THOUGHT = 0.02

Way = Callable[[int, SessionDetails, Seen], None]


class Edit(NamedTuple):
    """An acknowledged edit: the field, what it saw there, what it wrote, how often it was told."""

    field: str
    saw: str
    wrote: str
    told: int


class Tally(NamedTuple):
    """What came of a run."""

    edits: int
    lost: int
    told: int
    """How often somebody was shown what others had saved."""
    unnoted: int
    """Edits without a row in the record of changes."""

    @property
    def is_clean(self) -> bool:
        return self.lost == 0 and self.unnoted == 0


def merging(session_id: int, details: SessionDetails, seen: Seen) -> None:
    """Save as the application does."""
    with transaction():
        change_session(session_id, details, seen, actor="account:1", now=NOW)


def last_wins(session_id: int, details: SessionDetails, _seen: Seen) -> None:
    """Save as one should not: whatever the form holds."""
    values = {name: getattr(details, name) for name in FIELDS}
    with transaction():
        assign(locked_session(session_id), values)


def one_edit(session_id: int, number: int, way: Way) -> Edit:
    """Change a field until that is acknowledged."""
    chance = random.Random(number)  # noqa: S311 -- no secret
    field, told = chance.choice(FIELDS), 0
    wish = f"t{number}" if field == "theme" else f"x-{number:05}" if field == "language" else ""
    wish = wish or f"edit {number}"
    while True:
        with reading():
            session = db.session.get_one(Session, session_id)
            saw, seen = str(getattr(session, field)), seen_of(session, EDITED)
            names = (name for name in SessionDetails._fields if name != "track")
            values = {name: getattr(session, name) for name in names}
        details = SessionDetails(**values | {"track": "", field: wish})
        time.sleep(chance.uniform(0, LONGEST_THOUGHT))
        try:
            way(session_id, details, seen)
        except StaleEdit:
            told += 1
        else:
            return Edit(field, saw, wish, told)


def _people(
    url: str, session_id: int, numbers: list[int], way: Way, start: Barrier, said: "Queue[Edit]"
) -> None:
    """Be some of those who edit: a process with threads, started with the others."""

    def work(number: int) -> Edit:
        with app.app_context():
            try:
                return one_edit(session_id, number, way)
            finally:
                db.session.remove()

    with opened(url) as app, ThreadPoolExecutor(THREADS) as threads:
        start.wait()
        for edit in threads.map(work, numbers):
            said.put(edit)


def run(url: str, edits: int, way: Way) -> Tally:
    """Let everybody edit a new session, and count what came of it."""
    with opened(url):
        session = make_session(make_stop(make_event(f"event-{way.__name__}")), "S1")
        session_id, first = session.id, {name: str(getattr(session, name)) for name in FIELDS}
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(PRELOADED)
    start, said = processes.Barrier(PROCESSES), processes.Queue()
    running = [
        processes.Process(
            target=_people,
            args=(url, session_id, list(range(begin, edits, PROCESSES)), way, start, said),
        )
        for begin in range(PROCESSES)
    ]
    for process in running:
        process.start()
    done = [said.get(timeout=300) for _ in range(edits)]
    for process in running:
        process.join()
    with opened(url):
        session = db.session.get_one(Session, session_id)
        stored = {name: str(getattr(session, name)) for name in FIELDS}
        noted = db.session.scalars(sa.select(AuditEntry.detail)).all()
    kept = sum(len(_chain(done, field, first[field], stored[field])) for field in FIELDS)
    told = sum(edit.told for edit in done)
    return Tally(edits, edits - kept, told, max(0, edits - len(noted)))


def _chain(done: list[Edit], field: str, first: str, stored: str) -> list[Edit]:
    """Give the edits of a field that led from the first value to the stored one."""
    written = {edit.wrote: edit for edit in done if edit.field == field}
    chain: list[Edit] = []
    value = stored
    while value != first and value in written:
        chain.append(written.pop(value))
        value = chain[-1].saw
    return chain


def main() -> int:
    """Run on both engines, with the control."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=600)
    wish = parser.parse_args()
    good = True
    for engine in ENGINES:
        for way in (merging, last_wins):
            with new_database(engine) as url:
                tally = run(url, wish.edits, way)
            good &= tally.is_clean if way is merging else tally.lost > 0
            print(f"{engine:<10} {way.__name__:<10} {tally}", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
