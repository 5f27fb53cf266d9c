"""What both pages of figures show, the public one and that of organisers: words and geometry."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from eventapp.foundation.timezones import local
from eventapp.reports.definitions import DEFINITIONS
from eventapp.reports.figures import Figures
from eventapp.reports.queries import ProgrammeNames, SessionName, StopName
from eventapp.reports.registering import Week
from eventapp.reports.sessions import SessionFigures
from eventapp.reports.viewing import StopFigures
from eventapp.web import figure_words as words
from eventapp.web.charts import Axis, LineChart, few, line_chart
from eventapp.web.day_words import date_words, short_day_words
from eventapp.web.local_span import LocalSpan
from eventapp.web.moments import span_in

MOST_WEEK_TICKS = 5


class Headline(NamedTuple):
    """One number with its name and how it is counted; None was not measured."""

    key: str
    label: str
    value: str | None
    definition: str
    note: str = ""


class SessionPart(NamedTuple):
    """A session of a stop and who saw it."""

    code: str
    title: str
    cells: tuple[str, ...]


class StopPart(NamedTuple):
    """A stop: when it was, what was watched, and who was present through it."""

    code: str
    title: str
    span: LocalSpan
    figures: StopFigures
    peak: str
    cells: tuple[str, ...]
    chart: LineChart
    presence: tuple[tuple[str, str, str], ...]
    sessions: tuple[SessionPart, ...]


class WeekChart(NamedTuple):
    """Registrations week by week: all so far, as a line and as rows."""

    chart: LineChart
    rows: tuple[tuple[str, str, str], ...]


def headline_values(figures: Figures) -> dict[str, str | None]:
    """Give every single number of a report in words, by its key."""
    people, viewing, demand = figures.registrants, figures.viewing, figures.on_demand
    plain: Mapping[str, float | None] = {
        "registrants": people.registrants,
        "countries": people.countries,
        "continents": people.continents,
        "stops": figures.stops,
        "sessions": figures.sessions,
        "speakers": figures.speakers.speakers,
        "speaker_countries": figures.speakers.countries,
        "returning": people.returning,
        "logins": viewing.logins,
        "live_viewers": viewing.live_viewers,
        "live_viewer_countries": viewing.live_viewer_countries,
        "person_days": viewing.person_days,
        "watch_minutes": round(viewing.watch_minutes),
        "raw_minutes": round(viewing.raw_minutes),
        "plays": demand.plays,
        "on_demand_viewers": demand.viewers,
        "only_viewers": demand.only_viewers,
        "seconds_seen": demand.seconds_seen,
        "seconds_played": demand.seconds_played,
        "check_ins": figures.check_ins,
    }
    values = {key: None if it is None else words.number_words(it) for key, it in plain.items()}
    share = viewing.no_show_share
    return {**values, "no_show_share": None if share is None else words.share_words(share)}


def headlines(figures: Figures, keys: Iterable[str]) -> tuple[Headline, ...]:
    """Give the numbers of the keys with their names and definitions."""
    values = headline_values(figures)
    return tuple(
        Headline(key, words.label_of(key), values[key], words.definition_of(key)) for key in keys
    )


def definition_rows() -> list[tuple[str, str]]:
    """Give the name and the definition of every figure."""
    return [(words.label_of(each.key), words.definition_of(each.key)) for each in DEFINITIONS]


def week_chart(weeks: Sequence[Week], language: str) -> WeekChart | None:
    """Give the registrations week by week, None where there were none."""
    if not weeks:
        return None
    first = weeks[0].monday
    points: list[tuple[float, float]] = [(0, 0)]
    points += [((week.monday - first).days + 7, week.total) for week in weeks]
    labels = [
        (float((week.monday - first).days), date_words(week.monday, language)) for week in weeks
    ]
    axis = Axis(0, points[-1][0], few(labels, MOST_WEEK_TICKS))
    rows = tuple(
        (_week_words(week.monday, language), str(week.new), str(week.total)) for week in weeks
    )
    return WeekChart(line_chart(axis, [points]), rows)


def _week_words(monday: date, language: str) -> str:
    sunday = monday + timedelta(days=6)
    number = monday.isocalendar()
    return (
        f"{number.year}-W{number.week:02} ({short_day_words(monday, language)} – "
        f"{short_day_words(sunday, language)})"
    )


def stop_parts(figures: Figures, names: ProgrammeNames, language: str) -> tuple[StopPart, ...]:
    """Give the stops in the order they were held, each with its sessions."""
    seen = {session.code: session for session in figures.viewing.per_session}
    by_stop: dict[str, list[SessionName]] = {}
    for session in names.sessions.values():
        by_stop.setdefault(session.stop_code, []).append(session)
    return tuple(
        _stop_part(stop, names.stops[stop.code], by_stop.get(stop.code, []), seen, language)
        for stop in figures.viewing.per_stop
        if stop.code in names.stops
    )


def _stop_part(
    stop: StopFigures,
    name: StopName,
    sessions: Sequence[SessionName],
    seen: Mapping[str, SessionFigures],
    language: str,
) -> StopPart:
    span = span_in(name.starts_at, name.ends_at, name.zone, language)
    return StopPart(
        code=stop.code,
        title=name.title.in_language(language),
        span=span,
        figures=stop,
        peak=_clock(stop.peak.at, name.zone),
        cells=_stop_cells(stop),
        chart=_presence_chart(stop, name, sessions, language),
        presence=tuple(
            (_clock(point.at, name.zone), str(point.viewers), str(point.connections))
            for point in stop.presence
        ),
        sessions=tuple(
            SessionPart(
                each.code, each.title.in_language(language), _session_cells(seen[each.code])
            )
            for each in sessions
            if each.code in seen
        ),
    )


def _stop_cells(stop: StopFigures) -> tuple[str, ...]:
    return (
        words.number_words(stop.logins),
        words.number_words(stop.viewers),
        words.number_words(stop.peak.most),
        words.number_words(stop.peak_connections),
        words.number_words(round(stop.watch_minutes)),
        words.number_words(round(stop.raw_minutes)),
        words.minutes_words(stop.mean_watch_minutes),
        words.minutes_words(stop.median_watch_minutes),
        words.number_words(stop.certificates),
    )


def _session_cells(session: SessionFigures) -> tuple[str, ...]:
    return (
        words.number_words(session.viewers),
        words.number_words(session.viewers_5min),
        words.number_words(session.viewers_half),
        words.number_words(session.viewers_80),
        words.number_words(round(session.watch_minutes)),
    )


def _clock(instant: int | None, zone_name: str) -> str:
    if instant is None:
        return ""
    moment = datetime.fromtimestamp(instant, UTC)
    return f"{local(moment, zone_name):%H:%M}"


def _presence_chart(
    stop: StopFigures, name: StopName, sessions: Sequence[SessionName], language: str
) -> LineChart:
    first, last = name.starts_at.timestamp(), name.ends_at.timestamp()
    axis = Axis(
        first,
        last,
        _hours(name),
        [
            (each.starts_at.timestamp(), each.ends_at.timestamp(), each.title.in_language(language))
            for each in sessions
            if each.kind != "break"
        ],
    )
    people = [(float(point.at), float(point.viewers)) for point in stop.presence]
    connections = [(float(point.at), float(point.connections)) for point in stop.presence]
    return line_chart(axis, [_held(people, last), _held(connections, last)], steps=True)


def _held(points: list[tuple[float, float]], until: float) -> list[tuple[float, float]]:
    """Let the last value hold until the end of the axis."""
    return [*points, (until, points[-1][1])] if points else []


def _hours(name: StopName) -> list[tuple[float, str]]:
    """Give the full hours of a stop's clock; of one that is longer than a day, midnights."""
    starts = local(name.starts_at, name.zone)
    hour = name.starts_at - timedelta(
        minutes=starts.minute, seconds=starts.second, microseconds=starts.microsecond
    )
    ticks = []
    while hour <= name.ends_at:
        if hour >= name.starts_at:
            ticks.append((hour.timestamp(), f"{local(hour, name.zone):%H:%M}"))
        hour += timedelta(hours=1)
    return few(ticks, 12)
