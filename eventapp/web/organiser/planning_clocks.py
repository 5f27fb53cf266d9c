"""Clock changes: what moves for whom inside a tour and until it, and with new zone data."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventapp.events.models import Stop
from eventapp.events.queries import event_by_slug
from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import (
    TZDATA_VERSION,
    clock_changes,
    label_of_offset,
    local,
)
from eventapp.foundation.transaction import transaction
from eventapp.foundation.zone_names import city
from eventapp.planning.clock_shifts import ClockShift, clock_shifts
from eventapp.planning.plans import Planning, planning_of
from eventapp.planning.queries import PLACES, crowd_of
from eventapp.planning.zone_data import derive_times, moved_times
from eventapp.web.day_words import day_words
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.local_span import LocalSpan
from eventapp.web.locale import reader_language
from eventapp.web.moments import span_in
from eventapp.web.organiser.moved_words import moved_row
from eventapp.web.organiser.planning_frame import planning_page

LONGEST_LOOK = timedelta(days=400)
"""How long a tour may be for its changes to be looked for day by day."""


class ShiftRow(NamedTuple):
    """A zone whose clocks shift: its stops in local time, and by how much each has moved.

    The last of each tells whether they shift while it lasts.
    """

    city: str
    people: int
    until_then: str
    spans: tuple[tuple[LocalSpan, int, str, bool], ...]


class Change(NamedTuple):
    """A change of clocks inside the tour."""

    city: str
    day: str
    before: str
    after: str


def show_clocks(slug: str) -> str:
    """Show whose clocks shift, and what moved with new zone data."""
    planning, now = found(planning_of(slug)), utc_now()
    language = reader_language()
    people = _people(planning, now)
    starts = [stop.starts_at for stop in planning.stops]
    lasting = [(stop.starts_at, stop.ends_at) for stop in planning.stops]
    shifts = clock_shifts(lasting, planning.event.zone, people, PLACES, now=now)
    own = [
        span_in(stop.starts_at, stop.ends_at, planning.event.zone, language)
        for stop in planning.stops
    ]
    coming = bool(starts) and starts[0] > now
    moved = moved_times(planning.event.id, now=now)
    context = {
        "stops": list(zip(planning.stops, own, strict=True)),
        "inside": [_row(shift, planning, own) for shift in shifts if shift.inside],
        "until": [_row(s, planning, own) for s in shifts if coming and s.until_then],
        "coming": coming,
        "begun": bool(starts) and not coming and starts[-1] > now,
        "steady": sum(not shift.inside for shift in shifts),
        "changes": _changes(planning.stops, [planning.event.zone, *people], language),
        "moved": [moved_row(one, language) for one in moved],
        "can_derive": any(not one.is_past for one in moved),
        "tzdata_version": TZDATA_VERSION,
    }
    return planning_page("organiser/clocks.html", planning, context)


def derive_clocks(slug: str) -> Response:
    """Store the instants that the event's clock times mean by the zone data in use."""
    event_id, actor, now = found(event_by_slug(slug)).id, present_visitor().actor, utc_now()
    with transaction():
        derived = derive_times(event_id, actor=actor, now=now)
    flash(
        ngettext(
            "%(num)s time was derived anew.",
            "%(num)s times were derived anew.",
            len(derived.changed),
        ),
        "good",
    )
    return redirect(url_for("organiser.show_clocks", slug=slug), 303)


def _people(planning: Planning, now: datetime) -> Counter[str]:
    """Give how many registrants and speakers are in each zone."""
    crowd = crowd_of(planning.event, now=now)
    people: Counter[str] = Counter()
    for where, number in (*crowd.registrants.items(), *crowd.guests.items()):
        people[where.zone] += number
    return people


def _row(shift: ClockShift, planning: Planning, own: Sequence[LocalSpan]) -> ShiftRow:
    language = reader_language()
    spans = (span_in(stop.starts_at, stop.ends_at, shift.zone, language) for stop in planning.stops)
    return ShiftRow(
        city=city(shift.zone, language),
        people=shift.people,
        until_then=_later(shift.until_then),
        spans=tuple(
            (span, span.days_from(home), _later(step), within)
            for span, home, step, within in zip(spans, own, shift.steps, shift.within, strict=True)
        ),
    )


def _later(length: timedelta) -> str:
    """Say by how much clocks show the same moment later or earlier; nothing for no time."""
    if not length:
        return ""
    hours, minutes = divmod(abs(length) // timedelta(minutes=1), 60)
    words = f"{hours}:{minutes:02} h" if minutes else f"{hours} h"
    if length > timedelta(0):
        return _("%(length)s later", length=words)
    return _("%(length)s earlier", length=words)


def _changes(stops: Sequence[Stop], zones: Sequence[str], language: str) -> list[Change]:
    """Give the changes of clocks between the first start and the last end, in order."""
    if not stops:
        return []
    first, last = stops[0].starts_at, max(stop.ends_at for stop in stops)
    last = min(last, first + LONGEST_LOOK)
    found_changes = [
        (change, name)
        for name in dict.fromkeys(zones)
        for change in clock_changes(name, first, last)
    ]
    return [
        Change(
            city(name, language),
            day_words(local(change.at, name).date(), language),
            label_of_offset(change.before),
            label_of_offset(change.after),
        )
        for change, name in sorted(found_changes)
    ]
