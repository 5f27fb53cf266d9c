"""`eventapp check zones`: what moved with new zone data."""

import sys

import click

from eventapp.audit.actions import COMMAND
from eventapp.commands.application import with_application
from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import TZDATA_VERSION, instant_text, wall_text
from eventapp.foundation.transaction import transaction
from eventapp.planning.zone_data import MovedTime, derive_times, moved_times


@click.command("zones")
@click.option("--derive", is_flag=True, help="Store the instants that the clock times mean now.")
@with_application
def zones_command(derive: bool) -> None:  # noqa: FBT001 -- click passes it by name
    """List what is stored by the clock and moved with the zone data; exit status 1 for any.

    That is times of stops, sessions, also those that wait for a release, shifts, hours of
    speakers, the call for sessions and registration. The clock time on the wall is what was
    announced; the instant is derived from it.
    """
    now = utc_now()
    if derive:
        with transaction():
            derived = derive_times(actor=COMMAND, now=now)
        for moved in derived.changed:
            click.echo(f"Derived anew: {_words(moved)}")
        left = list(derived.left)
    else:
        left = moved_times(now=now)
    for moved in left:
        click.echo(f"{_words(moved)}{_why_left(moved) if derive else ''}")
    coming = [moved for moved in left if not moved.is_past]
    if coming and not derive:
        click.echo("Derive the coming ones anew with: eventapp check zones --derive", err=True)
    if left:
        sys.exit(1 if coming or not derive else 0)
    if not derive:
        click.echo(f"All times are those of the zone data {TZDATA_VERSION}.")


def _words(moved: MovedTime) -> str:
    what = f"{moved.kind} {moved.code}".strip()
    place = f"{moved.event} {what} {moved.end} {wall_text(moved.wall)}"
    if moved.derived is None:
        meant = f"does not exist in {moved.zone} any more"
        if moved.suggestion:
            meant += f", {wall_text(moved.suggestion)} does"
    else:
        meant = f"{moved.zone} is {instant_text(moved.derived)}"
    stored = f"stored is {instant_text(moved.stored)}"
    if moved.tzdata_version:
        stored += f" (zone data {moved.tzdata_version})"
    return f"{place} {meant}, {stored}"


def _why_left(moved: MovedTime) -> str:
    if moved.is_past:
        return " — left: it has begun"
    if moved.derived is None:
        return " — left: give it another time"
    return " — left: it would no longer end after it starts"
