"""The file of a backup: a zip of tables as lines of JSON, of files, and of what all of it must be.

`tables/<name>.jsonl` has the names of the columns in its first line and a row in each other one;
`files/…` are what people uploaded; `manifest.json`, written last, has a checksum and a number of
rows for each. Nothing in it depends on the engine: a database moves to another one by it.
"""

import hashlib
import json
import lzma
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from eventapp.operations.rules import BackupDamaged

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024
PACKING = 3
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    # RuntimeError is for what seems to be encrypted, or packed in an unknown way.
    *(EOFError, OSError, OverflowError, RuntimeError, ValueError),
)
"""What the library raises when bytes of a zip file are others than were written."""

_NAME = re.compile(r"tables/[a-z][a-z0-9_]*\.jsonl|files/(?!.*(?:^|/)\.\.?(?:/|$))[^\\\0]+")


class Member(NamedTuple):
    """What a file of the backup must be; `rows` is 0 for what is no table."""

    sha256: str
    rows: int


class Manifest(NamedTuple):
    """What a backup holds, and of what."""

    revision: str
    made_at: str
    software: str
    members: dict[str, Member]

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(member.rows for member in self.members.values())

    @property
    def tables(self) -> list[str]:
        """Names of the tables, in the order of the alphabet."""
        names = sorted(name for name in self.members if name.startswith("tables/"))
        return [name.removeprefix("tables/").removesuffix(".jsonl") for name in names]

    @property
    def files(self) -> list[str]:
        """Names of the files below `files/`."""
        names = sorted(name for name in self.members if name.startswith("files/"))
        return [name.removeprefix("files/") for name in names]


def table_member(name: str) -> str:
    """Give the name under which a table lies in the backup."""
    return f"tables/{name}.jsonl"


class Writer:
    """Writes the members of a backup one after the other."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zipped = zipped
        self._members: dict[str, Member] = {}

    def add_table(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write a table, its values being what JSON has."""
        dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        digest, count = hashlib.sha256(), -1
        with self._zipped.open(table_member(name), "w", force_zip64=True) as file:
            for row in _with_first(columns, rows):
                line = f"{dump(row)}\n".encode()
                digest.update(line)
                file.write(line)
                count += 1
        self._members[table_member(name)] = Member(digest.hexdigest(), count)

    def add_file(self, name: str, source: IO[bytes]) -> None:
        """Write a file that people uploaded."""
        digest = hashlib.sha256()
        with self._zipped.open(f"files/{name}", "w", force_zip64=True) as file:
            while piece := source.read(CHUNK):
                digest.update(piece)
                file.write(piece)
        self._members[f"files/{name}"] = Member(digest.hexdigest(), 0)

    def finish(self, *, revision: str, made_at: str, software: str) -> Manifest:
        """Write what all of it must be; without it the file is no backup."""
        manifest = Manifest(revision, made_at, software, self._members)
        facts = manifest._asdict() | {
            "format": FORMAT,
            "members": {name: member._asdict() for name, member in self._members.items()},
        }
        self._zipped.writestr(MANIFEST, json.dumps(facts, indent=1))
        return manifest


def _with_first(first: Sequence[Any], others: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    yield list(first)
    for other in others:
        yield list(other)


@contextmanager
def writing_archive(place: Path) -> Iterator[Writer]:
    """Write a backup that appears at `place` whole or not at all, readable by its owner alone."""
    draft = place.with_name(f".{place.name}.{os.getpid()}.part")
    descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=PACKING) as zipped:
                yield Writer(zipped)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
        _keep_name(place.parent)
    finally:
        draft.unlink(missing_ok=True)


def _keep_name(folder: Path) -> None:
    """Make the disk keep the name of a new file, not its content alone."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Reader:
    """Reads the members of a backup whose checksums were found right."""

    def __init__(self, zipped: zipfile.ZipFile, manifest: Manifest) -> None:
        self._zipped = zipped
        self.manifest = manifest

    def table(self, name: str) -> tuple[list[str], Iterator[list[Any]]]:
        """Give the names of a table's columns and its rows, one after the other."""
        lines = self._lines(table_member(name))
        columns: list[str] = next(lines)
        return columns, lines

    def file(self, name: str) -> IO[bytes]:
        """Open a file that people uploaded."""
        return self._zipped.open(f"files/{name}")

    def _lines(self, member: str) -> Iterator[list[Any]]:
        with self._zipped.open(member) as file:
            yield from map(json.loads, file)


@contextmanager
def reading_archive(place: Path) -> Iterator[Reader]:
    """Open a backup, all of it checked before anything is read. Raises BackupDamaged."""
    try:
        zipped = zipfile.ZipFile(place)
    except UNREADABLE as error:
        raise BackupDamaged(str(error)) from error
    with zipped:
        manifest = _manifest(zipped)
        for name, member in manifest.members.items():
            _check(zipped, name, member)
        yield Reader(zipped, manifest)


def _manifest(zipped: zipfile.ZipFile) -> Manifest:
    try:
        facts = json.loads(zipped.read(MANIFEST))
        if facts["format"] != FORMAT:
            reason = f"its format is {facts['format']}, not {FORMAT}"
            raise BackupDamaged(reason)
        members = {name: Member(**member) for name, member in facts["members"].items()}
        manifest = Manifest(facts["revision"], facts["made_at"], facts["software"], members)
    except (*UNREADABLE, KeyError, TypeError) as error:
        reason = "its manifest cannot be read"
        raise BackupDamaged(reason) from error
    found = sorted(zipped.namelist())
    if found != sorted([MANIFEST, *members]) or not all(map(_NAME.fullmatch, members)):
        reason = "it holds other files than its manifest says"
        raise BackupDamaged(reason)
    return manifest


def _check(zipped: zipfile.ZipFile, name: str, member: Member) -> None:
    digest, lines = hashlib.sha256(), 0
    try:
        with zipped.open(name) as file:
            while piece := file.read(CHUNK):
                digest.update(piece)
                lines += piece.count(b"\n")
    except UNREADABLE as error:
        reason = f"{name} cannot be read"
        raise BackupDamaged(reason) from error
    rows = lines - 1 if name.startswith("tables/") else 0
    if (digest.hexdigest(), rows) != member:
        reason = f"{name} is not what it was"
        raise BackupDamaged(reason)
