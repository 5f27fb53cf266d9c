"""`eventapp check`: whether an installation is what it should be."""

import click

from eventapp.commands.application import upgrade
from eventapp.commands.checking_zones import zones_command
from eventapp.commands.safety import refuse_unsafe


@click.group("check")
def check_group() -> None:
    """Tell what is wrong with an installation."""


check_group.add_command(zones_command)


@check_group.command("settings")
@click.option("--host", default="127.0.0.1", help="Where the server is to listen.")
def settings_command(host: str) -> None:
    """Tell what is unsafe about the settings; exit status 1 when the server refuses them."""
    if not refuse_unsafe(host, upgrade):
        click.echo("The settings are safe.")
