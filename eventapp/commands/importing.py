"""`eventapp import`: files taken into the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from eventapp.audit.actions import COMMAND
from eventapp.commands.application import with_application
from eventapp.exchange.disturbances import DatabaseUnwilling
from eventapp.exchange.importing import (
    EVENT_FILES,
    SITE_FILES,
    EventUnknown,
    preview_file,
    take_event_file,
    take_schedule,
    take_site_file,
    take_tour,
)
from eventapp.exchange.incoming import Stored
from eventapp.exchange.preview import Preview
from eventapp.exchange.problems import FileRefused
from eventapp.exchange.taking import PLANS
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction

FILE = click.Path(path_type=Path)
DRY_RUN = click.option("--dry-run", is_flag=True, help="Show what would change, and store nothing.")
HINTS = {
    "people_of_here": (
        "New people have the event's country and zone: import them as speakers to say more."
    ),
    "people_left_out": (
        "{number} person(s) left out: neither the event nor its zone has a country for them."
    ),
    "forgotten": "{number} session(s) of the file hold what waits for a release: it is forgotten.",
}
"""What to know beside the changes of a file, see `Preview.hints`."""


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


def tell_changes(preview: Preview) -> None:
    """Tell all that a file changes, line by line, and what to know beside it."""
    for change in preview.changes():
        click.echo(f"{change.how} {change.kind} {change.code}: {change.detail}")
    for hint in preview.hints:
        click.echo(HINTS[hint.name].format(number=hint.number))


def show_preview(kind: str, event: str, file: Path) -> None:
    """Tell what a file would change, and store nothing."""
    with refusals_told():
        preview = preview_file(kind, event, file)
    tell_changes(preview)
    tell(file, Stored(preview.rows, len(preview.changes())))
    click.echo("A dry run: nothing was stored.")


@import_group.command("schedule")
@click.argument("event")
@click.argument("file", type=FILE)
@DRY_RUN
@with_application
def schedule(event: str, file: Path, dry_run: bool) -> None:  # noqa: FBT001 -- click names it
    """Take the programme of EVENT from FILE, XML or JSON in the exchange format of frab."""
    if dry_run:
        show_preview("schedule", event, file)
        return
    with refusals_told(), transaction():
        preview = take_schedule(event, file, actor=COMMAND, now=utc_now())
    tell_changes(preview)
    tell(file, Stored(preview.rows, len(preview.changes())))


def _event_command(kind: str) -> Callable[..., None]:
    @with_application
    def take(event: str, file: Path, dry_run: bool = False) -> None:  # noqa: FBT001, FBT002 -- click names it
        if dry_run:
            show_preview(kind, event, file)
            return
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
    command = click.argument("event")(click.argument("file", type=FILE)(_event_command(name)))
    import_group.command(name, help=f"Take the {name} of EVENT from FILE.")(
        DRY_RUN(command) if name in PLANS else command
    )

for name in SITE_FILES:
    import_group.command(name, help=f"Take {name.replace('-', ' ')} from FILE.")(
        click.argument("file", type=FILE)(
            click.argument("event", required=False)(_site_command(name))
        )
    )
