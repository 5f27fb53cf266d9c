"""Calendar files in the words of a language; needs no request, so that mails carry them too."""

from collections.abc import Collection, Sequence

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.calendars.entries import Words, session_entries, stop_entries
from eventapp.calendars.files import calendar_file
from eventapp.calendars.queries import Calendar, calendar_of
from eventapp.events.models import Stop
from eventapp.events.queries import stops_of
from eventapp.web.addresses import base_url


def event_calendar_text(event_id: int, language: str) -> str | None:
    """Give the calendar file of a whole event, or None when there is no such event."""
    calendar = calendar_of(event_id)
    if calendar is None:
        return None
    stops = () if calendar.sessions else stops_of(event_id)
    return calendar_text(calendar, stops, language)


def changed_calendar_text(
    event_id: int, codes: Collection[str], language: str, publisher: str
) -> str | None:
    """Give what is sent to correct calendars: these sessions alone, or None without any."""
    calendar = calendar_of(event_id, codes=codes)
    if calendar is None or not calendar.sessions:
        return None
    return calendar_text(calendar, (), language, publisher=publisher)


def calendar_text(
    calendar: Calendar, stops: Sequence[Stop], language: str, *, publisher: str = ""
) -> str:
    """Give the file of a calendar: its sessions, or in their place these stops."""
    event = calendar.event
    with force_locale(language):
        words = _words(language)
    entries = session_entries(event, calendar.sessions, words, base_url())
    entries += stop_entries(event, stops, words, base_url())
    return calendar_file(event.name.in_language(language), event.zone, entries, publisher=publisher)


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
