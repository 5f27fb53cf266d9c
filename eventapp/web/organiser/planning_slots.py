"""The best slot page: four rankings of the starts of a day, and one start in every zone."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlencode

from flask import request, url_for
from flask_babel import format_decimal, format_percent
from flask_babel import gettext as _

from eventapp.events.models import Event
from eventapp.foundation.clock import utc_now
from eventapp.foundation.countries import country_of_zone
from eventapp.foundation.timezones import day_of, label_of_offset, parse_instant
from eventapp.planning.plans import Planning, planning_of
from eventapp.planning.queries import PLACES, crowd_of
from eventapp.planning.slot_zones import Slot, SlotZone, slot_zones
from eventapp.planning.slots import BestSlots, Crowd, SlotEntry, best_slots, near_equal
from eventapp.planning.speaker_hours import within_hours
from eventapp.web.day_words import heading_words
from eventapp.web.display import country_words
from eventapp.web.errors import found
from eventapp.web.local_span import LocalSpan
from eventapp.web.locale import reader_language
from eventapp.web.moments import span_in
from eventapp.web.organiser.planning_forms import LONGEST_SLOT, SlotsForm
from eventapp.web.organiser.planning_frame import planning_page
from eventapp.web.organiser.planning_people import events_to_suit

BEST = 6
"""How many starts of each ranking stand in its card; all of them stand in the table."""


class Ranked(NamedTuple):
    """A start in a ranking: its clock time, what it costs, whether it is near the best."""

    starts: str
    href: str
    cost: str
    as_good: bool
    chosen: bool


class Ranking(NamedTuple):
    """One ranking with the best starts of it."""

    name: str
    meaning: str
    rows: tuple[Ranked, ...]
    as_good: int


class ZoneRow(NamedTuple):
    """A zone during the slot."""

    country: str
    span: LocalSpan
    zone: SlotZone
    cost: str
    offset_now: str
    days: int
    ends_later: int


def show_slots(slug: str) -> str | tuple[str, int]:
    """Rank the starts of a day; the day, the length and the weights stand in the address."""
    planning, now = found(planning_of(slug)), utc_now()
    suited = events_to_suit(planning.event, now)
    defaults = {**_defaults(planning, now), "people": suited.first}
    form = SlotsForm(request.args, defaults, suited.names, now=now)
    if not form.validate():
        page = planning_page("organiser/slots.html", planning, {"form": form, "best": None})
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    crowd = crowd_of(planning.event, registered_for=suited.id_of(form.people.data), now=now)
    day, weights = form.day(planning.event.zone), form.weights()
    best = best_slots(day, crowd, PLACES, weights=weights)
    skipped = not best.by_registrants
    if form.within.data:
        best = within_hours(best, planning.told.hours)
    context: dict[str, object] = {
        "form": form,
        "best": best,
        "weights": weights,
        "skipped": skipped,
    }
    if best.by_registrants:
        entry = _chosen(best)
        context |= _of_start(planning.event, entry, best, crowd, now)
        context |= {"rankings": _rankings(best, entry, _addresses(slug, form, best))}
    context["day"] = heading_words(day.on, reader_language())
    return planning_page("organiser/slots.html", planning, context)


def _defaults(planning: Planning, now: datetime) -> Mapping[str, str]:
    """Give what is asked for when nothing was chosen: the first stop, or an hour in a month."""
    event = planning.event
    coming = [stop for stop in planning.stops if stop.starts_at > now] or planning.stops
    if coming:
        length = (coming[0].ends_at - coming[0].starts_at) // timedelta(minutes=1)
        on, minutes = day_of(coming[0].starts_at, event.zone), min(length, LONGEST_SLOT)
    else:
        on, minutes = day_of(now + timedelta(days=30), event.zone), 60
    return {"on": on.isoformat(), "minutes": str(minutes), "step": "30"}


def _chosen(best: BestSlots) -> SlotEntry:
    """Give the start that the address names, else the best one: for speakers, without others."""
    asked_for = best.by_registrants[0].mean_cost is not None
    ranking = best.by_registrants if asked_for else best.by_speakers
    wished = request.args.get("start", ranking[0].starts)
    return next(
        (entry for entry in best.by_registrants if entry.starts == wished), best.by_registrants[0]
    )


def _addresses(slug: str, form: SlotsForm, best: BestSlots) -> dict[str, str]:
    """Give the address that shows each start."""
    query = urlencode({field.name: field.data for field in form})
    page = url_for("organiser.show_slots", slug=slug)
    return {
        entry.starts: f"{page}?{query}&start={entry.starts}#h-start"
        for entry in best.by_registrants
    }


def _rankings(
    best: BestSlots, chosen: SlotEntry, addresses: Mapping[str, str]
) -> tuple[Ranking, ...]:
    described = (
        (_("Registrants"), _("The mean over everybody."), best.by_registrants),
        (_("Countries"), _("One country, one vote."), best.by_country),
        (_("Speakers"), _("Those from outside the event's country."), best.by_speakers),
        (_("Worst zone"), _("Nobody is left far behind."), best.by_worst_zone),
    )
    rankings = []
    for name, meaning, entries in described:
        by_worst = entries is best.by_worst_zone
        good = near_equal(entries, by_worst=by_worst)
        rows = tuple(
            Ranked(
                entry.starts,
                addresses[entry.starts],
                _cost(entry.worst_cost if by_worst else entry.mean_cost),
                entry.starts in good,
                entry.starts == chosen.starts,
            )
            for entry in _with_costs(entries)[:BEST]
        )
        rankings.append(Ranking(str(name), str(meaning), rows, len(good)))
    return tuple(rankings)


def _with_costs(entries: Sequence[SlotEntry]) -> list[SlotEntry]:
    return [entry for entry in entries if entry.mean_cost is not None]


def _cost(cost: float | None) -> str:
    return "" if cost is None else str(format_decimal(cost, "0.00"))


def _of_start(
    event: Event, entry: SlotEntry, best: BestSlots, crowd: Crowd, now: datetime
) -> dict[str, object]:
    """Give what a start means in each zone, and the table of all starts in their order."""
    language = reader_language()
    starts_at = parse_instant(entry.starts_at)
    slot = Slot(starts_at, starts_at + timedelta(minutes=best.day.minutes))
    zones = slot_zones(slot, crowd, PLACES, weights=best.weights, now=now)
    own = span_in(*slot, event.zone, language)
    rows = [_zone_row(zone, span_in(*slot, zone.zone, language), own, language) for zone in zones]
    return {
        "start": own,
        "entry": entry,
        "zone_rows": rows,
        "asleep": [row for row in rows if row.zone.asleep],
        "guests_asleep": sum(row.zone.guests for row in rows if row.zone.asleep),
        "changing": [row for row in rows if row.zone.clock_changes],
        "table": _table(best),
    }


def _zone_row(zone: SlotZone, span: LocalSpan, own: LocalSpan, language: str) -> ZoneRow:
    country = country_of_zone(zone.zone)
    return ZoneRow(
        country=country_words(country, language) if country else "",
        span=span,
        zone=zone,
        cost=_cost(zone.cost),
        offset_now=label_of_offset(zone.offset_now),
        days=span.days_from(own),
        ends_later=span.band.days_later,
    )


def _table(best: BestSlots) -> list[tuple[str, ...]]:
    """Give the costs of every start in all rankings, in the order of the day."""
    columns = [
        {entry.starts: _cost(entry.mean_cost) for entry in entries}
        for entries in (best.by_registrants, best.by_country, best.by_speakers)
    ]
    return [
        (
            entry.starts,
            *(column[entry.starts] for column in columns),
            _cost(entry.worst_cost),
            "" if entry.share_in_day is None else str(format_percent(entry.share_in_day)),
            str(entry.people_at_night),
        )
        for entry in sorted(best.by_registrants, key=lambda one: one.starts)
    ]
