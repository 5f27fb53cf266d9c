"""The list of an event's registrations: searched, filtered, page by page, and as a file."""

from collections.abc import Iterator, Mapping
from typing import IO, NamedTuple
from urllib.parse import urlencode

from flask import Response, request, url_for
from flask_babel import gettext as _

from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug
from eventapp.exchange.registrations_out import registrations_file
from eventapp.foundation.sectors import sector_name
from eventapp.registration.listing import (
    ACTIVE,
    BY_NAME,
    NEWEST,
    ORDERS,
    STATES,
    WITHDRAWN,
    Choices,
    Filters,
    Line,
    Page,
    choices_of,
    number_of,
    page_of,
)
from eventapp.registration.rules import modes_of
from eventapp.web.choices import in_alphabet
from eventapp.web.display import EVENT_FORMATS, country_words, language_name, name_of
from eventapp.web.errors import found
from eventapp.web.locale import reader_language
from eventapp.web.moments import Moment, moment
from eventapp.web.organiser.event_area import event_page
from eventapp.web.organiser.exporting import csv_file

LONGEST_TEXT = 200
LARGEST_NUMBER = 2**31 - 1
CHUNK = 64 * 1024
Options = list[tuple[str, str]]


class Select(NamedTuple):
    """A filter that is a choice."""

    name: str
    label: str
    options: Options
    chosen: str


class Row(NamedTuple):
    """A registration of the list, in words."""

    line: Line
    name: str
    country: str
    sector: str
    mode: str
    registered: Moment


def show_registrations(slug: str) -> str:
    """Show a page of the registrations that are looked for."""
    event = found(event_by_slug(slug))
    filters, order = filters_of(request.args), _order(request.args)
    after, before = (_number(request.args.get(name, "")) for name in ("after", "before"))
    page = page_of(event.id, filters, order, after=after, before=before)
    language = reader_language()
    return event_page(
        "organiser/registrations.html",
        event,
        rows=[_row(line, event.zone, language) for line in page.lines],
        number=number_of(event.id, filters),
        filters=filters,
        asked=_asked(filters, order),
        selects=_selects(event, choices_of(event.id), filters, order, language),
        **_ways(event, page, filters, order),
    )


def download_registrations(slug: str) -> Response:
    """Give the registrations that are looked for as a file, and note who took them out."""
    event = found(event_by_slug(slug))
    file, rows = registrations_file(event.id, filters_of(request.form))
    response = csv_file(event, "registrations", _chunks(file), rows)
    response.call_on_close(file.close)
    return response


def filters_of(values: Mapping[str, str]) -> Filters:
    """Read what is looked for; what cannot be meant asks for nothing."""
    state = values.get("state", "")
    return Filters(
        text=values.get("q", "").strip()[:LONGEST_TEXT],
        country_code=values.get("country", "")[:2],
        sector=values.get("sector", "")[:40],
        mode=values.get("mode", "")[:8],
        language=values.get("language", "")[:35],
        state=state if state in STATES else "",
    )


def _order(values: Mapping[str, str]) -> str:
    order = values.get("order", "")
    return order if order in ORDERS else NEWEST


def _number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 11 else 0
    return number if number <= LARGEST_NUMBER else 0


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


def _asked(filters: Filters, order: str) -> dict[str, str]:
    """Give what the address says of filters and order, by the names of its parameters."""
    names = {"text": "q", "country_code": "country"}
    values = {names.get(name, name): value for name, value in filters._asdict().items() if value}
    return values | ({"order": order} if order != NEWEST else {})


def _ways(event: Event, page: Page, filters: Filters, order: str) -> dict[str, str]:
    """Give the addresses of the page before and the page after; empty where there is none."""
    asked = _asked(filters, order)

    def address(name: str, number: int | None) -> str:
        if number is None:
            return ""
        address = url_for("organiser.show_registrations", slug=event.slug)
        return f"{address}?{urlencode(asked | {name: number})}"

    return {"earlier": address("before", page.earlier), "later": address("after", page.later)}


def _row(line: Line, zone: str, language: str) -> Row:
    return Row(
        line,
        f"{line.given_name} {line.family_name}".strip(),
        country_words(line.country_code, language),
        sector_name(line.sector, language),
        name_of(line.mode, EVENT_FORMATS),
        moment(line.registered_at, zone, language),
    )


def _selects(
    event: Event, there: Choices, filters: Filters, order: str, language: str
) -> list[Select]:
    countries = sorted(
        ((code, country_words(code, language)) for code in there.countries),
        key=lambda pair: in_alphabet(pair[1], language),
    )
    sectors = [(code, sector_name(code, language)) for code in there.sectors]
    languages = [(code, language_name(code, language)) for code in there.languages]
    modes = [(mode, name_of(mode, EVENT_FORMATS)) for mode in modes_of(event.format)]
    states = [(ACTIVE, _("Not withdrawn")), (WITHDRAWN, _("Withdrawn"))]
    orders = [("", _("The newest first")), (BY_NAME, _("By family name"))]
    nothing = ("", _("All"))
    chosen = [
        Select("country", _("Country"), [nothing, *countries], filters.country_code),
        Select("sector", _("Sector"), [nothing, *sectors], filters.sector),
        Select("language", _("Language"), [nothing, *languages], filters.language),
        Select("state", _("State"), [nothing, *states], filters.state),
        Select("order", _("Order"), orders, order),
    ]
    if len(modes) > 1:
        chosen.insert(2, Select("mode", _("Takes part"), [nothing, *modes], filters.mode))
    return chosen
