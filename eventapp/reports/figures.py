"""The figures of an event, counted from raw rows as definitions version 1 has them."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass

from eventapp.reports.demand import DemandFigures, count_demand
from eventapp.reports.people import (
    RegistrantFigures,
    SpeakerFigures,
    count_registrants,
    count_speakers,
)
from eventapp.reports.rows import AttendanceRows, Frame, PeopleRows, ProgrammeRows
from eventapp.reports.sessions import is_counted
from eventapp.reports.viewing import ViewingFigures, count_viewing

DEFINITIONS_VERSION = 1


@dataclass(frozen=True)
class Figures:
    """Everything a report of an event counts; `check_ins` is None where none were recorded."""

    frame: Frame
    stops: int
    sessions: int
    registrants: RegistrantFigures
    speakers: SpeakerFigures
    viewing: ViewingFigures
    on_demand: DemandFigures
    check_ins: int | None
    small_groups_merged: bool = False


def figures(
    frame: Frame,
    programme: ProgrammeRows,
    people: PeopleRows,
    attendance: AttendanceRows,
    *,
    continent_of: Callable[[str], str],
) -> Figures:
    """Count the figures of an event; every iterable is read once.

    `continent_of` gives the English name of the continent of a country code. Raises ValueError
    when log-ins or plays are not sorted as AttendanceRows asks.
    """
    counted = [session for session in programme.sessions if is_counted(session)]
    registrants, country_of = count_registrants(people, frame.cut_off, continent_of)
    viewing, attended = count_viewing(programme.stops, counted, attendance.log_ins, country_of)
    return Figures(
        frame=frame,
        stops=len(programme.stops),
        sessions=len(counted),
        registrants=registrants,
        speakers=count_speakers(programme),
        viewing=viewing,
        on_demand=count_demand(attendance.plays, country_of, attended),
        check_ins=_check_ins(attendance.check_ins, country_of),
    )


def _check_ins(check_ins: Iterable[int] | None, registrants: Container[int]) -> int | None:
    """Count the registrants who checked in, each once."""
    if check_ins is None:
        return None
    return len({arrived for arrived in check_ins if arrived in registrants})
