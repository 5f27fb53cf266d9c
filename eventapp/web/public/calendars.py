"""Calendar files of an event, a stop and a session, the same for every reader.

The language is asked for in the address, else it is the event's own: what a calendar program
fetches in the background has neither cookies nor a say in languages.
"""

import re
from collections.abc import Callable, Sequence

from flask import Response, request

from eventapp.calendars.queries import Calendar, calendar_of
from eventapp.events.models import Stop
from eventapp.events.queries import stop_by_code, stops_of, versions_of
from eventapp.web.calendar_texts import calendar_text
from eventapp.web.errors import found
from eventapp.web.kept import Page, kept
from eventapp.web.locale import LANGUAGES

_UNSAFE_IN_FILE_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


def show_event_calendar(slug: str) -> Response:
    """Give the whole programme as a calendar file; without one, the stops."""

    def text(event_id: int) -> str:
        calendar = found(calendar_of(event_id))
        stops = () if calendar.sessions else stops_of(event_id)
        return _file(calendar, stops)

    return _answer(slug, text)


def show_stop_calendar(slug: str, code: str) -> Response:
    """Give the sessions of a stop as a calendar file; without any, the stop itself."""

    def text(event_id: int) -> str:
        calendar = found(calendar_of(event_id, stop_code=code))
        stops = () if calendar.sessions else (found(stop_by_code(event_id, code)),)
        return _file(calendar, stops)

    return _answer(slug, text, code)


def show_session_calendar(slug: str, code: str) -> Response:
    """Give one session as a calendar file."""

    def text(event_id: int) -> str:
        calendar = found(calendar_of(event_id, code=code))
        return _file(calendar._replace(sessions=found(calendar.sessions or None)))

    return _answer(slug, text, code)


def file_language(own_language: str) -> str:
    """Give the language of a file that is the same for all: the one asked for, or the event's."""
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else own_language


def file_name(*parts: str, ending: str) -> str:
    """Give a name that every system takes, whatever letters the parts are written in."""
    name = _UNSAFE_IN_FILE_NAMES.sub("-", "-".join(parts)).strip("-.")
    return f"{name or 'event'}.{ending}"


def _file(calendar: Calendar, stops: Sequence[Stop] = ()) -> str:
    """Give the calendar's file: its sessions, or in their place these stops."""
    return calendar_text(calendar, stops, file_language(calendar.event.language))


def _answer(slug: str, text: Callable[[int], str], *codes: str) -> Response:
    """Answer with the file that `text` gives for the event's id."""
    versions = found(versions_of(slug))
    name = file_name(slug, *codes, ending="ics")
    return kept(
        lambda: Page(text(versions.event_id), "text/calendar", filename=name),
        versions.event_id,
        versions.version,
        request.args.get("lang"),
        shared=True,
    )
