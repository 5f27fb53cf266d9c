"""Backups: what comes back is what there was, on either engine, and nobody is mailed."""

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.accounts.links import invite, start_reset
from eventapp.accounts.models import AccountLink
from eventapp.accounts.new_emails import start_new_email
from eventapp.accounts.queries import browser_with
from eventapp.accounts.rules import EVERYWHERE, INVITATION, NEW_EMAIL, RESET
from eventapp.accounts.sign_ins import sign_in
from eventapp.app import create_app
from eventapp.commands.application import upgrade
from eventapp.foundation.database import Model, db, writing
from eventapp.foundation.transaction import transaction
from eventapp.mail.actions import lease_mail, queue_mail
from eventapp.mail.models import OutboxMail
from eventapp.mail.rules import Letter
from eventapp.operations.archive import reading_archive
from eventapp.operations.dumping import back_up
from eventapp.operations.holding import FAR_ON, HELD
from eventapp.operations.restoring import check_known, check_unused, load, put_files_back
from eventapp.operations.rules import BackupDamaged, BackupFromElsewhere, DatabaseInUse
from tests.conftest import settings_for
from tests.factories import (
    NOON,
    make_event,
    make_log_in,
    make_registration,
    make_session,
    make_stop,
)
from tests.signing_in import make_account

Rows = dict[str, list[tuple[Any, ...]]]


def all_rows() -> Rows:
    """Give every row of every table, but for the versions, which a restoring raises."""
    kept = {}
    for name, table in sorted(Model.metadata.tables.items()):
        columns = [
            column
            for column in table.columns
            if (name, column.name)
            not in {("event", "version"), ("event", "figures_version"), ("counter", "value")}
        ]
        statement = sa.select(*columns).order_by(*table.primary_key.columns)
        kept[name] = [tuple(row) for row in db.session.execute(statement)]
    db.session.rollback()
    return kept


@pytest.fixture
def filled(app: Flask) -> Flask:
    """Give the application with rows of most kinds, and signs that files like to break."""
    event = make_event(
        "tour", name_en='Quote " \\ \n\u2028\x1f, ;', name_sv="Åäö 星川 澪 \U0001f30d"
    )
    stop = make_stop(event, zone="Pacific/Chatham", starts_at=NOON + timedelta(microseconds=1))
    make_session(stop, capacity=None)
    people = [make_registration(event) for _ in range(3)]
    make_registration(event, withdrawn_at=NOON)
    make_log_in(stop, people[0], NOON, NOON + timedelta(minutes=3, microseconds=500_000))
    make_log_in(stop, people[1])
    return app


@pytest.fixture(params=["sqlite", "postgresql"])
def emptied(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """Give another application, on a database with tables and without rows, of either engine."""
    factory = request.getfixturevalue("other_database")
    app = create_app(settings_for(factory(request.param), tmp_path / "other"))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_rows_come_back_as_they_were_on_either_engine(
    filled: Flask, emptied: Flask, tmp_path: Path
) -> None:
    before = all_rows()
    manifest = back_up(tmp_path / "b.zip", tmp_path, now=NOON)

    with emptied.app_context(), reading_archive(tmp_path / "b.zip") as reader:
        load(reader, now=NOON)
        after = all_rows()
        make_registration(make_event())

    assert after == before
    assert sum(map(len, before.values())) == manifest.rows
    assert len(before["registration"]) == 4


def test_backup_made_of_a_restored_database_is_the_same(
    filled: Flask, emptied: Flask, tmp_path: Path
) -> None:
    first = back_up(tmp_path / "1.zip", tmp_path, now=NOON)

    with emptied.app_context(), reading_archive(tmp_path / "1.zip") as reader:
        load(reader, now=NOON)
        second = back_up(tmp_path / "2.zip", tmp_path, now=NOON)

    raised = {"tables/event.jsonl", "tables/counter.jsonl"}
    differing = {name for name in first.members if first.members[name] != second.members[name]}
    assert differing <= raised


def test_versions_of_pages_are_beyond_what_readers_kept(
    filled: Flask, emptied: Flask, tmp_path: Path
) -> None:
    back_up(tmp_path / "b.zip", tmp_path, now=NOON)

    with emptied.app_context(), reading_archive(tmp_path / "b.zip") as reader:
        load(reader, now=NOON)
        versions = db.session.execute(sa.text("SELECT version, figures_version FROM event")).one()
        db.session.rollback()

    assert min(versions) > FAR_ON


def test_mails_that_were_waiting_are_held(filled: Flask, emptied: Flask, tmp_path: Path) -> None:
    with transaction():
        for address in ("a@example.org", "b@example.org", "c@example.org"):
            queue_mail(Letter("confirmation", address, "sv", "UTC", {}), now=NOON)
        sent = sa.update(OutboxMail).where(OutboxMail.recipient == "b@example.org")
        db.session.execute(sent.values(sent_at=NOON))
    back_up(tmp_path / "b.zip", tmp_path, now=NOON)

    with emptied.app_context():
        with transaction(), reading_archive(tmp_path / "b.zip") as reader:
            held = load(reader, now=NOON)
        with transaction():
            next_to_send = lease_mail(now=NOON + timedelta(days=1), lease=timedelta(minutes=1))
        rows = db.session.execute(
            sa.select(OutboxMail.failed_at.is_not(None), OutboxMail.last_error).order_by(
                OutboxMail.recipient
            )
        ).all()
        db.session.rollback()

    assert held == 2
    assert next_to_send is None
    assert [tuple(row) for row in rows] == [(True, HELD), (False, ""), (True, HELD)]


def test_everybody_is_signed_out_of_a_restored_database(
    filled: Flask, emptied: Flask, tmp_path: Path
) -> None:
    account = make_account("olga@example.org", "owner")
    with transaction():
        _browser, token = sign_in(account, "Firefox, Linux", now=NOON)
        start_reset(account.email, secret="s", now=NOON)  # noqa: S106 -- of the tests
        start_new_email(account, "new@example.org", secret="s", now=NOON)  # noqa: S106 -- likewise
        invite("eva@example.org", "door", EVERYWHERE, secret="s", now=NOON)  # noqa: S106 -- likewise
    back_up(tmp_path / "b.zip", tmp_path, now=NOON)

    with emptied.app_context():
        with reading_archive(tmp_path / "b.zip") as reader:
            load(reader, now=NOON)
        still_in = browser_with(token, now=NOON)
        links = {link.purpose: link.used_at for link in db.session.scalars(sa.select(AccountLink))}
        db.session.rollback()

    assert still_in is None
    assert links == {RESET: NOON, NEW_EMAIL: NOON, INVITATION: None}


def test_uploads_come_back_and_stay_where_they_lie(
    filled: Flask, emptied: Flask, tmp_path: Path
) -> None:
    uploads = tmp_path / "uploads" / "photos"
    uploads.mkdir(parents=True)
    (uploads / "a b.png").write_bytes(b"\x89PNG\0")
    (uploads / "c.png").write_bytes(b"new")
    (uploads / "link").symlink_to("/etc/hostname")
    back_up(tmp_path / "b.zip", tmp_path, now=NOON)
    there = tmp_path / "there"
    (there / "uploads/photos").mkdir(parents=True)
    (there / "uploads/photos/c.png").write_bytes(b"there before")

    with reading_archive(tmp_path / "b.zip") as reader:
        assert put_files_back(reader, there) == 1

    assert (there / "uploads/photos/a b.png").read_bytes() == b"\x89PNG\0"
    assert (there / "uploads/photos/c.png").read_bytes() == b"there before"
    assert not (there / "uploads/photos/link").exists()


def test_backup_is_whole_or_not_there_and_for_its_owner(filled: Flask, tmp_path: Path) -> None:
    place = tmp_path / "b.zip"
    back_up(place, tmp_path, now=NOON)
    size = place.stat().st_size
    with writing(), db.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")

    with pytest.raises(sa.exc.DBAPIError):
        back_up(place, tmp_path, now=NOON)

    assert place.stat().st_size == size
    assert place.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if ".part" in path.name] == []


def test_rows_in_the_database_are_not_written_over(filled: Flask) -> None:
    with pytest.raises(DatabaseInUse):
        check_unused()


Change = Callable[[dict[str, bytes]], None]


def _flip(members: dict[str, bytes]) -> None:
    members["tables/series.jsonl"] = members["tables/series.jsonl"].replace(b"Quote", b"Other")
    members["tables/event.jsonl"] = members["tables/event.jsonl"].replace(b"tour", b"TOUR")


def _lose_row(members: dict[str, bytes]) -> None:
    lines = members["tables/registration.jsonl"].splitlines(keepends=True)
    members["tables/registration.jsonl"] = b"".join(lines[:-1])


def _add_member(members: dict[str, bytes]) -> None:
    members["files/uploads/x"] = b""


def _climb(members: dict[str, bytes]) -> None:
    manifest = json.loads(members["manifest.json"])
    manifest["members"]["files/../x"] = {"sha256": "", "rows": 0}
    members["manifest.json"] = json.dumps(manifest).encode()
    members["files/../x"] = b""


def _lose_manifest(members: dict[str, bytes]) -> None:
    del members["manifest.json"]


def _other_format(members: dict[str, bytes]) -> None:
    members["manifest.json"] = members["manifest.json"].replace(b'"format": 1', b'"format": 2')


CHANGES = [_flip, _lose_row, _add_member, _climb, _lose_manifest, _other_format]


@pytest.mark.parametrize("change", CHANGES)
def test_changed_backup_is_refused(filled: Flask, tmp_path: Path, change: Change) -> None:
    place = tmp_path / "b.zip"
    back_up(place, tmp_path, now=NOON)
    with zipfile.ZipFile(place) as zipped:
        members = {name: zipped.read(name) for name in zipped.namelist()}
    change(members)
    changed = BytesIO()
    with zipfile.ZipFile(changed, "w") as zipped:
        for name, content in members.items():
            zipped.writestr(name, content)
    place.write_bytes(changed.getvalue())

    with pytest.raises(BackupDamaged), reading_archive(place):
        pass


@pytest.mark.parametrize("part", [0, 100, 0.5, 0.99])
def test_backup_cut_short_is_refused(filled: Flask, tmp_path: Path, part: float) -> None:
    place = tmp_path / "b.zip"
    back_up(place, tmp_path, now=NOON)
    content = place.read_bytes()
    place.write_bytes(content[: int(part * len(content)) if part < 1 else int(part)])

    with pytest.raises(BackupDamaged), reading_archive(place):
        pass


def test_backup_with_a_flipped_bit_is_refused_or_the_same(filled: Flask, tmp_path: Path) -> None:
    place = tmp_path / "b.zip"
    manifest = back_up(place, tmp_path, now=NOON)
    content = bytearray(place.read_bytes())
    refused = 0
    for at in range(0, len(content), len(content) // 200):
        content[at] ^= 4
        place.write_bytes(content)
        try:
            with reading_archive(place) as reader:
                assert reader.manifest.members == manifest.members
        except BackupDamaged:
            refused += 1
        content[at] ^= 4

    assert refused > 100


def test_backup_with_any_bit_of_its_list_flipped_is_refused_or_the_same(
    filled: Flask, tmp_path: Path
) -> None:
    place = tmp_path / "b.zip"
    manifest = back_up(place, tmp_path, now=NOON)
    content = bytearray(place.read_bytes())
    # Of the list of members what it says of the manifest, which is the last, and the end.
    start = content.rindex(b"PK\x01\x02")
    for at in range(start, len(content)):
        for bit in range(8):
            content[at] ^= 1 << bit
            place.write_bytes(content)
            try:
                with reading_archive(place) as reader:
                    assert reader.manifest.members == manifest.members
            except BackupDamaged:
                pass
            content[at] ^= 1 << bit


def test_backup_of_a_newer_version_is_refused(filled: Flask, tmp_path: Path) -> None:
    manifest = back_up(tmp_path / "b.zip", tmp_path, now=NOON)

    check_known(manifest)
    with pytest.raises(BackupFromElsewhere):
        check_known(manifest._replace(revision="9999"))


def test_rows_without_those_they_refer_to_are_refused(
    filled: Flask, emptied: Flask, tmp_path: Path
) -> None:
    back_up(tmp_path / "b.zip", tmp_path, now=NOON)

    with emptied.app_context(), reading_archive(tmp_path / "b.zip") as reader:
        whole = reader.table
        reader.table = lambda name: (  # type: ignore[method-assign]  # a backup with a table emptied
            (whole(name)[0], iter([])) if name == "event" else whole(name)
        )
        with pytest.raises((BackupDamaged, sa.exc.IntegrityError)):
            load(reader, now=NOON)
        assert all(rows == [] for rows in all_rows().values())


def test_new_database_is_brought_to_the_newest_tables(filled: Flask, tmp_path: Path) -> None:
    upgrade(filled)

    assert back_up(tmp_path / "b.zip", tmp_path, now=NOON).revision
