"""The co-design board of an event: a column for each stage, and moving cards between them."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any, NamedTuple

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.codesign.actions import move_card, put_on_board
from eventapp.codesign.queries import Card, board_of
from eventapp.codesign.rules import PARTNER_ROLES, STAGES
from eventapp.events.models import Stop
from eventapp.events.queries import event_by_slug, stops_of
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.refusals import Refusal, StaleEdit
from eventapp.foundation.transaction import transaction
from eventapp.programme.queries import session_by_code
from eventapp.programme.themes import theme_name
from eventapp.web.board_words import STAGE_NAMES, CardWords, card_words
from eventapp.web.choices import in_alphabet
from eventapp.web.display import country_words
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.organiser.event_area import event_page
from eventapp.web.refusals import words_for

LONGEST_WISH = 64
Options = list[tuple[str, str]]


class Filters(NamedTuple):
    """Which cards are looked for; a blank lets everything through."""

    stop: str = ""
    country: str = ""
    theme: str = ""
    person: str = ""

    @property
    def asked(self) -> dict[str, str]:
        """Those that ask for something, as they stand in an address."""
        return {name: value for name, value in self._asdict().items() if value}

    def let(self, card: Card) -> bool:
        """Tell whether a card is looked for."""
        session = card.session
        return (
            self.stop in ("", session.stop_code)
            and self.theme in ("", session.theme)
            and (not self.country or self.country in countries_of(card))
            and (not self.person or self.person in {one.code for one in session.people})
        )


class Column(NamedTuple):
    """A stage and its cards."""

    stage: str
    name: str
    cards: list[CardWords]


class Undo(NamedTuple):
    """What takes the last move back."""

    code: str
    title: str
    stage: str
    seen: str


def show_board(slug: str) -> str:
    """Show the cards that are looked for, by stage."""
    event = found(event_by_slug(slug))
    cards, others = board_of(event.id)
    filters, language, now = _filters(), reader_language(), utc_now()
    shown = [card_words(card, event, language, now=now) for card in cards if filters.let(card)]
    return event_page(
        "organiser/board.html",
        event,
        columns=[
            Column(stage, str(STAGE_NAMES[stage]), [one for one in shown if one.stage == stage])
            for stage in STAGES
        ],
        stages=[(stage, str(STAGE_NAMES[stage])) for stage in STAGES],
        selects=_selects(cards, stops_of(event.id), filters, language),
        asked=filters.asked,
        shown=len(shown),
        everything=len(cards),
        overdue=sum(one.is_overdue for one in shown),
        others=[(one.code, one.title(language)) for one in others],
        undo=_undo(shown),
    )


def put_session_on_board(slug: str) -> Response:
    """Put a session that is not co-designed on the board."""
    event = found(event_by_slug(slug))
    session = session_by_code(event.id, request.form.get("session", "")[:LONGEST_WISH])
    if session is None:
        flash(_("Choose a session."), "wrong")
        return redirect(url_for("organiser.show_board", slug=slug), HTTPStatus.SEE_OTHER)
    session_id, code, actor = session.id, session.code, present_visitor().actor
    with transaction():
        put_on_board(session_id, actor=actor, now=utc_now())
    address = url_for("organiser.show_card", slug=slug, code=code)
    return redirect(address, HTTPStatus.SEE_OTHER)


def move_on_board(slug: str, code: str) -> Response:
    """Move a card to the stage that the form names."""
    event = found(event_by_slug(slug))
    session_id, actor = found(session_by_code(event.id, code)).id, present_visitor().actor
    stage, seen = (request.form.get(name, "")[:LONGEST_WISH] for name in ("stage", "seen"))
    is_moved = False
    if stage not in STAGES:
        abort(400, _("Choose a stage."))
    try:
        with transaction():
            is_moved = move_card(session_id, stage, seen, actor=actor, now=utc_now())
    except StaleEdit:
        flash(_("Somebody else moved it meanwhile. Here is where it is now."), "wrong")
    except Refusal as refusal:
        flash(words_for(refusal), "wrong")
    else:
        flash(_("It is in “%(stage)s” now.", stage=STAGE_NAMES[stage]), "good")
    return redirect(_back(slug, code, seen if is_moved else None), HTTPStatus.SEE_OTHER)


def _back(slug: str, code: str, was: str | None) -> str:
    """Give the address of the page from which a card was moved."""
    if request.form.get("from") == "card":
        return url_for("organiser.show_card", slug=slug, code=code)
    moved = {"moved": code, "was": was} if was else {}
    query: dict[str, Any] = _filters().asked | moved
    return url_for("organiser.show_board", slug=slug, _anchor=f"card-{code}", **query)


def countries_of(card: Card) -> set[str]:
    """Give the countries that a card is about: that of the host, and those of its partners."""
    partners = {one.country_code for role in PARTNER_ROLES for one in card.partners(role)}
    return {card.session.host_country_code, *partners} - {""}


def _filters() -> Filters:
    return Filters(*(request.args.get(name, "")[:LONGEST_WISH] for name in Filters._fields))


def _undo(shown: Iterable[CardWords]) -> Undo | None:
    moved, was = request.args.get("moved", ""), request.args.get("was", "")
    card = next((one for one in shown if one.code == moved), None)
    if card is None or was not in STAGES or was == card.stage:
        return None
    return Undo(card.code, card.title, was, card.stage)


def _selects(
    cards: Sequence[Card], stops: Sequence[Stop], filters: Filters, language: str
) -> list[tuple[str, str, Options, str]]:
    """Give the filters: name, label, options and what is chosen."""
    people = {
        one.code: one.name
        for card in cards
        for role in PARTNER_ROLES
        for one in card.partners(role)
    }
    themes = {card.session.theme for card in cards} - {""}
    countries = {code for card in cards for code in countries_of(card)}
    options: dict[str, dict[str, str]] = {
        "stop": {stop.code: _stop_words(stop, language) for stop in stops},
        "country": {code: country_words(code, language) for code in countries},
        "theme": {code: theme_name(code, language) for code in themes},
        "person": people,
    }
    labels = (_("Stop"), _("Country"), _("Theme"), _("Person"))
    return [
        (name, label, _ordered(options[name], language, is_kept=name == "stop"), chosen)
        for name, label, chosen in zip(Filters._fields, labels, filters, strict=True)
    ]


def _ordered(names: dict[str, str], language: str, *, is_kept: bool) -> Options:
    pairs = list(names.items())
    if not is_kept:
        pairs.sort(key=lambda pair: in_alphabet(pair[1], language))
    return [("", _("All")), *pairs]


def _stop_words(stop: Stop, language: str) -> str:
    title = Text(stop.title_en, stop.title_sv).in_language(language)
    return f"{stop.code}\u00a0· {title}" if title else stop.code
