"""The list of an event's proposals: searched, filtered, ordered, page by page, and as a file."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from flask import Response, request, url_for
from flask_babel import gettext as _

from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug
from eventapp.exchange.proposals_out import proposals_file
from eventapp.foundation.bilingual import Text
from eventapp.programme.themes import theme_name
from eventapp.proposals.listing import (
    BY_SCORE,
    FEWEST_REVIEWS,
    MINE,
    NEWEST,
    ORDERS,
    PAGE,
    REVIEWED,
    TO_REVIEW,
    Choices,
    Filters,
    Line,
    Sight,
    choices_of,
    number_of,
    page_of,
)
from eventapp.proposals.queries import questions_of
from eventapp.proposals.rules import STATES, is_to_be_told
from eventapp.web.choices import in_alphabet
from eventapp.web.display import SESSION_KINDS, country_words, name_of
from eventapp.web.errors import found
from eventapp.web.locale import reader_language
from eventapp.web.organiser.exporting import csv_file
from eventapp.web.organiser.proposal_area import call_and_sight, is_organiser, proposals_page
from eventapp.web.organiser.registrations import LONGEST_TEXT, Select
from eventapp.web.proposal_words import PROPOSAL_STATES, STATE_BADGES, kind_words, theme_words

MOST_PAGES = 10_000
_PARAMETERS = {"text": "q", "country_code": "country"}


class Row(NamedTuple):
    """A proposal of the list, in words; `line` is what is stored of it."""

    line: Line
    title: str
    title_language: str
    by: str
    kind: str
    themes: str
    state: tuple[str, str]
    is_to_be_told: bool
    score: str


def show_proposals(slug: str) -> str:
    """Show a page of the proposals that are looked for."""
    event = found(event_by_slug(slug))
    call, sight = call_and_sight(event)
    filters, order = filters_of(request.args, sight), _order(request.args)
    page = _page_number(request.args.get("page", ""))
    lines = page_of(event.id, sight, filters, order, page=page)
    number, language = number_of(event.id, sight, filters), reader_language()
    asked = _asked(filters, order)
    choices = choices_of(event.id, is_blind=sight.is_blind)
    return proposals_page(
        "organiser/proposals.html",
        event,
        call=call,
        is_blind=sight.is_blind,
        is_organiser=is_organiser(event),
        rows=[_row(line, language) for line in lines],
        number=number,
        asked=asked,
        text=filters.text,
        selects=_selects(choices, filters, order, language),
        page=page,
        last=-(-number // PAGE),
        pages=_address(event, asked),
    )


def download_proposals(slug: str) -> Response:
    """Give the proposals that are looked for as a file, and note who took them out."""
    event = found(event_by_slug(slug))
    _call, sight = call_and_sight(event)
    filters = filters_of(request.form, sight)
    file, rows = proposals_file(event.id, sight, filters, questions_of(event.id))
    return csv_file(event, "proposals", file, rows)


def filters_of(values: Mapping[str, str], sight: Sight) -> Filters:
    """Read what is looked for; what cannot be meant asks for nothing."""
    state, mine = values.get("state", ""), values.get("mine", "")
    return Filters(
        text=values.get("q", "").strip()[:LONGEST_TEXT],
        state=state if state in STATES else "",
        kind=values.get("kind", "")[:20],
        theme=values.get("theme", "")[:40],
        country_code="" if sight.is_blind else values.get("country", "")[:2],
        mine=mine if mine in MINE else "",
    )


def _order(values: Mapping[str, str]) -> str:
    order = values.get("order", "")
    return order if order in ORDERS else NEWEST


def _page_number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 1
    return min(max(1, number), MOST_PAGES)


def _asked(filters: Filters, order: str) -> dict[str, str]:
    """Give what the address says of filters and order, by the names of its parameters."""
    values = {
        _PARAMETERS.get(name, name): value for name, value in filters._asdict().items() if value
    }
    return values | ({"order": order} if order != NEWEST else {})


def _address(event: Event, asked: dict[str, str]) -> str:
    """Give the address of a page without its number."""
    address = url_for("organiser.show_proposals", slug=event.slug)
    return f"{address}?{urlencode(asked)}&page=" if asked else f"{address}?page="


def _row(line: Line, language: str) -> Row:
    name = f"{line.given_name} {line.family_name}".strip()
    by = [name, line.organisation, country_words(line.country_code, language)]
    return Row(
        line,
        *Text(line.title_en, line.title_sv).shown_in(language),
        "\u00a0· ".join(part for part in by if part),
        kind_words(line.kind, line.minutes),
        theme_words(line.themes, language),
        (name_of(line.state, PROPOSAL_STATES), STATE_BADGES.get(line.state, "")),
        is_to_be_told(line.state, line.told_state),
        "" if line.score is None else score_words(line.score, language),
    )


def score_words(score: float, language: str) -> str:
    """Write a mean with one decimal, as the language does."""
    return f"{score:.1f}".replace(".", "," if language == "sv" else ".")


def _selects(there: Choices, filters: Filters, order: str, language: str) -> list[Select]:
    everything = ("", _("All"))
    states = [(state, str(words)) for state, words in PROPOSAL_STATES.items()]
    kinds = [(kind, name_of(kind, SESSION_KINDS)) for kind in there.kinds]
    themes = [(code, theme_name(code, language)) for code in there.themes]
    countries = sorted(
        ((code, country_words(code, language)) for code in there.countries),
        key=lambda pair: in_alphabet(pair[1], language),
    )
    mine = [(TO_REVIEW, _("Not reviewed by me")), (REVIEWED, _("Reviewed by me"))]
    orders = [
        (NEWEST, _("Newest first")),
        (BY_SCORE, _("Highest score first")),
        (FEWEST_REVIEWS, _("Fewest reviews first")),
    ]
    selects = [
        Select("state", _("State"), [everything, *states], filters.state),
        Select("mine", _("My reviews"), [everything, *mine], filters.mine),
        Select("kind", _("Kind"), [everything, *kinds], filters.kind),
        Select("theme", _("Theme"), [everything, *themes], filters.theme),
        Select("country", _("Country"), [everything, *countries], filters.country_code),
        Select("order", _("Order"), orders, order),
    ]
    return [one for one in selects if one.name != "country" or countries]
