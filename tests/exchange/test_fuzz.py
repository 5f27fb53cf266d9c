"""No file, however broken, does more than be refused; and then nothing of it is stored."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventapp.app import create_app
from eventapp.exchange.demo import DEMO_EVENT, take_demo
from eventapp.exchange.importing import (
    EVENT_FILES,
    SITE_FILES,
    take_event_file,
    take_site_file,
    take_tour,
)
from eventapp.exchange.incoming import Stored
from eventapp.exchange.problems import FileRefused
from eventapp.foundation.database import db
from eventapp.foundation.resources import folder
from eventapp.foundation.transaction import transaction
from eventapp.tables import ALL
from tests.conftest import settings_for
from tests.factories import NOON

KINDS = ("tour", *EVENT_FILES, *SITE_FILES)
SNIPPETS = [
    b"",
    b"\0",
    b'"',
    b",",
    b"\n",
    b"\r",
    b"\r\n",
    b"\xff",
    b"\xef\xbb\xbf",
    "\u202e".encode(),
    "é😀".encode(),
    b"[[stops]]",
    b"=",
    b"9" * 25,
    b"-1",
    b"2021-02-30T25:61",
    b"2021-03-28T02:30",
    b"9999-12-31T23:59:59Z",
    b"x" * 500,
    b"'; drop table event; --",
]

Mutation = tuple[float, int, bytes]
MUTATIONS = st.lists(
    st.tuples(
        st.floats(0, 1), st.integers(0, 40), st.sampled_from(SNIPPETS) | st.binary(max_size=6)
    ),
    min_size=1,
    max_size=3,
)


def mutated(content: bytes, mutations: list[Mutation]) -> bytes:
    """Put bytes in the place of others, here and there."""
    for share, length, snippet in mutations:
        place = int(share * len(content))
        content = content[:place] + snippet + content[place + length :]
    return content


def sample(kind: str) -> bytes:
    """Give the beginning of a sample file."""
    if kind == "tour":
        return (folder("demo") / "tour.toml").read_bytes()
    lines = (folder("demo") / f"{kind.replace('-', '_')}.csv").read_bytes().split(b"\n")
    return b"\n".join(lines[:12])


@pytest.fixture(scope="module")
def demo_app(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Give the application on a database with the demo tour."""
    place = tmp_path_factory.mktemp("fuzz")
    shutil.copy(sqlite_template, place / "fuzz.sqlite")
    app = create_app(settings_for(f"sqlite:///{place / 'fuzz.sqlite'}", place))
    with app.app_context():
        with transaction():
            take_demo(now=NOON)
        yield app
        db.session.remove()
        db.engine.dispose()


def take(kind: str, path: Path) -> Stored:
    """Import a file of any kind."""
    if kind == "tour":
        return take_tour(path, actor="fuzz", now=NOON)
    if kind in EVENT_FILES:
        return take_event_file(kind, DEMO_EVENT, path, actor="fuzz", now=NOON)
    return take_site_file(kind, path, actor="fuzz", now=NOON)


def contents() -> list[object]:
    """Give a digest of all that is stored."""
    counts: list[object] = []
    for model in ALL:
        table = model.__table__
        counts.append(db.session.scalar(sa.select(sa.func.count()).select_from(table)))
    counts.append(db.session.execute(sa.text("SELECT max(version) FROM event")).scalar())
    return counts


def reasons(kind: str, path: Path) -> list[str]:
    """Import a file and undo it; give the reasons why it was refused, if it was."""
    try:
        with transaction():
            take(kind, path)
            db.session.rollback()
    except FileRefused as refused:
        return refused.lines() or ["no reason"]
    return []


def check_all_or_nothing(kind: str, path: Path) -> None:
    """Import a file: it is stored, or refused with reasons and without a trace."""
    before = contents()

    told = reasons(kind, path)

    assert told != ["no reason"]
    assert all(line.isprintable() for line in told)
    assert contents() == before


def fuzzed(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )


@pytest.mark.parametrize("kind", KINDS)
def test_broken_samples_are_stored_whole_or_refused(
    demo_app: Flask, tmp_path: Path, kind: str
) -> None:
    content = sample(kind)

    @fuzzed(40)
    @given(MUTATIONS)
    def check(mutations: list[Mutation]) -> None:
        path = tmp_path / "file"
        path.write_bytes(mutated(content, mutations))
        check_all_or_nothing(kind, path)

    check()


@pytest.mark.parametrize("kind", KINDS)
def test_bytes_at_random_are_refused(demo_app: Flask, tmp_path: Path, kind: str) -> None:
    header = sample(kind).split(b"\n")[0] + b"\n"

    @fuzzed(15)
    @given(st.binary(max_size=300), st.booleans())
    def check(content: bytes, begun: bool) -> None:  # noqa: FBT001 -- drawn by hypothesis
        path = tmp_path / "file"
        path.write_bytes(header + content if begun else content)
        check_all_or_nothing(kind, path)

    check()
