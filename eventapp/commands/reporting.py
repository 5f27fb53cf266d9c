"""`eventapp report`, `eventapp slots` and `eventapp ledger`: figures for files and scripts."""

import gc
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

import click

from eventapp.commands.application import with_application
from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug
from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import (
    FIRST_YEAR,
    LAST_YEAR,
    InstantMalformed,
    TimeOutOfRange,
    parse_instant,
)
from eventapp.planning.documents import ledger_as_json, slots_as_json
from eventapp.planning.queries import best_slots_of, ledger_of
from eventapp.planning.slots import Day
from eventapp.reports.documents import as_json
from eventapp.reports.queries import figures_of
from eventapp.reports.small_groups import protected
from eventapp.reports.spreadsheets import write_csv

FORMATS = ("json", "csv", "xlsx", "pdf", "docx")
LATER_FORMATS = ("xlsx", "pdf", "docx")
NOT_MEASURED = {"en": "not measured", "sv": "inte mätt"}
LONGEST_SLOT = 24 * 60


@click.command("report")
@click.argument("event")
@click.option("--format", "file_format", type=click.Choice(FORMATS), default="json")
@click.option("--language", type=click.Choice(["en", "sv"]), default="en", show_default=True)
@click.option("--public", is_flag=True, help="Merge groups under five persons.")
@click.option(
    "--cut-off", help="An instant like 2021-05-01T00:00:00Z; withdrawals after it do not count."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path))
@with_application
def report(
    event: str,
    file_format: str,
    language: str,
    public: bool,  # noqa: FBT001 -- click passes it by name
    cut_off: str | None,
    output: Path | None,
) -> None:
    """Print the figures of EVENT."""
    if file_format in LATER_FORMATS:
        message = f"{file_format} comes in a later release; json and csv are there now"
        raise click.ClickException(message)
    now = utc_now()
    until = _instant(cut_off) if cut_off else now
    with _without_collector():
        counted = figures_of(_event(event), cut_off=until, now=now)
    document = as_json(protected(counted) if public else counted)
    with _open(output) as file:
        if file_format == "csv":
            write_csv(document, file, not_measured=NOT_MEASURED[language])
        else:
            _write_json(document, file)


@click.command("slots")
@click.argument("event")
@click.option("--on", "day", required=True, help="The day, as YYYY-MM-DD, in the event's zone.")
@click.option("--minutes", type=click.IntRange(1, LONGEST_SLOT), required=True)
@click.option("--step", type=click.IntRange(1, LONGEST_SLOT), default=30, show_default=True)
@click.option("--format", "file_format", type=click.Choice(["json"]), default="json")
@with_application
def slots(event: str, day: str, minutes: int, step: int, file_format: str) -> None:
    """Rank the starts of a day for the people of EVENT."""
    del file_format
    found = _event(event)
    try:
        on = date.fromisoformat(day)
    except ValueError as refusal:
        message = f"{day!r} is no day; write it as 2021-04-19"
        raise click.ClickException(message) from refusal
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        message = f"the year {on.year} is not between {FIRST_YEAR} and {LAST_YEAR}"
        raise click.ClickException(message)
    best = best_slots_of(found, Day(found.zone, on, minutes, step), now=utc_now())
    with _open(None) as file:
        _write_json(slots_as_json(best), file)


@click.command("ledger")
@click.argument("event")
@click.option("--format", "file_format", type=click.Choice(["json"]), default="json")
@with_application
def ledger(event: str, file_format: str) -> None:
    """Print what each stop of EVENT costs in each zone of its registrants."""
    del file_format
    counted = ledger_of(_event(event), now=utc_now())
    with _open(None) as file:
        _write_json(ledger_as_json(counted), file)


def _event(slug: str) -> Event:
    found = event_by_slug(slug)
    if found is None:
        message = f"there is no event {slug!r}"
        raise click.ClickException(message)
    return found


def _instant(text: str) -> datetime:
    try:
        return parse_instant(text)
    except (InstantMalformed, TimeOutOfRange) as refusal:
        message = f"{text!r} is no instant; write it as 2021-05-01T00:00:00Z"
        raise click.ClickException(message) from refusal


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the collector of cycles from walking a million rows again and again: there are none."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _open(output: Path | None) -> Iterator[TextIO]:
    """Give the file to write, or the standard output, in UTF-8 whatever the locale says."""
    if output is None:
        file = TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
        yield file
        file.flush()
        file.detach()
        return
    try:
        with output.open("w", encoding="utf-8", newline="") as opened:
            yield opened
    except OSError as refusal:
        message = f"{output} cannot be written: {refusal.strerror}"
        raise click.ClickException(message) from refusal


def _write_json(document: object, file: TextIO) -> None:
    json.dump(document, file, ensure_ascii=False, indent=2)
    file.write("\n")
