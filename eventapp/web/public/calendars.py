"""Calendar files of an event, a stop and a session, the same for every reader.

The language is asked for in the address, else it is the event's own: what a calendar program
fetches in the background has neither cookies nor a say in languages.
"""

import re
from collections.abc import Callable, Sequence

from flask import Response, abort, request
from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.calendars.entries import Words, session_entries, stop_entries
from eventapp.calendars.files import Entry, calendar_file
from eventapp.calendars.queries import CalendarEvent, calendar_event, calendar_sessions
from eventapp.events.models import Stop
from eventapp.events.queries import stop_by_code, stops_of
from eventapp.web.addresses import base_url
from eventapp.web.errors import found
from eventapp.web.kept import Page, kept
from eventapp.web.locale import LANGUAGES

_UNSAFE_IN_FILE_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


def show_event_calendar(slug: str) -> Response:
    """Give the whole programme as a calendar file; without one, the stops."""
    event = _event(slug)

    def entries(words: Words) -> list[Entry]:
        sessions = calendar_sessions(event.id)
        if sessions:
            return session_entries(event, sessions, words, base_url())
        return stop_entries(event, stops_of(event.id), words, base_url())

    return _answer(event, entries, event.slug)


def show_stop_calendar(slug: str, code: str) -> Response:
    """Give the sessions of a stop as a calendar file; without any, the stop itself."""
    event = _event(slug)

    def entries(words: Words) -> list[Entry]:
        sessions = calendar_sessions(event.id, stop_code=_name(code))
        if sessions:
            return session_entries(event, sessions, words, base_url())
        stop: Stop = found(stop_by_code(event.id, code))
        return stop_entries(event, [stop], words, base_url())

    return _answer(event, entries, event.slug, code)


def show_session_calendar(slug: str, code: str) -> Response:
    """Give one session as a calendar file."""
    event = _event(slug)

    def entries(words: Words) -> list[Entry]:
        sessions = found(calendar_sessions(event.id, code=_name(code)) or None)
        return session_entries(event, sessions, words, base_url())

    return _answer(event, entries, event.slug, code)


def file_language(own_language: str) -> str:
    """Give the language of a file that is the same for all: the one asked for, or the event's."""
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else own_language


def file_name(*parts: str, ending: str) -> str:
    """Give a name that every system takes, whatever letters the parts are written in."""
    name = _UNSAFE_IN_FILE_NAMES.sub("-", "-".join(parts)).strip("-.")
    return f"{name or 'event'}.{ending}"


def _event(slug: str) -> CalendarEvent:
    return found(calendar_event(_name(slug)))


def _name(text: str) -> str:
    """Give a name from an address; none has the character that databases refuse."""
    if "\0" in text:
        abort(404)
    return text


def _answer(
    event: CalendarEvent, entries: Callable[[Words], Sequence[Entry]], *name: str
) -> Response:
    language = file_language(event.language)

    def make() -> Page:
        with force_locale(language):
            words = _words(language)
        text = calendar_file(event.name.in_language(language), event.zone, entries(words))
        return Page(text, "text/calendar", filename=file_name(*name, ending="ics"))

    return kept(make, event.id, event.version, language, shared=True)


def _words(language: str) -> Words:
    return Words(
        language=language,
        online=_("Online"),
        cancelled=_("Cancelled: %(title)s"),
        roles={
            "presenter": _("presenter"),
            "moderator": _("moderator"),
            "panellist": _("panellist"),
            "host": _("international host"),
            "counterpart": _("counterpart"),
        },
    )
