"""The `eventapp` command."""

import click

from eventapp.commands.accounts import account_group
from eventapp.commands.database import db_group
from eventapp.commands.demo import demo
from eventapp.commands.importing import import_group
from eventapp.commands.reporting import ledger, report, slots
from eventapp.commands.serving import serve
from eventapp.commands.working import worker


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run conferences and virtual world tours."""


for command in (account_group, db_group, demo, import_group, ledger, report, serve, slots, worker):
    main.add_command(command)
