"""`eventapp import`: files taken into the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from eventapp.audit.actions import COMMAND
from eventapp.commands.application import with_application
from eventapp.exchange.disturbances import DatabaseUnwilling
from eventapp.exchange.importing import (
    EVENT_FILES,
    SITE_FILES,
    EventUnknown,
    take_event_file,
    take_schedule,
    take_site_file,
    take_tour,
)
from eventapp.exchange.incoming import Stored
from eventapp.exchange.problems import FileRefused
from eventapp.exchange.schedule_import import ScheduleStored
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction

FILE = click.Path(path_type=Path)


@click.group("import")
def import_group() -> None:
    """Take a file in, as a whole or not at all."""


@contextmanager
def refusals_told() -> Iterator[None]:
    """Tell what is wrong with a file or with the name of an event, and end with status 1."""
    try:
        yield
    except FileRefused as refused:
        for line in refused.lines():
            click.echo(line, err=True)
        if refused.unlisted:
            click.echo(f"… and {refused.unlisted} more.", err=True)
        message = "nothing of the file was stored."
        raise click.ClickException(message) from refused
    except DatabaseUnwilling as unwilling:
        message = f"nothing of the file was stored, the database says: {unwilling}"
        raise click.ClickException(message) from unwilling
    except EventUnknown as unknown:
        known = ", ".join(unknown.known) or "there is none yet, import a tour first"
        message = f"there is no event {unknown.slug!r} — known are: {known}"
        raise click.ClickException(message) from unknown


def tell(path: Path, stored: Stored) -> None:
    """Tell what has come of a file."""
    rows = "1 row" if stored.rows == 1 else f"{stored.rows} rows"
    click.echo(f"{path.name}: {rows}, {stored.changed or 'none'} new or changed.")


@import_group.command("tour")
@click.argument("file", type=FILE)
@with_application
def tour(file: Path) -> None:
    """Make or change the event, its series and its stops by FILE."""
    with refusals_told(), transaction():
        stored = take_tour(file, actor=COMMAND, now=utc_now())
    tell(file, stored)


class _DryRun(Exception):
    """Undoes what was tried."""


@import_group.command("schedule")
@click.argument("event")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Show what would change, and store nothing.")
@with_application
def schedule(event: str, file: Path, dry_run: bool) -> None:  # noqa: FBT001 -- click names it
    """Take the programme of EVENT from FILE, XML or JSON in the exchange format of frab."""
    stored: ScheduleStored | None = None
    with refusals_told(), suppress(_DryRun), transaction():
        stored = take_schedule(event, file, actor=COMMAND, now=utc_now())
        for change in stored.changes:
            click.echo(f"{change.how} {change.kind} {change.code}: {change.detail}")
        if dry_run:
            raise _DryRun
    if stored:
        tell(file, Stored(stored.rows, len(stored.changes)))
        if any(change.kind == "person" for change in stored.changes):
            click.echo(
                "New people have the event's country and zone: import them as speakers to say more."
            )
    if dry_run:
        click.echo("A dry run: nothing was stored.")


def _event_command(kind: str) -> Callable[[str, Path], None]:
    @with_application
    def take(event: str, file: Path) -> None:
        with refusals_told(), transaction():
            stored = take_event_file(kind, event, file, actor=COMMAND, now=utc_now())
        tell(file, stored)

    return take


def _site_command(kind: str) -> Callable[[Path, str | None], None]:
    @with_application
    def take(file: Path, event: str | None) -> None:
        with refusals_told(), transaction():
            stored = take_site_file(kind, file, slug=event, actor=COMMAND, now=utc_now())
        tell(file, stored)

    return take


for name in EVENT_FILES:
    import_group.command(name, help=f"Take the {name} of EVENT from FILE.")(
        click.argument("event")(click.argument("file", type=FILE)(_event_command(name)))
    )

for name in SITE_FILES:
    import_group.command(name, help=f"Take {name.replace('-', ' ')} from FILE.")(
        click.argument("file", type=FILE)(
            click.argument("event", required=False)(_site_command(name))
        )
    )
