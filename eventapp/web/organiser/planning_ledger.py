"""The ledger of a tour: what its stops cost in each zone, whose turn it is, and what to replay."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import NamedTuple

from flask import request
from flask_babel import format_decimal

from eventapp.events.models import Stop
from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import day_of, parse_instant
from eventapp.foundation.zone_names import city
from eventapp.planning.groups import Whereabouts
from eventapp.planning.ledger import LedgerRow, whose_turn
from eventapp.planning.plans import Planning, planning_of
from eventapp.planning.queries import PLACES, ledger_of
from eventapp.planning.replays import best_replays
from eventapp.planning.slots import SlotEntry
from eventapp.web.day_words import day_words
from eventapp.web.display import country_words
from eventapp.web.errors import found
from eventapp.web.local_span import LocalSpan
from eventapp.web.locale import reader_language
from eventapp.web.moments import span_in
from eventapp.web.organiser.planning_forms import SuitedForm
from eventapp.web.organiser.planning_frame import planning_page
from eventapp.web.organiser.planning_people import events_to_suit

MOST_NAMED = 12
"""How many cities a suggestion shows the hours of."""


class Row(NamedTuple):
    """A row of the ledger in words; `costs` stand in the order of the stops."""

    city: str
    country: str
    people: int
    costs: tuple[str, ...]
    total: str
    never: bool


class Suggestion(NamedTuple):
    """A session again at another hour: on the organisers' clock, and on those it is for."""

    own: LocalSpan
    day: str
    cost: str
    others: tuple[LocalSpan, ...]


def show_ledger(slug: str) -> str | tuple[str, int]:
    """Show what each stop costs in each zone, and when those who pay most could be served."""
    planning, now = found(planning_of(slug)), utc_now()
    suited = events_to_suit(planning.event, now)
    defaults = {**_defaults(planning, now), "people": suited.first}
    form = SuitedForm(request.args, defaults, suited.names, now=now)
    if not form.validate():
        page = planning_page("organiser/ledger.html", planning, {"form": form, "weights": None})
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    weights = form.weights()
    chosen = form.people.data
    counted = ledger_of(
        planning.event, registered_for=suited.id_of(chosen), weights=weights, now=now
    )
    turn = whose_turn(counted)
    people = {Whereabouts(row.zone, row.country): row.people for row in turn}
    on, minutes = form.on_day(), int(form.minutes.data)
    replays = best_replays(people, planning.event.zone, on, minutes, places=PLACES, weights=weights)
    context = {
        "form": form,
        "weights": weights,
        "guessed_by": dict(suited.names)[chosen] if chosen != slug else "",
        "stops": planning.stops,
        "rows": [_row(row, planning.stops) for row in counted.rows],
        "turn": [_row(row, planning.stops) for row in turn],
        "people": sum(people.values()),
        "replay": _suggestion(replays.replay, planning, turn, minutes),
        "questions": _suggestion(replays.questions, planning, turn, minutes),
    }
    return planning_page("organiser/ledger.html", planning, context)


def _defaults(planning: Planning, now: datetime) -> Mapping[str, str]:
    """Give what is asked for at first: an hour on the day after the last stop, or after today."""
    last = max((stop.ends_at for stop in planning.stops), default=now)
    on = day_of(last + timedelta(days=1), planning.event.zone)
    return {"on": on.isoformat(), "minutes": "60"}


def _row(row: LedgerRow, stops: Sequence[Stop]) -> Row:
    language = reader_language()
    return Row(
        city=city(row.zone, language),
        country=country_words(row.country, language),
        people=row.people,
        costs=tuple(_cost(row.costs[stop.code]) for stop in stops),
        total=_cost(row.total),
        never=not row.stops_at_most_1,
    )


def _cost(cost: float) -> str:
    return str(format_decimal(cost, "0.00"))


def _suggestion(
    entry: SlotEntry | None, planning: Planning, turn: Sequence[LedgerRow], minutes: int
) -> Suggestion | None:
    if entry is None or entry.mean_cost is None:
        return None
    language = reader_language()
    starts_at = parse_instant(entry.starts_at)
    ends_at = starts_at + timedelta(minutes=minutes)
    own = span_in(starts_at, ends_at, planning.event.zone, language)
    zones = list(dict.fromkeys(row.zone for row in turn))[:MOST_NAMED]
    return Suggestion(
        own=own,
        day=day_words(own.day, language),
        cost=_cost(entry.mean_cost),
        others=tuple(span_in(starts_at, ends_at, zone, language) for zone in zones),
    )
