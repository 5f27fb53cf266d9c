"""Power cut while people register on SQLite: what was acknowledged is there afterwards.

    python -m tests.faults.power_cuts [--cuts 100] [--people 60] [--seed 1]

A process registers people while strace writes down what it has the system write. That is played
again up to a moment drawn by chance, as a disk may have it then: all that an fsync has covered,
and of what came later any sectors of 512 bytes. The database is opened, checked, and compared with
what was acknowledged before that moment. Ends with 1 when something acknowledged was lost, or when
the control, which does not wait for the disk, lost nothing. No run can tell of disks that say they
have stored what they have not.
"""

import argparse
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.factories import make_event
from tests.faults.ground import new_database, opened

SECTOR = 512
CALLS = "openat,write,pwrite64,ftruncate,fsync,fdatasync,unlink,rename"
KEPT_SHARES = (0.0, 0.3, 0.7, 1.0)
"""Of what no fsync has covered: the shares of sectors that a disk may have all the same."""
_CALL = re.compile(r'(\w+)\((?:\d+<([^>]*)>|"([^"]*)")(?:, )?(.*)\)\s+= (-?\d+)')


class Call(NamedTuple):
    """Something that the process had the system do with a file."""

    what: str
    file: str
    at: int = 0
    bytes: bytes = b""


class Tally(NamedTuple):
    """What came of some cuts."""

    cuts: int
    acknowledged: int
    """Registrations that were acknowledged before a cut, over all cuts."""
    lost: int
    broken: int
    """Databases that could not be opened or were found damaged."""


def has_strace() -> bool:
    """Tell whether the run can be made here."""
    return shutil.which("strace") is not None


def recorded(folder: Path, people: int, *, careless: bool) -> tuple[bytes, list[Call]]:
    """Let a process register people; give the database before it and what was done to it."""
    log, ledger = folder / "strace.log", folder / "ledger"
    with new_database("sqlite") as url:
        with opened(url):
            event_id = make_event().id
        database = Path(url.removeprefix("sqlite:///"))
        before = database.read_bytes()
        writer = [sys.executable, "-m", "tests.faults.power_writer", url, str(ledger)]
        options = [str(event_id), str(people), *["off"] * careless]
        watched = ["strace", "-qq", "-y", "-xx", "-s", "1000000", "-e", f"trace={CALLS}"]
        subprocess.run(  # noqa: S603 -- our own command
            [*watched, "-o", str(log), *writer, *options], check=True, cwd=Path.cwd()
        )
        known = {str(database): "", f"{database}-wal": "-wal", str(ledger): "ledger"}
        return before, list(_calls(log, known))


def _text(hexed: str) -> str:
    return bytes.fromhex(hexed.replace("\\x", "")).decode()


def _calls(log: Path, known: dict[str, str]) -> Iterator[Call]:
    """Give what was done to the known files, in order."""
    with log.open(encoding="ascii") as lines:
        for line in lines:
            found = _CALL.match(line)
            if found is None or int(found[5]) < 0:
                continue
            what, rest = found[1], found[4]
            file = known.get(_text(found[2] or found[3]))
            if file is None or what == "openat":
                continue
            if what in {"write", "pwrite64"}:
                quoted, _, numbers = rest.rpartition('"')
                at = int(numbers.split(",")[2]) if what == "pwrite64" else 0
                yield Call(what, file, at, bytes.fromhex(quoted[1:].replace("\\x", "")))
            elif what == "ftruncate":
                yield Call(what, file, int(rest))
            else:
                yield Call(what, file)


@dataclass
class File:
    """A file on a disk that keeps for sure only what an fsync has covered."""

    kept: bytearray = field(default_factory=bytearray)
    later: list[Call] = field(default_factory=list)

    def do(self, call: Call) -> None:
        """Take a change, or keep for sure what was taken."""
        if call.what in {"fsync", "fdatasync"}:
            for one in self.later:
                _put(self.kept, one.what, one.at, one.bytes)
            self.later.clear()
        else:
            self.later.append(call)

    def after_cut(self, chance: Random, share: float) -> bytes:
        """Give what the disk may have."""
        found = bytearray(self.kept)
        for one in self.later:
            if one.what != "pwrite64":
                if chance.random() < share:
                    _put(found, one.what, one.at, one.bytes)
                continue
            for start in range(0, len(one.bytes), SECTOR):
                if chance.random() < share:
                    sector = one.bytes[start : start + SECTOR]
                    _put(found, one.what, one.at + start, sector)
        return bytes(found)


def _put(content: bytearray, what: str, at: int, some: bytes) -> None:
    if what == "pwrite64":
        content.extend(bytes(max(0, at - len(content))))
        content[at : at + len(some)] = some
    elif what == "ftruncate":
        del content[at:]
    elif what == "unlink":
        content.clear()


def cut(
    folder: Path, before: bytes, calls: list[Call], moment: int, chance: Random
) -> tuple[int, int, bool]:
    """Cut the power after so many calls; give how many were acknowledged, lost, and damage."""
    files: dict[str, File] = defaultdict(File)
    files[""].kept.extend(before)
    acknowledged: list[str] = []
    for call in calls[:moment]:
        if call.file == "ledger":
            acknowledged += call.bytes.decode().split()
        else:
            files[call.file].do(call)
    share = chance.choice(KEPT_SHARES)
    for name, file in files.items():
        (folder / f"cut{name}").write_bytes(file.after_cut(chance, share))
    try:
        found, whole = _look(folder / "cut")
    finally:
        for place in folder.glob("cut*"):
            place.unlink()
    return len(acknowledged), len({f"{name}@example.org" for name in acknowledged} - found), whole


def _look(database: Path) -> tuple[set[str], bool]:
    """Give who is registered, and whether the database is whole."""
    connection = sqlite3.connect(database)
    try:
        whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = connection.execute(
            "SELECT email FROM registration JOIN outbox ON recipient = email"
        ).fetchall()
    except sqlite3.DatabaseError:
        return set(), False
    finally:
        connection.close()
    return {email for (email,) in rows}, whole


def run(cuts: int, people: int, *, careless: bool, seed: int = 1) -> Tally:
    """Record once and cut many times."""
    chance = Random(seed)  # noqa: S311 -- not a secret
    with tempfile.TemporaryDirectory(prefix="eventapp-cuts-") as name:
        folder = Path(name)
        before, calls = recorded(folder, people, careless=careless)
        found = [
            cut(folder, before, calls, chance.randrange(1, len(calls) + 1), chance)
            for _ in range(cuts)
        ]
    return Tally(
        cuts=cuts,
        acknowledged=sum(acknowledged for acknowledged, _lost, _whole in found),
        lost=sum(lost for _acknowledged, lost, _whole in found),
        broken=sum(not whole for _acknowledged, _lost, whole in found),
    )


def main() -> int:
    """Run, with the control."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=100)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    wish = vars(parser.parse_args())
    held = run(**wish, careless=False)
    print(f"as served          {held}", flush=True)
    control = run(**wish, careless=True)
    print(f"synchronous = OFF  {control}", flush=True)
    return 0 if (held.lost, held.broken) == (0, 0) and control.lost > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
