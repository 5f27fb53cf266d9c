"""The roster of an event as a file for spreadsheets."""

import csv
import io
from collections.abc import Iterable

from eventapp.exchange.registrations_out import BOM
from eventapp.foundation.timezones import instant_text, to_wall, wall_text
from eventapp.reports.spreadsheets import safe_cell
from eventapp.roster.models import Shift

COLUMNS = (
    "shift",
    "stop",
    "role",
    "languages",
    "name",
    "email",
    "zone",
    "starts",
    "ends",
    "own_zone",
    "own_starts",
    "own_ends",
    "starts_at",
    "ends_at",
)


def roster_file(shifts: Iterable[Shift]) -> str:
    """Write shifts: wall times of the stop and of the person, and the instants they mean."""
    file = io.StringIO(newline="")
    file.write(BOM)
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for shift in shifts:
        writer.writerow(safe_cell(cell) for cell in _cells(shift))
    return file.getvalue()


def _cells(shift: Shift) -> tuple[str, ...]:
    own = (to_wall(at, shift.person_zone) for at in (shift.starts_at, shift.ends_at))
    return (
        shift.code,
        shift.stop.code,
        shift.role,
        shift.languages,
        shift.name,
        shift.email,
        shift.zone,
        wall_text(shift.wall_starts),
        wall_text(shift.wall_ends),
        shift.person_zone,
        *(wall_text(wall.replace(fold=0)) for wall in own),
        instant_text(shift.starts_at),
        instant_text(shift.ends_at),
    )
