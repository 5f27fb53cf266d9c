"""The programme of an event, by the days of the reader."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from flask import Response, render_template, request
from flask_babel import gettext as _

from eventapp.events.models import Event, Stop
from eventapp.events.queries import event_with_stops, versions_of
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import (
    instant_text,
    label_of_offset,
    local,
    offset_label,
)
from eventapp.foundation.zone_names import city
from eventapp.programme.queries import ProgrammeSession, programme_of
from eventapp.programme.themes import theme_name
from eventapp.releases.queries import last_release
from eventapp.web.day_words import day_words, heading_words, short_day_words
from eventapp.web.display import country_words, language_name
from eventapp.web.errors import found
from eventapp.web.kept import Page, kept
from eventapp.web.locale import reader_language, reader_zone
from eventapp.web.moments import Moment, moment
from eventapp.web.public.addresses import Here, event_path
from eventapp.web.public.event_frame import event_frame
from eventapp.web.public.programme_filters import (
    UNFILTERED,
    Choices,
    Filters,
    check_offered,
    choices_of,
    filters_from,
)
from eventapp.web.public.reader_days import (
    NowAndNext,
    ReaderDay,
    changes_during,
    days_of,
    in_parallel,
    now_and_next,
)
from eventapp.web.public.row_words import row_words
from eventapp.web.public.session_rows import Reader, RowMaker, SessionRow


class StopBlock(NamedTuple):
    """The sessions of a stop on a day of the reader."""

    anchor: str
    code: str
    title: str
    rows: tuple[SessionRow, ...]


class DayBlock(NamedTuple):
    """A day of the reader."""

    anchor: str
    heading: str
    short: str
    offset: str
    stops: tuple[StopBlock, ...]


class ReleaseLine(NamedTuple):
    """The number of a release, and when it was."""

    number: int
    at: Moment


class Option(NamedTuple):
    """A value to filter by and its words."""

    value: str
    label: str


def show_programme(slug: str) -> Response:
    """Show the programme in the reader's time, filtered as the address asks."""
    versions = found(versions_of(slug))
    wanted = filters_from(request.args) if request.query_string else UNFILTERED
    now = utc_now()
    return kept(lambda: programme_page(slug, wanted, now), versions.version, wanted)


def programme_page(slug: str, wanted: Filters, now: datetime) -> Page:
    """Render the programme as it reads at `now`."""
    event, stops = found(event_with_stops(slug))
    sessions = programme_of(event.id)
    offered = choices_of(sessions, (stop.code for stop in stops))
    check_offered(wanted, offered)
    frame = event_frame(event, reader_language())
    reader = Reader(slug, reader_language(), frame.zone)
    shown = [session for session in sessions if wanted.let_through(session)]
    running = now_and_next(sessions, now)
    maker = RowMaker(reader, states=_states(running), parallel=in_parallel(sessions))
    text = render_template(
        "public/programme.html",
        frame=frame,
        here=Here(frame.programme, wanted.pairs(), reader_zone()),
        days=_days(days_of(shown, reader.zone), stops, reader, maker),
        many_stops=len(stops) > 1,
        notes=_notes(sessions, event, reader),
        running=tuple(map(maker.row, running.running)),
        coming=tuple(map(maker.row, running.coming)),
        until=instant_text(running.until) if running.until else "",
        wanted=wanted,
        options=_options(offered, stops, reader.language),
        words=row_words(),
        release=_release(event, reader),
        session_count=len(shown),
        has_sessions=bool(sessions),
        stop_calendars=_stop_calendars(slug, stops, reader.language),
        schedules=[event_path(slug, "schedule.json"), event_path(slug, "schedule.xml")],
    )
    return Page(text, until=running.until)


def _release(event: Event, reader: Reader) -> ReleaseLine | None:
    """Give which release the page shows."""
    last = last_release(event.id) if event.release_number else None
    return ReleaseLine(last[0], moment(last[1], reader.zone, reader.language)) if last else None


def _states(running: NowAndNext) -> dict[int, str]:
    """Give which sessions are on and which are next, by id."""
    return {one.id: "live" for one in running.running} | {one.id: "next" for one in running.coming}


def _days(
    days: Sequence[ReaderDay], stops: Sequence[Stop], reader: Reader, maker: RowMaker
) -> tuple[DayBlock, ...]:
    titles = {
        stop.code: Text(stop.title_en, stop.title_sv).in_language(reader.language) for stop in stops
    }
    blocks = []
    for day in days:
        anchor = f"day-{day.day}"
        blocks.append(
            DayBlock(
                anchor=anchor,
                heading=heading_words(day.day, reader.language),
                short=short_day_words(day.day, reader.language),
                offset=_offsets(day, reader.zone),
                stops=tuple(
                    StopBlock(
                        f"{anchor}-{stop.stop_code}",
                        stop.stop_code,
                        titles.get(stop.stop_code) or stop.stop_code,
                        tuple(map(maker.row, stop.sessions)),
                    )
                    for stop in day.stops
                ),
            )
        )
    return tuple(blocks)


def _stop_calendars(slug: str, stops: Sequence[Stop], language: str) -> tuple[tuple[str, str], ...]:
    """Give the titles of the stops with the addresses of their calendar files."""
    return tuple(
        (
            Text(stop.title_en, stop.title_sv).in_language(language) or stop.code,
            event_path(slug, "stops", f"{stop.code}.ics"),
        )
        for stop in stops
    )


def _offsets(day: ReaderDay, zone_name: str) -> str:
    """Give the offset of the day's times; two where the clocks change between its sessions."""
    starts = sorted(session.starts_at for stop in day.stops for session in stop.sessions)
    labels = dict.fromkeys(offset_label(moment, zone_name) for moment in (starts[0], starts[-1]))
    return " → ".join(labels)


def _notes(sessions: Sequence[ProgrammeSession], event: Event, reader: Reader) -> tuple[str, ...]:
    """Tell of clock changes during the event, in the reader's zone and in the event's."""
    notes = []
    for zone_name in dict.fromkeys((reader.zone, event.zone)):
        for change in changes_during(sessions, zone_name):
            at = local(change.at, zone_name)
            notes.append(
                _(
                    "The clocks in %(city)s change on %(day)s, from %(before)s to %(after)s. "
                    "All times on this page take that into account.",
                    city=city(zone_name, reader.language),
                    day=day_words(at.date(), reader.language),
                    before=label_of_offset(change.before),
                    after=label_of_offset(change.after),
                )
            )
    return tuple(notes)


def _options(
    offered: Choices, stops: Sequence[Stop], language: str
) -> dict[str, tuple[Option, ...]]:
    """Give what there is to choose in each filter; a filter without a choice is left out."""
    options = {
        "theme": [Option(code, theme_name(code, language)) for code in offered.themes],
        "country": [Option(code, country_words(code, language)) for code in offered.countries],
        "language": [Option(code, language_name(code, language)) for code in offered.languages],
    }
    found_options = {
        name: tuple(sorted(choices, key=lambda option: option.label.casefold()))
        for name, choices in options.items()
        if len(choices) > 1
    }
    if len(stops) > 1:
        found_options["stop"] = tuple(
            Option(stop.code, Text(stop.title_en, stop.title_sv).in_language(language) or stop.code)
            for stop in stops
        )
    return found_options
