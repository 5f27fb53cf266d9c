"""The pages on which a stream or a recording is set up, tried and taken away."""

from collections.abc import Callable
from datetime import datetime
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
from eventapp.streams.editing import (
    Change,
    drop_recording,
    drop_stream,
    edit_recording,
    edit_stream,
)
from eventapp.streams.models import Recording, Stream
from eventapp.streams.queries import recording_by_session, stream_of
from eventapp.streams.rules import checked_recording, checked_stream, player_of
from eventapp.web.attendee.players import Video, policy_with, video_of
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.organiser.event_area import event_page
from eventapp.web.organiser.stream_forms import RecordingForm, StreamForm, VideoForm


class Subject(NamedTuple):
    """What is watched, how that is stored, and what stores and drops it; `name` as in addresses."""

    name: str
    event: Event
    of: Stop | Session
    stored: Stream | Recording | None
    form: VideoForm
    checked: Callable[[Any], object]
    edit: Callable[..., bool]
    drop: Callable[..., bool]


def _stream(slug: str, code: str) -> Subject:
    event = found(event_by_slug(slug))
    stop = found(stop_by_code(event.id, code))
    stored = stream_of(stop.id)
    return Subject(
        name="stream",
        event=event,
        of=stop,
        stored=stored,
        form=StreamForm(stored),
        checked=checked_stream,
        edit=partial(edit_stream, stop.id),
        drop=partial(drop_stream, stop.id),
    )


def _recording(slug: str, code: str) -> Subject:
    event = found(event_by_slug(slug))
    session = found(session_by_code(event.id, code))
    stored = recording_by_session(session.id)
    return Subject(
        name="recording",
        event=event,
        of=session,
        stored=stored,
        form=RecordingForm(stored),
        checked=checked_recording,
        edit=partial(edit_recording, session.id),
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
    return _save(_stream(slug, code), slug, code, now=utc_now())


def save_recording(slug: str, code: str) -> Response:
    """Store where a recording is, or try it without storing, or show what is wrong."""
    return _save(_recording(slug, code), slug, code, now=utc_now())


def remove_stream(slug: str, code: str) -> Response:
    """Take the stream of a stop away."""
    return _remove(_stream(slug, code), slug, code, now=utc_now())


def remove_recording(slug: str, code: str) -> Response:
    """Take the recording of a session away."""
    return _remove(_recording(slug, code), slug, code, now=utc_now())


def _show(subject: Subject) -> Response:
    return _page(subject, video_of(subject.stored))


def _save(subject: Subject, slug: str, code: str, *, now: datetime) -> Response:
    form, change = subject.form, _change(subject, code)
    told: list[tuple[str, str]] = []
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.validate():
        try:
            details = form.details()
            subject.checked(details)
            if form.is_check:
                return _page(subject, _tried(form), is_tried=True)
            with transaction():
                subject.edit(details, change, now=now)
        except StaleEdit as refusal:
            form.tell(refusal)
            status, told = HTTPStatus.CONFLICT, form.stored_words(refusal.differences)
        except Refusal as refusal:
            form.tell(refusal)
        else:
            flash(_("It is stored. Below you see what others will see."), "good")
            return _to(subject, slug, code)
    form.tell_of_cookies()
    return _page(subject, None, told=told, status=status)


def _remove(subject: Subject, slug: str, code: str, *, now: datetime) -> Response:
    change = _change(subject, code)
    try:
        with transaction():
            subject.drop(change, now=now)
    except StaleEdit:
        flash(_("Somebody changed it meanwhile. Look at it, and remove it then."), "wrong")
    else:
        flash(_("It is removed."), "good")
    return _to(subject, slug, code)


def _change(subject: Subject, code: str) -> Change:
    revision = subject.form.read_revision()
    return Change(subject.event.id, code, present_visitor().actor, revision)


def _tried(form: VideoForm) -> Video:
    """Give the player of what was typed. Raises StreamAddressInvalid."""
    player = player_of(form.kind.data, form.address.data, form.files_from.data)
    return Video(player.kind, player.source, player.framed, player.origins)


def _to(subject: Subject, slug: str, code: str) -> Response:
    address = url_for(f"organiser.show_{subject.name}", slug=slug, code=code)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _page(
    subject: Subject,
    video: Video | None,
    *,
    told: list[tuple[str, str]] | None = None,
    is_tried: bool = False,
    status: int = HTTPStatus.OK,
) -> Response:
    of, language = subject.of, reader_language()
    text = event_page(
        "organiser/video.html",
        subject.event,
        name=subject.name,
        code=of.code,
        title=Text(of.title_en, of.title_sv).in_language(language),
        is_stored=subject.stored is not None,
        form=subject.form,
        video=video,
        is_tried=is_tried,
        stored=told or [],
    )
    response = make_response(text, status)
    response.headers["Content-Security-Policy"] = policy_with(video)
    return response
