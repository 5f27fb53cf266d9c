"""`eventapp db`: the tables of the database."""

import click
from alembic.util import CommandError

from eventapp.commands.application import upgrade
from eventapp.commands.quiet import quiet_migrations
from eventapp.foundation import migrations
from eventapp.storage import storage_application


@click.group("db")
def db_group() -> None:
    """Make, change and check the database's tables."""


@db_group.command("upgrade")
def upgrade_tables() -> None:
    """Bring the tables to the newest version."""
    upgrade(storage_application())


@db_group.command("downgrade")
@click.argument("revision", default="-1")
def downgrade_tables(revision: str) -> None:
    """Take the tables one version back, or to REVISION."""
    with quiet_migrations():
        migrations.downgrade(storage_application(), revision)


@db_group.command("check")
def check_tables() -> None:
    """Tell whether the tables are what the code expects; exit status 1 when not."""
    with quiet_migrations():
        try:
            migrations.check(storage_application())
        except (CommandError, SystemExit) as difference:
            message = f"the tables differ from the code: {difference}"
            raise click.ClickException(message) from difference
    click.echo("The tables are what the code expects.")
