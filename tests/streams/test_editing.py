"""Changes of streams and recordings by several organisers."""

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.audit.models import AuditEntry
from eventapp.foundation.database import db
from eventapp.foundation.edits import Seen, seen_of
from eventapp.foundation.refusals import StaleEdit
from eventapp.foundation.transaction import transaction
from eventapp.streams.editing import drop_recording, drop_stream, edit_recording, edit_stream
from eventapp.streams.models import Stream
from eventapp.streams.queries import stream_of
from eventapp.streams.rules import RecordingDetails, StreamDetails
from tests.factories import NOON, make_event, make_recording, make_session, make_stop, make_stream

NOTHING = Seen(0, {})


def noted() -> list[tuple[str, str]]:
    rows = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id))
    return [(row.action, row.detail) for row in rows]


def save(stop_id: int, details: StreamDetails, seen: Seen) -> bool:
    with transaction():
        return bool(edit_stream(stop_id, details, seen, actor="account:1", now=NOON))


def test_stream_is_made_and_noted_with_what_it_is(app: Flask) -> None:
    stop = make_stop(make_event())

    made = save(stop.id, StreamDetails("file", "/a.mp4", 20), NOTHING)

    stream = stream_of(stop.id)
    assert stream is not None
    assert (made, stream.address, stream.version) == (True, "/a.mp4", 1)
    assert [action for action, _detail in noted()] == ["save_stream"]
    assert "address: — → /a.mp4" in noted()[0][1].split("\n")


def test_two_edits_of_other_fields_are_merged(app: Flask) -> None:
    stop = make_stop(make_event())
    seen = seen_of(make_stream(stop, kind="file", address="/a.mp4"), StreamDetails._fields)

    save(stop.id, StreamDetails("file", "/b.mp4", 15), seen)
    save(stop.id, StreamDetails("file", "/a.mp4", 30), seen)

    stream = stream_of(stop.id)
    assert stream is not None
    assert (stream.address, stream.opens_before_minutes, stream.version) == ("/b.mp4", 30, 3)


def test_kind_and_address_collide_together(app: Flask) -> None:
    stop = make_stop(make_event())
    seen = seen_of(make_stream(stop, kind="file", address="/a.mp4"), StreamDetails._fields)
    save(stop.id, StreamDetails("file", "/b.mp4", 15), seen)

    with pytest.raises(StaleEdit) as stale:
        save(stop.id, StreamDetails("hls", "https://example.org/a.m3u8", 15), seen)

    assert {one.field for one in stale.value.differences} == {"kind", "address"}


def test_what_two_made_at_once_collides(app: Flask) -> None:
    stop = make_stop(make_event())
    save(stop.id, StreamDetails("file", "/a.mp4"), NOTHING)

    with pytest.raises(StaleEdit):
        save(stop.id, StreamDetails("file", "/b.mp4"), NOTHING)


def test_what_is_gone_by_now_is_not_made_again(app: Flask) -> None:
    stop = make_stop(make_event())
    seen = seen_of(make_stream(stop), StreamDetails._fields)
    with transaction():
        dropped = drop_stream(stop.id, 1, actor="account:1", now=NOON)

    with pytest.raises(StaleEdit) as stale:
        save(stop.id, StreamDetails("file", "/b.mp4"), seen)

    assert dropped
    assert stale.value.version == 0
    assert db.session.scalars(sa.select(Stream)).all() == []


def test_only_what_was_seen_is_dropped_and_once(app: Flask) -> None:
    session = make_session(make_stop(make_event()))
    make_recording(session)

    with pytest.raises(StaleEdit), transaction():
        drop_recording(session.id, 7, actor="account:1", now=NOON)
    with transaction():
        dropped = [drop_recording(session.id, 1, actor="account:1", now=NOON) for _ in range(2)]

    assert dropped == [True, False]
    assert noted() == [("remove_recording", "address: /talk.webm → —")]


def test_recording_is_changed(app: Flask) -> None:
    session = make_session(make_stop(make_event()))
    recording = make_recording(session)
    seen = seen_of(recording, RecordingDetails._fields)
    wish = RecordingDetails("file", "/b.mp4", 60)

    with transaction():
        edited = edit_recording(session.id, wish, seen, actor="account:1", now=NOON)
        again = edit_recording(session.id, wish, seen, actor="account:1", now=NOON)

    assert edited.touches({"address"})
    assert not again
    assert (recording.address, recording.version) == ("/b.mp4", 2)
