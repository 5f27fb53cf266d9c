"""Backups made under load, each taken back and compared with what was acknowledged.

    python -m tests.faults.backups [--engine sqlite|postgresql] [--backups 40] [--control]

`--control` copies the file of SQLite as it lies there instead: some of the copies must be bad, or
the load was none.
"""

import argparse
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa
from flask import Flask

from eventapp.app import create_app
from eventapp.audit.models import AuditEntry
from eventapp.commands.backups import take_back
from eventapp.foundation.clock import utc_now
from eventapp.foundation.database import db
from eventapp.operations.archive import reading_archive
from eventapp.operations.dumping import back_up
from eventapp.registration.models import Registration
from tests.conftest import settings_for
from tests.faults.databases import empty_database, let_go, new_site, server_url
from tests.faults.writing import ACTION, acknowledged, writers


class Drill(NamedTuple):
    """What came of one backup: what is wrong with it, how many rows, and how long it took."""

    wrong: tuple[str, ...]
    rows: int
    seconds_out: float
    seconds_back: float


def drill(app: Flask, ledger: Path, engine: str, folder: Path, server: str) -> Drill:
    """Make a backup, take it back into a new database, and compare."""
    place = folder / "backup.zip"
    before = acknowledged(ledger)
    began = time.perf_counter()
    with app.app_context():
        back_up(place, folder, now=utc_now())
    out = time.perf_counter() - began
    with empty_database(engine, folder, server) as url, reading_archive(place) as reader:
        began = time.perf_counter()
        copy = create_app(settings_for(url, folder))
        take_back(copy, reader)
        back = time.perf_counter() - began
        with copy.app_context():
            wrong = tuple(problems(before))
        let_go(copy)
    return Drill(wrong, reader.manifest.rows, out, back)


def problems(before: set[str]) -> list[str]:
    """Give what is wrong with the copy whose application is open."""
    found = []
    kept = set(db.session.scalars(sa.select(Registration.code)))
    noted = set(db.session.scalars(sa.select(AuditEntry.subject).filter_by(action=ACTION)))
    if before - kept:
        found.append(f"{len(before - kept)} acknowledged registrations are missing")
    if kept ^ noted:
        found.append(f"{len(kept ^ noted)} transactions are there by half")
    if db.engine.dialect.name == "sqlite":
        said = db.session.scalar(sa.text("PRAGMA integrity_check"))
        if said != "ok":
            found.append(str(said))
    return found


def plain_copy(app: Flask, ledger: Path, folder: Path) -> list[str]:
    """Copy the file of SQLite and its log as they lie there, and give what is wrong with them."""
    source = app.extensions["settings"].database_url.removeprefix("sqlite:///")
    before = acknowledged(ledger)
    copy = Path(tempfile.mkdtemp(dir=folder)) / "copy.sqlite"
    for end in ("", "-wal"):
        shutil.copy(f"{source}{end}", f"{copy}{end}")
    try:
        with closing(sqlite3.connect(copy)) as connection:
            said = connection.execute("PRAGMA integrity_check").fetchone()[0]
            kept = {row[0] for row in connection.execute("SELECT code FROM registration")}
    except sqlite3.DatabaseError as error:
        return [str(error)]
    missing = before - kept
    return ([] if said == "ok" else [said]) + ([f"{len(missing)} missing"] if missing else [])


def run(engine: str, backups: int, server: str, *, control: bool = False) -> list[Drill]:
    """Make so many backups under the load of two writers."""
    with tempfile.TemporaryDirectory() as name, new_site(engine, Path(name), server) as app:
        folder, done = Path(name), []
        ledger = folder / "ledger"
        with writers(app, ledger):
            while len(acknowledged(ledger)) < 50:
                time.sleep(0.05)
            for _ in range(backups):
                if control:
                    done.append(Drill(tuple(plain_copy(app, ledger, folder)), 0, 0, 0))
                else:
                    done.append(drill(app, ledger, engine, folder, server))
        return done


def main() -> None:
    """Print what came of the backups."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--backups", type=int, default=40)
    parser.add_argument("--control", action="store_true")
    options = parser.parse_args()
    done = run(options.engine, options.backups, server_url(), control=options.control)
    good = sum(not one.wrong for one in done)
    kind = "plain copies" if options.control else "backups"
    print(f"{options.engine}: {good} of {len(done)} {kind} good")
    print(f"  rows {done[0].rows} to {done[-1].rows}")
    print(f"  longest backup {max(one.seconds_out for one in done):.2f} s")
    print(f"  longest restoring {max(one.seconds_back for one in done):.2f} s")
    for wrong in sorted({words for one in done for words in one.wrong})[:5]:
        print(f"  wrong: {wrong}")


if __name__ == "__main__":
    main()
