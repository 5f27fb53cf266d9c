"""Saying where stops and recordings are watched."""

from flask import Flask

from eventapp.foundation.transaction import transaction
from eventapp.streams.actions import save_stream
from eventapp.streams.queries import (
    opening_minutes_of,
    recorded_sessions_of,
    recording_of,
    stream_of,
)
from eventapp.streams.rules import StreamDetails
from tests.factories import make_event, make_recording, make_session, make_stop


def test_stream_is_kept_and_changed(app: Flask) -> None:
    event = make_event()
    stop, other = make_stop(event), make_stop(event)

    with transaction():
        first = save_stream(stop.id, StreamDetails("file", "/a.mp4"))
        same = save_stream(stop.id, StreamDetails("file", "/a.mp4"))
        changed = save_stream(stop.id, StreamDetails("file", "/b.mp4", 30))

    stream = stream_of(stop.id)
    assert (first, same, changed) == (True, False, True)
    assert stream is not None
    assert (stream.address, stream.opens_before_minutes, stream.version) == ("/b.mp4", 30, 2)
    assert opening_minutes_of(event.id) == {stop.id: 30, other.id: 15}


def test_recordings_are_those_of_published_sessions(app: Flask) -> None:
    event = make_event()
    stop = make_stop(event)
    shown, draft, without = (
        make_session(stop, "A"),
        make_session(stop, "B", state="draft"),
        make_session(stop, "C"),
    )
    make_recording(draft)
    make_recording(shown, address="/a.mp4", seconds=60)

    found = recording_of(event.id, "A")
    assert recorded_sessions_of(event.id) == {stop.id: {"A"}}
    assert found is not None
    assert (found.seconds, found.session.stop.code) == (60, stop.code)
    assert recording_of(event.id, draft.code) is None
    assert recording_of(event.id, without.code) is None
    assert recording_of(make_event().id, "A") is None
