"""The plan of an event: its stops with their sessions; making and editing stops and tracks."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import NamedTuple

from flask import abort, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.events.changing import add_stop as make_stop
from eventapp.events.models import Event, Stop
from eventapp.events.queries import event_by_slug, stop_by_code, stops_of
from eventapp.exchange.programme_out import programme_file
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.edits import Seen
from eventapp.foundation.timezones import day_of
from eventapp.programme.models import Track
from eventapp.programme.queries import ProgrammeSession, tracks_of, working_programme_of
from eventapp.programme.rules import KNOWN_STATES
from eventapp.programme.stops import (
    add_track,
    change_track,
    delete_track,
)
from eventapp.programme.working import pending_codes
from eventapp.roster.queries import shifts_at
from eventapp.roster.stops import remove_stop as take_stop_out
from eventapp.roster.stops import restage_stop
from eventapp.web.day_words import heading_words
from eventapp.web.errors import found
from eventapp.web.local_span import LocalSpan
from eventapp.web.locale import reader_language
from eventapp.web.moments import span_in
from eventapp.web.organiser.edit_fields import city_list
from eventapp.web.organiser.edit_form import Stored
from eventapp.web.organiser.event_area import event_page
from eventapp.web.organiser.exporting import csv_file
from eventapp.web.organiser.saving import Subject, do, save_edit, save_new
from eventapp.web.organiser.stop_form import StopForm, seen_stop, stored_stop
from eventapp.web.revisions import read_revision

Answer = str | Response | tuple[str, int]


class PlannedSession(NamedTuple):
    """A session with its times by the clock of its stop."""

    session: ProgrammeSession
    title: str
    span: LocalSpan
    people: str
    waits: bool


class PlannedStop(NamedTuple):
    """A stop with its day, its times and its sessions."""

    stop: Stop
    title: str
    day: str
    span: LocalSpan
    tracks: str
    sessions: tuple[PlannedSession, ...]


def show_plan(slug: str) -> str:
    """Show the stops and all sessions, drafts too, each with the way to its form."""
    event = found(event_by_slug(slug))
    language = reader_language()
    sessions = working_programme_of(event.id, states=KNOWN_STATES)
    waiting = pending_codes(event.id)
    tracks = tracks_of(event.id)
    return event_page(
        "organiser/plan.html",
        event,
        stops=[
            PlannedStop(
                stop,
                Text(stop.title_en, stop.title_sv).in_language(language),
                heading_words(day_of(stop.starts_at, stop.zone), language),
                span_in(stop.starts_at, stop.ends_at, stop.zone, language),
                ", ".join(track.name for track in tracks if track.stop_id == stop.id),
                tuple(
                    _planned(one, stop.zone, language, waits=one.code in waiting)
                    for one in sessions
                    if one.stop_code == stop.code
                ),
            )
            for stop in stops_of(event.id)
        ],
    )


def download_programme(slug: str) -> Response:
    """Give the programme as a file, and note who took it out."""
    event = found(event_by_slug(slug))
    return csv_file(event, "programme", *programme_file(event.id))


def _planned(one: ProgrammeSession, zone: str, language: str, *, waits: bool) -> PlannedSession:
    span = span_in(one.starts_at, one.ends_at, zone, language)
    return PlannedSession(
        one, one.title(language), span, ", ".join(person.name for person in one.people), waits
    )


def add_stop(slug: str) -> Answer:
    """Show the form of a new stop, or make it."""
    event = found(event_by_slug(slug))
    stops, act = stops_of(event.id), partial(make_stop, event.id)
    form = StopForm(event, stops[-1] if stops else None, None, now=utc_now())
    if request.method == "GET":
        return _page(event, form)
    made = save_new(form, act, _("The stop is made."))
    return _to_plan(slug) if made else (_page(event, form), HTTPStatus.UNPROCESSABLE_ENTITY)


def show_stop_form(slug: str, code: str) -> Answer:
    """Show the form of a stop."""
    event = found(event_by_slug(slug))
    stop = found(stop_by_code(event.id, code))
    return _page(event, _form(event, stop), stop)


def edit_stop(slug: str, code: str) -> Answer:
    """Store what was changed of a stop, or show it beside what others changed."""
    event = found(event_by_slug(slug))
    stop = found(stop_by_code(event.id, code))
    form, newest = _form(event, stop), partial(_newest, event.id, code)
    act = partial(restage_stop, stop.id, along=form.along())
    refused = save_edit(form, Subject(event.id, "stop", code, act, newest))
    return _to_plan(slug) if refused is None else (_page(event, form, stop), refused)


def _newest(event_id: int, code: str) -> Stored:
    stop = found(stop_by_code(event_id, code))
    return stored_stop(stop), seen_stop(stop)


def remove_stop(slug: str, code: str) -> Response:
    """Delete a stop that holds no session, and the shifts at it that the question named."""
    event = found(event_by_slug(slug))
    stop_id = found(stop_by_code(event.id, code)).id
    seen = read_revision(request.form.get("shifts", "0"))
    is_done = do(partial(take_stop_out, stop_id, seen), _("The stop is deleted."))
    return _to_plan(slug) if is_done else _to_stop(slug, code, "delete")


def change_tracks(slug: str, code: str) -> Response:
    """Add, rename or delete a track of a stop."""
    event = found(event_by_slug(slug))
    stop = found(stop_by_code(event.id, code))
    name = request.form.get("name", "").strip()
    track = _chosen_track(event.id, stop.id)
    what, stop_id, track_id = request.form.get("do", ""), stop.id, track.id if track else 0
    if what not in {"add", "rename", "delete"} or (what != "add" and track is None):
        abort(400, _("Choose one of the buttons."))
    version = request.form.get("version", "")[:9]
    seen = Seen(int(version) if version.isascii() and version.isdecimal() else 0)
    act: Callable[..., object] = partial(delete_track, track_id)
    if what == "add":
        act = partial(add_track, stop_id, name)
    elif what == "rename":
        act = partial(change_track, track_id, name, seen)
    do(act, _("Saved."))
    return _to_stop(slug, code, "tracks")


def _chosen_track(event_id: int, stop_id: int) -> Track | None:
    number = request.form.get("track", "")
    found_tracks = (
        one for one in tracks_of(event_id) if one.stop_id == stop_id and str(one.id) == number
    )
    return next(found_tracks, None)


def _to_plan(slug: str) -> Response:
    return redirect(url_for("organiser.show_plan", slug=slug), HTTPStatus.SEE_OTHER)


def _to_stop(slug: str, code: str, anchor: str | None = None) -> Response:
    address = url_for("organiser.show_stop_form", slug=slug, code=code, _anchor=anchor)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _form(event: Event, stop: Stop) -> StopForm:
    return StopForm(event, None, stop, has_shifts=bool(shifts_at(stop.id)), now=utc_now())


def _page(event: Event, form: StopForm, stop: Stop | None = None) -> str:
    tracks = [one for one in tracks_of(event.id) if stop is not None and one.stop_id == stop.id]
    return event_page(
        "organiser/stop.html",
        event,
        form=form,
        stop=stop,
        tracks=tracks,
        shifts=shifts_at(stop.id) if stop and "with_shifts" in form else (),
        cities=city_list(reader_language()),
    )
