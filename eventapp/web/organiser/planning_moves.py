"""Moves on the timetable: by form, and by a script that asks for JSON."""

from datetime import timedelta
from http import HTTPStatus
from urllib.parse import quote

from flask import flash, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.events.queries import event_by_slug, stops_of
from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import instant_text
from eventapp.foundation.transaction import transaction
from eventapp.planning.plans import planning_of
from eventapp.planning.timetable import Move, StoredSlot, move_session, slot_of
from eventapp.programme.changing import park_session
from eventapp.programme.rules import PARKED
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.organiser.conflict_words import ConflictWords
from eventapp.web.organiser.planning_timetable import Refused, timetable_page
from eventapp.web.organiser.timetable_wishes import (
    TOLD,
    Home,
    Wish,
    folds_of,
    refusal_words,
    wish_of,
)

PARK = "park"
"""The field that asks to take a session off the timetable."""
TYPED = ("starts", "minutes", "track", "stop")
"""The fields that somebody fills in."""


def move(slug: str, code: str) -> Response | tuple[Response | str, int]:
    """Move or park a session as the form says; an answer to a script tells what conflicts then."""
    event = found(event_by_slug(slug))
    stored = found(slot_of(event.id, code))
    stops = stops_of(event.id)
    before = next(stop.code for stop in stops if stop.id == stored.stop_id)
    actor, now, home = present_visitor().actor, utc_now(), Home(before, stored.zone)
    try:
        wish = None if PARK in request.form else wish_of(request.form, stops, home)
        was = _was(stored, before)
        with transaction():
            edited = (
                park_session(stored.session_id, actor=actor, now=now)
                if wish is None
                else move_session(stored.session_id, _move(wish), actor=actor, now=now)
            )
    except TOLD as refusal:
        typed = {name: request.form[name] for name in TYPED if name in request.form}
        refused = Refused(code, refusal_words(refusal), typed, folds_of(refusal))
        return _refused(slug, before, refused)
    return _done(slug, code, wish.stop.code if wish else before, was if edited else "")


def _move(wish: Wish) -> Move:
    return Move(wish.stop.id, wish.track, wish.span, request.form.get("seen", ""))


def _was(stored: StoredSlot, stop_code: str) -> str:
    """Give what undoes the move, as it stands in an address."""
    if stored.state == PARKED:
        return PARKED
    minutes = (stored.ends_at - stored.starts_at) // timedelta(minutes=1)
    parts = (instant_text(stored.starts_at), str(minutes), quote(stored.track), stop_code)
    return ";".join(parts)


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
        {"severity": conflict.severity.name.lower(), "words": words.words(conflict.seen_from(code))}
        for conflict in planning.conflicts_with(code)
    ]
    return jsonify({"message": message, "was": was, "conflicts": conflicts})
