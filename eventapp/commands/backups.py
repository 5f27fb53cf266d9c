"""`eventapp backup` and `eventapp restore`."""

from pathlib import Path

import click
from flask import Flask, current_app

from eventapp.commands.application import upgrade, with_application
from eventapp.commands.quiet import quiet_migrations
from eventapp.config import Settings
from eventapp.foundation import migrations, schema
from eventapp.foundation.clock import utc_now
from eventapp.operations.archive import Reader, reading_archive
from eventapp.operations.dumping import back_up
from eventapp.operations.restoring import (
    check_known,
    check_unused,
    drop_tables,
    holds_rows,
    load,
    put_files_back,
)
from eventapp.operations.rules import (
    BackupDamaged,
    BackupFromElsewhere,
    DatabaseBusy,
    DatabaseInUse,
)
from eventapp.storage import storage_application

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@with_application
def backup(file: Path) -> None:
    """Write all rows and uploads to FILE, while the server runs.

    The file holds everything that people told: keep it as safe as the database.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    click.echo(_back_up(app, file))


@click.command()
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Drop what the database holds; it is backed up.")
def restore(*, file: Path, replace: bool) -> None:
    """Take FILE back into an empty database; stop the server and the worker before.

    Mails that were waiting when FILE was made are held: nobody is mailed by a restored database.
    """
    app = storage_application()
    try:
        with reading_archive(file) as reader:
            check_known(reader.manifest)
            make_room(app, replace=replace)
            held, files = take_back(app, reader)
    except BackupDamaged as refusal:
        message = f"{file} is not taken: {refusal.reason}"
        raise click.ClickException(message) from refusal
    except BackupFromElsewhere as refusal:
        message = f"{file} is from a newer eventapp: its tables have version {refusal.revision}"
        raise click.ClickException(message) from refusal
    except DatabaseBusy as refusal:
        message = "the database is open elsewhere: stop the server and the worker before."
        raise click.ClickException(message) from refusal
    except DatabaseInUse as refusal:
        message = "the database holds rows; say --replace to drop them, or name another database."
        raise click.ClickException(message) from refusal
    manifest = reader.manifest
    click.echo(f"Restored {manifest.rows} rows of {manifest.made_at} and {files} files.")
    if held:
        click.echo(f"Held {held} mails that were waiting then; nobody gets them.")


def _back_up(app: Flask, file: Path) -> str:
    settings: Settings = app.extensions["settings"]
    try:
        manifest = back_up(file, settings.data_dir, now=utc_now())
    except OSError as error:
        message = f"{file} cannot be written: {error.strerror}"
        raise click.ClickException(message) from error
    rows, tables = manifest.rows, len(manifest.tables)
    return f"{file}: {rows} rows of {tables} tables, {len(manifest.files)} files."


def make_room(app: Flask, *, replace: bool) -> None:
    """Leave a database without tables; what it holds is backed up first, or refused."""
    with app.app_context():
        if schema.is_empty():
            return
        if not replace:
            check_unused()
        elif holds_rows():
            settings: Settings = app.extensions["settings"]
            name = f"before-restore-{utc_now():%Y%m%dT%H%M%SZ}.zip"
            click.echo(_back_up(app, settings.data_dir / name))
        drop_tables()


def take_back(app: Flask, reader: Reader) -> tuple[int, int]:
    """Make the tables as they were, fill them, and bring them to the newest version."""
    with quiet_migrations():
        migrations.upgrade(app, reader.manifest.revision)
    with app.app_context():
        held = load(reader, now=utc_now())
        settings: Settings = app.extensions["settings"]
        files = put_files_back(reader, settings.data_dir)
    upgrade(app)
    return held, files
