"""The roster of an event: who works when at each stop, what is wrong with it, and as a file."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import Response, url_for

from eventapp.events.models import Stop
from eventapp.events.queries import event_by_slug
from eventapp.exchange.roster_out import roster_file
from eventapp.foundation.bilingual import Text
from eventapp.foundation.timezones import day_of
from eventapp.planning.conflicts import Severity
from eventapp.planning.crew import Crew, crew_of
from eventapp.planning.plans import Planning, planning_of
from eventapp.roster.models import Shift
from eventapp.roster.queries import shifts_of
from eventapp.web.charts import Stretch, Tick
from eventapp.web.day_words import heading_words
from eventapp.web.display import name_of
from eventapp.web.errors import found
from eventapp.web.local_span import LocalSpan
from eventapp.web.locale import reader_language
from eventapp.web.moments import has_another_clock, span_in
from eventapp.web.organiser.exporting import csv_file
from eventapp.web.organiser.planning_frame import planning_page
from eventapp.web.organiser.roster_line import Line, line_of
from eventapp.web.organiser.shift_words import SHIFT_ROLE_NAMES, FindingWords, shift_name


class Problem(NamedTuple):
    """What is found, how bad it is, and where it is put right."""

    severity: str
    words: str
    href: str


class ShiftRow(NamedTuple):
    """A shift in words: on the clock of the stop, and on that of who works it."""

    code: str
    name: str
    role: str
    languages: str
    here: LocalSpan
    own: LocalSpan | None
    bar: Stretch
    is_night: bool
    is_worked: bool


class StopRoster(NamedTuple):
    """A stop, its hours and sessions on a line, its shifts, and what is wrong with them."""

    code: str
    title: str
    day: str
    span: LocalSpan
    ticks: tuple[Tick, ...]
    open: Stretch
    sessions: tuple[Stretch, ...]
    shifts: tuple[ShiftRow, ...]
    problems: tuple[Problem, ...]


def show_roster(slug: str) -> str:
    """Show who works when, stop by stop."""
    planning, language = found(planning_of(slug)), reader_language()
    crew = crew_of(planning)
    words = FindingWords(planning, crew.shifts, language)
    problems = {
        stop.code: tuple(
            Problem(
                finding.severity.name.lower(),
                words.words(finding),
                _place(slug, stop.code, finding.shift),
            )
            for finding in crew.findings
            if finding.stop == stop.code
        )
        for stop in planning.stops
    }
    context = {
        "stops": [
            _stop(planning, stop, crew, problems[stop.code], language) for stop in planning.stops
        ],
        "people": len({shift.name for shift in crew.shifts if shift.name}),
        "shifts": len(crew.shifts),
        "severe": sum(one.severity is Severity.SEVERE for one in crew.findings),
        "found": len(crew.findings),
    }
    return planning_page("organiser/roster.html", planning, context)


def download_roster(slug: str) -> Response:
    """Give the roster as a file, and note who took it out."""
    event = found(event_by_slug(slug))
    shifts = shifts_of(event.id)
    return csv_file(event, "roster", roster_file(shifts), len(shifts))


def _place(slug: str, stop_code: str, shift_code: str) -> str:
    """Give where something is put right: the form of the shift, or that of a new one."""
    if shift_code:
        return url_for("organiser.show_shift_form", slug=slug, code=shift_code)
    return url_for("organiser.new_shift", slug=slug, stop=stop_code)


def _stop(
    planning: Planning, stop: Stop, crew: Crew, problems: tuple[Problem, ...], language: str
) -> StopRoster:
    shifts = [shift for shift in crew.shifts if shift.stop_id == stop.id]
    window = (stop.starts_at, stop.ends_at)
    line = line_of(window, [(one.starts_at, one.ends_at) for one in shifts], stop.zone)
    return StopRoster(
        code=stop.code,
        title=Text(stop.title_en, stop.title_sv).in_language(language),
        day=heading_words(day_of(stop.starts_at, stop.zone), language),
        span=span_in(*window, stop.zone, language),
        ticks=line.ticks(),
        open=line.stretch(window),
        sessions=tuple(
            line.stretch((one.starts_at, one.ends_at), one.title(language))
            for one in planning.sessions
            if one.stop_code == stop.code
        ),
        shifts=_rows(shifts, stop, line, _at_night(crew), language),
        problems=problems,
    )


def _at_night(crew: Crew) -> set[str]:
    return {one.shift for one in crew.findings if one.code in ("night", "deep_night")}


def _rows(
    shifts: Sequence[Shift], stop: Stop, line: Line, at_night: set[str], language: str
) -> tuple[ShiftRow, ...]:
    rows = []
    for shift in shifts:
        times = (shift.starts_at, shift.ends_at)
        here = span_in(*times, stop.zone, language)
        own = span_in(*times, shift.person_zone, language)
        rows.append(
            ShiftRow(
                code=shift.code,
                name=shift_name(shift),
                role=name_of(shift.role, SHIFT_ROLE_NAMES),
                languages=shift.languages,
                here=here,
                own=own if has_another_clock(here, own) else None,
                bar=line.stretch(times),
                is_night=shift.code in at_night,
                is_worked=bool(shift.name),
            )
        )
    return tuple(rows)
