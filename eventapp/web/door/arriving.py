"""Who arrives: a ticket is scanned or typed, and the page says in large letters what it is.

A scanner types the code and presses Enter; the field is ready for the next one on every answer.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import NamedTuple

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.accounts.rules import Place
from eventapp.checkin.actions import check_in, undo_check_in
from eventapp.checkin.queries import arrival, number_arrived
from eventapp.checkin.rules import AGAIN, GOOD, UNDO_WITHIN, Scan, scanned
from eventapp.events.models import Event, Stop
from eventapp.events.queries import all_events, event_by_slug, stops_of
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import day_of
from eventapp.foundation.transaction import transaction
from eventapp.web.day_words import range_words
from eventapp.web.display import EVENT_FORMATS, name_of
from eventapp.web.door.answers import Answer, answer_for
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.organiser.event_area import event_area
from eventapp.web.policy import SCANNERS
from eventapp.web.revisions import read_revision

DOORS_OPEN_BEFORE = timedelta(hours=3)
WHOLE_EVENT = "-"
"""How an address names the event as a whole, where a stop could stand."""


class DoorEvent(NamedTuple):
    """An event whose door is the reader's."""

    slug: str
    name: str
    dates: str


class Choice(NamedTuple):
    """Where people arrive: a stop, or the event as a whole."""

    label: str
    href: str
    is_current: bool


def show_events() -> str | Response:
    """Show the events whose doors are the reader's; where there is one, go there."""
    reach, language = present_visitor().reach, reader_language()
    events = []
    for event, starts_at, ends_at in all_events():
        if not reach.may(SCANNERS, Place(event.id, event.series_id)):
            continue
        dates = ""
        if starts_at and ends_at:
            days = day_of(starts_at, event.zone), day_of(ends_at, event.zone)
            dates = range_words(*days, language)
        events.append(DoorEvent(event.slug, _name(event, language), dates))
    if len(events) == 1:
        return redirect(url_for("door.show_door", slug=events[0].slug))
    return render_template("door/events.html", events=events)


def show_door(slug: str) -> str:
    """Show the field for the next ticket, and what came of the last one."""
    event = found(event_by_slug(slug))
    stops = stops_of(event.id)
    stop = _stop(stops, request.args.get("stop", ""), now=utc_now())
    last = _last(event, read_revision(request.args.get("arrival", "")))
    return _page(event, stops, stop, last)


def scan(slug: str) -> str | Response | tuple[str, int]:
    """Let in who holds the ticket, or say why not."""
    event = found(event_by_slug(slug))
    stops, now = stops_of(event.id), utc_now()
    stop = _stop(stops, request.form.get("stop", ""), now=now)
    code, anyway = scanned(request.form.get("code", "")), request.form.get("anyway") == "yes"
    event_id, stop_id, here = event.id, stop.id if stop else None, _value(stop)
    account = present_visitor().account.id
    with transaction():
        seen = check_in(event_id, code, stop_id, account_id=account, now=now, anyway=anyway)
    if seen.outcome in {GOOD, AGAIN}:
        again = "yes" if seen.outcome == AGAIN else None
        place = url_for("door.show_door", slug=slug, stop=here, arrival=seen.number, again=again)
        return redirect(place, HTTPStatus.SEE_OTHER)
    last = answer_for(seen, event.zone, reader_language(), typed=code)
    return _page(event, stops_of(event_id), stop, last), HTTPStatus.UNPROCESSABLE_ENTITY


def undo(slug: str) -> Response:
    """Take a check-in back that was a mistake."""
    event = found(event_by_slug(slug))
    event_id, number = event.id, read_revision(request.form.get("arrival", ""))
    actor = present_visitor().actor
    with transaction():
        is_undone = undo_check_in(event_id, number, actor=actor, now=utc_now())
    if is_undone:
        flash(_("The check-in is taken back."), "good")
    else:
        flash(_("It is too late to take it back, or somebody has."), "wrong")
    place = url_for("door.show_door", slug=slug, stop=request.form.get("stop") or None)
    return redirect(place, HTTPStatus.SEE_OTHER)


def _last(event: Event, number: int) -> Answer | None:
    """Give what came of the ticket before, where the address names an arrival of the event."""
    seen = arrival(event.id, number) if number else None
    if seen is None or seen.undone_at is not None:
        return None
    outcome = AGAIN if request.args.get("again") == "yes" else GOOD
    told = answer_for(
        Scan(outcome, seen.name, seen.code, seen.number, seen.at), event.zone, reader_language()
    )
    return told._replace(
        mode=name_of(seen.mode, EVENT_FORMATS),
        undo=seen.number if utc_now() < seen.at + UNDO_WITHIN else 0,
    )


def _stop(stops: Sequence[Stop], asked: str, *, now: datetime) -> Stop | None:
    """Give the stop that is meant: the one asked for, else the one whose doors are open."""
    if asked == WHOLE_EVENT:
        return None
    if asked:
        return found(next((stop for stop in stops if stop.code == asked), None))
    if len(stops) < 2:
        return None
    return next((stop for stop in stops if _is_open(stop, now)), None)


def _is_open(stop: Stop, now: datetime) -> bool:
    return stop.starts_at - DOORS_OPEN_BEFORE <= now < stop.ends_at


def _value(stop: Stop | None) -> str:
    return stop.code if stop else WHOLE_EVENT


def _name(event: Event, language: str) -> str:
    return Text(event.name_en, event.name_sv).in_language(language)


def _choices(event: Event, stops: Sequence[Stop], chosen: Stop | None) -> list[Choice]:
    """Give the places where people may arrive; none to choose from where there is one stop."""
    if len(stops) < 2:
        return []
    wholes = [(_("The event"), WHOLE_EVENT), *((stop.code, stop.code) for stop in stops)]
    return [
        Choice(
            label, url_for("door.show_door", slug=event.slug, stop=value), value == _value(chosen)
        )
        for label, value in wholes
    ]


def _page(event: Event, stops: Sequence[Stop], stop: Stop | None, last: Answer | None) -> str:
    language = reader_language()
    stop_id = stop.id if stop else None
    return render_template(
        "door/door.html",
        area=event_area(event, language),
        choices=_choices(event, stops, stop),
        where=Text(stop.title_en, stop.title_sv).in_language(language) if stop else "",
        stop=_value(stop),
        last=last,
        arrived=number_arrived(event.id, stop_id),
    )
