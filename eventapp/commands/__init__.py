"""The `eventapp` command: each of its parts is loaded when it is asked for.

The server's first process starts in a fraction of the time, and stays small, when it does not
load what only other commands need.
"""

import gc
from importlib import import_module

import click

PARTS = {
    "account": "eventapp.commands.accounts:account_group",
    "backup": "eventapp.commands.backups:backup",
    "check": "eventapp.commands.checking:check_group",
    "db": "eventapp.commands.database:db_group",
    "demo": "eventapp.commands.demo:demo",
    "import": "eventapp.commands.importing:import_group",
    "ledger": "eventapp.commands.reporting:ledger",
    "report": "eventapp.commands.reporting:report",
    "restore": "eventapp.commands.backups:restore",
    "serve": "eventapp.commands.serving:serve",
    "slots": "eventapp.commands.reporting:slots",
    "worker": "eventapp.commands.working:worker",
}


class Parts(click.Group):
    """A group of commands that loads the one which is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names of all commands."""
        return sorted(PARTS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command, or give None when there is none of that name."""
        if cmd_name not in PARTS:
            return None
        module, _, name = PARTS[cmd_name].partition(":")
        # What is loaded stays: looking through it for garbage takes a tenth of the time.
        gc.disable()
        try:
            command: click.Command = getattr(import_module(module), name)
        finally:
            gc.enable()
        return command


@click.group(cls=Parts, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="eventapp")
def main() -> None:
    """Run conferences and virtual world tours."""
