"""Reads the roster of an event, and what is wrong with it."""

from collections.abc import Sequence
from typing import NamedTuple

from eventapp.foundation.timezones import local
from eventapp.planning.conflicts import PlannedStop
from eventapp.planning.plans import Planning
from eventapp.planning.shifts import Finding, PlannedShift, Roster, Speech, findings_of
from eventapp.roster.models import Shift
from eventapp.roster.queries import shifts_of


class Crew(NamedTuple):
    """The shifts of an event, and what is found, the worst first."""

    shifts: Sequence[Shift]
    findings: list[Finding]


def crew_of(planning: Planning) -> Crew:
    """Give the roster of a plan. One statement."""
    shifts = shifts_of(planning.event.id)
    return Crew(shifts, findings_of(_roster(planning, shifts), local))


def person_of(shift: Shift) -> str:
    """Tell one who works from another: a speaker, else an address of e-mail, else a name.

    Blank for a shift that nobody works yet.
    """
    if shift.speaker is not None:
        return f"speaker:{shift.speaker.code}"
    if shift.email:
        return f"email:{shift.email.casefold()}"
    return f"name:{' '.join(shift.name.casefold().split())}" if shift.name else ""


def _roster(planning: Planning, shifts: Sequence[Shift]) -> Roster:
    return Roster(
        [PlannedStop(one.code, one.starts_at, one.ends_at) for one in planning.stops],
        [
            PlannedShift(
                one.code,
                person_of(one),
                one.person_zone,
                one.role,
                one.languages,
                one.stop.code,
                one.zone,
                one.wall_starts,
                one.wall_ends,
                one.starts_at,
                one.ends_at,
            )
            for one in shifts
        ],
        [
            Speech(
                f"speaker:{part.code}",
                part.role,
                session.code,
                session.stop_code,
                session.starts_at,
                session.ends_at,
            )
            for session in planning.sessions
            for part in session.people
        ],
    )
