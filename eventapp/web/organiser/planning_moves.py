"""Moves on the timetable: by form, and by a script that asks for JSON."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import quote

from flask import flash, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.events.models import Stop
from eventapp.events.queries import event_by_slug, stops_of
from eventapp.events.rules import FieldRefused, StateImpossible
from eventapp.foundation.clock import utc_now
from eventapp.foundation.refusals import StaleEdit
from eventapp.foundation.timezones import (
    InstantMalformed,
    TimeOutOfRange,
    WallTimeMalformed,
    WallTimeMissing,
    WallTimeTwice,
    instant_text,
    offset_label,
    parse_instant,
    parse_wall,
)
from eventapp.foundation.transaction import transaction
from eventapp.foundation.wall_spans import WallSpan
from eventapp.planning.moving import LONGEST_MINUTES, dropped, typed
from eventapp.planning.plans import planning_of
from eventapp.planning.timetable import Move, StoredSlot, move_session, slot_of
from eventapp.programme.changing import park_session
from eventapp.programme.rules import PARKED, SessionOutsideStop
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.organiser.conflict_words import ConflictWords
from eventapp.web.organiser.planning_timetable import Refused, timetable_page
from eventapp.web.organiser.timetable_cards import stop_of

LONGEST_TEXT = 200
PARK = "park"
"""The field that asks to take a session off the timetable."""


class _Impossible(Exception):
    """What was sent is no move; the text says what to send."""


class Wish(NamedTuple):
    """What somebody wishes, and the code of the stop it goes to."""

    stop_code: str
    move: Move


def move(slug: str, code: str) -> Response | tuple[Response | str, int]:
    """Move or park a session as the form says; an answer to a script tells what conflicts then."""
    event = found(event_by_slug(slug))
    stored = found(slot_of(event.id, code))
    stops = stops_of(event.id)
    before = next(stop.code for stop in stops if stop.id == stored.stop_id)
    actor, now = present_visitor().actor, utc_now()
    try:
        wish = None if PARK in request.form else _wish(stops, stored)
        was = _was(stored, before)
        with transaction():
            edited = (
                park_session(stored.session_id, actor=actor, now=now)
                if wish is None
                else move_session(stored.session_id, wish.move, actor=actor, now=now)
            )
    except _TOLD as refusal:
        return _refused(slug, before, Refused(code, _words(refusal), _folds(refusal)))
    return _done(slug, code, wish.stop_code if wish else before, was if edited else "")


def _wish(stops: Sequence[Stop], stored: StoredSlot) -> Wish:
    """Read the form. Raises a refusal that has words."""
    form = request.form
    stop = stop_of(stops, form.get("stop", ""))
    if stop is None:
        raise _Impossible(_("This event has no stop with that code."))
    minutes = form.get("minutes", "").strip()
    if not (minutes.isascii() and minutes.isdecimal() and len(minutes) < 6):
        minutes = "0"
    if not 1 <= int(minutes) <= LONGEST_MINUTES:
        raise _Impossible(
            _("Write a whole number from %(least)s to %(most)s.", least=1, most=LONGEST_MINUTES)
        )
    track = form.get("track", "").strip()[:LONGEST_TEXT]
    span = _span(stop.zone, stored.zone, int(minutes))
    return Wish(stop.code, Move(stop.id, track, span, form.get("seen", "")))


def _span(shown_in: str, zone: str, minutes: int) -> WallSpan:
    at = request.form.get("at", "")
    if at:
        return dropped(parse_instant(at), minutes, zone)
    fold = {"0": 0, "1": 1}.get(request.form.get("fold", ""))
    wall = parse_wall(request.form.get("starts", "").strip())
    return typed(wall, minutes, shown_in=shown_in, zone=zone, fold=fold)


def _was(stored: StoredSlot, stop_code: str) -> str:
    """Give what undoes the move, as it stands in an address."""
    if stored.state == PARKED:
        return PARKED
    minutes = (stored.ends_at - stored.starts_at) // timedelta(minutes=1)
    parts = (instant_text(stored.starts_at), str(minutes), quote(stored.track), stop_code)
    return ";".join(parts)


_TOLD = (
    _Impossible,
    StaleEdit,
    SessionOutsideStop,
    StateImpossible,
    FieldRefused,
    InstantMalformed,
    WallTimeMalformed,
    WallTimeMissing,
    WallTimeTwice,
    TimeOutOfRange,
)


def _words(refusal: Exception) -> str:
    """Say why a session stays where it is, and what to do."""
    for kind, say in _SAID.items():
        if isinstance(refusal, kind):
            return say(refusal)
    return _("Write day and time like 2021-05-01T00:00.")


_SAID: dict[type[Exception], Callable[[Any], str]] = {
    _Impossible: str,
    StaleEdit: lambda _refusal: _(
        "Somebody else moved it meanwhile. Here is where it is now: move it again."
    ),
    SessionOutsideStop: lambda refusal: _(
        "The stop is open from %(opens)s to %(closes)s. "
        "Choose a time within it, or make the stop longer.",
        opens=_clock(refusal.opens),
        closes=_clock(refusal.closes),
    ),
    StateImpossible: lambda _refusal: _(
        "Only drafts can be parked, and this one is public. Move it, or cancel it."
    ),
    FieldRefused: lambda _refusal: _("That stop has no such track. Choose one from the list."),
    WallTimeMissing: lambda refusal: _(
        "The clocks skip %(time)s there. %(suggestion)s is as much later as they skip.",
        time=_clock(refusal.wall),
        suggestion=_clock(refusal.suggestion),
    ),
    WallTimeTwice: lambda refusal: _(
        "The clocks show %(time)s twice there. Say which is meant.", time=_clock(refusal.wall)
    ),
}


def _clock(wall: datetime) -> str:
    return f"{wall:%Y-%m-%d %H:%M}"


def _folds(refusal: Exception) -> tuple[str, ...]:
    """Give the offsets between which somebody has to choose."""
    if not isinstance(refusal, WallTimeTwice):
        return ()
    zone = refusal.zone_name
    return (offset_label(refusal.first, zone), offset_label(refusal.second, zone))


def _wants_json() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == (
        "application/json"
    )


def _refused(slug: str, stop_code: str, refused: Refused) -> tuple[Response | str, int]:
    if _wants_json():
        return jsonify({"message": refused.words}), HTTPStatus.UNPROCESSABLE_ENTITY
    page = timetable_page(found(planning_of(slug)), stop_code, refused)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _done(slug: str, code: str, stop_code: str, was: str) -> Response:
    """Lead to where the session is now, or tell a script what conflicts there."""
    done = _("Parked.") if PARK in request.form else _("Moved.")
    message = done if was else _("It is there already.")
    if not _wants_json():
        flash(message, "good")
        address = url_for(
            "organiser.show_timetable",
            slug=slug,
            stop=stop_code,
            ruler=request.form.get("ruler") or None,
            moved=code if was else None,
            was=was or None,
            _anchor=f"session-{code}",
        )
        return redirect(address, 303)
    planning = found(planning_of(slug))
    words = ConflictWords(planning, reader_language())
    conflicts = [
        {"severity": conflict.severity.name.lower(), "words": words.words(conflict)}
        for conflict in planning.conflicts_with(code)
    ]
    return jsonify({"message": message, "was": was, "conflicts": conflicts})
