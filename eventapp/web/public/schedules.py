"""The programme in frab's exchange format, for apps of conferences and for other programs."""

from collections.abc import Callable

from flask import Response, request

from eventapp.events.queries import event_by_slug, versions_of
from eventapp.exchange.schedule_export import Schedule, schedule_of
from eventapp.exchange.schedule_json import schedule_json
from eventapp.exchange.schedule_xml import schedule_xml
from eventapp.foundation.bilingual import known_language
from eventapp.web.addresses import base_url
from eventapp.web.errors import found
from eventapp.web.kept import Page, kept
from eventapp.web.public.calendars import file_language


def show_schedule_json(slug: str) -> Response:
    """Give the programme as `schedule.json`."""
    return _answer(slug, schedule_json, "application/json")


def show_schedule_xml(slug: str) -> Response:
    """Give the programme as `schedule.xml`."""
    return _answer(slug, schedule_xml, "application/xml")


def _answer(slug: str, text: Callable[[Schedule], str], mimetype: str) -> Response:
    """Answer with the schedule as `text` writes it; 404 while nothing has a day."""
    versions = found(versions_of(slug))

    def make() -> Page:
        event = found(event_by_slug(slug))
        language = file_language(known_language((event.languages.split() or [""])[0]))
        schedule = schedule_of(event, language=language, base_url=base_url())
        return Page(text(found(schedule)), mimetype)

    asked = request.args.get("lang")
    return kept(make, versions.event_id, versions.version, asked, shared=True)
