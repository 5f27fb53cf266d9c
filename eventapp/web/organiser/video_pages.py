"""The pages on which a stream or a recording is set up, tried and taken away."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any, NamedTuple

from flask import flash, make_response, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.events.models import Event, Stop
from eventapp.events.queries import event_by_slug, stop_by_code
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.refusals import Refusal, StaleEdit
from eventapp.foundation.transaction import transaction
from eventapp.programme.models import Session
from eventapp.programme.queries import session_by_code
from eventapp.streams.editing import drop_recording, drop_stream, edit_recording, edit_stream
from eventapp.streams.models import Recording, Stream
from eventapp.streams.queries import recording_by_session, stream_of
from eventapp.streams.rules import checked_recording, checked_stream, player_of
from eventapp.web.attendee.players import Video, policy_with, video_of
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.organiser.event_area import event_page
from eventapp.web.organiser.saving import Subject, save_edit
from eventapp.web.organiser.stream_forms import (
    RecordingForm,
    StreamForm,
    VideoForm,
    stored_recording,
    stored_stream,
)


class Watched(NamedTuple):
    """What is watched, how that is stored, and what stores and drops it; `name` as in addresses."""

    name: str
    event: Event
    of: Stop | Session
    stored: Stream | Recording | None
    form: VideoForm
    checked: Callable[[Any], object]
    subject: Subject
    drop: Callable[..., bool]


def _stream(slug: str, code: str) -> Watched:
    event = found(event_by_slug(slug))
    stop = found(stop_by_code(event.id, code))
    stored = stream_of(stop.id)
    stop_id, act = stop.id, partial(edit_stream, stop.id)
    return Watched(
        name="stream",
        event=event,
        of=stop,
        stored=stored,
        form=StreamForm(stored_stream(stored)),
        checked=checked_stream,
        subject=Subject(event.id, "stream", code, act, lambda: stored_stream(stream_of(stop_id))),
        drop=partial(drop_stream, stop.id),
    )


def _recording(slug: str, code: str) -> Watched:
    event = found(event_by_slug(slug))
    session = found(session_by_code(event.id, code))
    stored = recording_by_session(session.id)
    session_id, act = session.id, partial(edit_recording, session.id)
    return Watched(
        name="recording",
        event=event,
        of=session,
        stored=stored,
        form=RecordingForm(stored_recording(stored)),
        checked=checked_recording,
        subject=Subject(
            event.id,
            "recording",
            code,
            act,
            lambda: stored_recording(recording_by_session(session_id)),
        ),
        drop=partial(drop_recording, session.id),
    )


def show_stream(slug: str, code: str) -> Response:
    """Show how a stop is watched, to be changed."""
    return _show(_stream(slug, code))


def show_recording(slug: str, code: str) -> Response:
    """Show where the recording of a session is, to be changed."""
    return _show(_recording(slug, code))


def save_stream(slug: str, code: str) -> Response:
    """Store how a stop is watched, or try it without storing, or show what is wrong."""
    return _save(_stream(slug, code), slug, code)


def save_recording(slug: str, code: str) -> Response:
    """Store where a recording is, or try it without storing, or show what is wrong."""
    return _save(_recording(slug, code), slug, code)


def remove_stream(slug: str, code: str) -> Response:
    """Take the stream of a stop away."""
    return _remove(_stream(slug, code), slug, code)


def remove_recording(slug: str, code: str) -> Response:
    """Take the recording of a session away."""
    return _remove(_recording(slug, code), slug, code)


def _show(watched: Watched) -> Response:
    return _page(watched, video_of(watched.stored))


def _save(watched: Watched, slug: str, code: str) -> Response:
    form = watched.form
    if form.is_check:
        return _try(watched)
    status = save_edit(form, watched.subject)
    if status is None:
        return _to(watched, slug, code)
    form.tell_of_cookies()
    return _page(watched, None, status=status)


def _try(watched: Watched) -> Response:
    """Show the player of what was typed, and store nothing."""
    form = watched.form
    if form.validate():
        try:
            watched.checked(form.details())
            return _page(watched, _tried(form), is_tried=True)
        except Refusal as refusal:
            form.tell(refusal)
    form.tell_of_cookies()
    return _page(watched, None, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _remove(watched: Watched, slug: str, code: str) -> Response:
    version, actor = watched.form.seen_before().version, present_visitor().actor
    try:
        with transaction():
            watched.drop(version, actor=actor, now=utc_now())
    except StaleEdit:
        flash(_("Somebody changed it meanwhile. Look at it, and remove it then."), "wrong")
    else:
        flash(_("It is removed."), "good")
    return _to(watched, slug, code)


def _tried(form: VideoForm) -> Video:
    """Give the player of what was typed. Raises StreamAddressInvalid."""
    player = player_of(form.kind.data, form.address.data, form.files_from.data)
    return Video(player.kind, player.source, player.framed, player.origins)


def _to(watched: Watched, slug: str, code: str) -> Response:
    address = url_for(f"organiser.show_{watched.name}", slug=slug, code=code)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _page(
    watched: Watched,
    video: Video | None,
    *,
    is_tried: bool = False,
    status: int = HTTPStatus.OK,
) -> Response:
    of, language = watched.of, reader_language()
    text = event_page(
        "organiser/video.html",
        watched.event,
        name=watched.name,
        code=of.code,
        title=Text(of.title_en, of.title_sv).in_language(language),
        is_stored=watched.stored is not None,
        form=watched.form,
        video=video,
        is_tried=is_tried,
    )
    response = make_response(text, status)
    response.headers["Content-Security-Policy"] = policy_with(video)
    return response
