"""Writes to streams without a person: the demo, and copies of events."""

import sqlalchemy as sa

from eventapp.events.models import Stop
from eventapp.events.queries import stops_of
from eventapp.foundation.changes import assign
from eventapp.foundation.database import db
from eventapp.streams.models import Stream
from eventapp.streams.rules import StreamDetails, checked_stream


def save_stream(stop_id: int, details: StreamDetails) -> bool:
    """Say how a stop is watched; tell whether that differs from before.

    Raises StreamAddressInvalid and StreamNumberInvalid.
    """
    values = checked_stream(details)._asdict()
    stored = db.session.get(Stream, stop_id)
    if stored is None:
        db.session.add(Stream(stop_id=stop_id, **values))
        db.session.flush()
        return True
    changed = bool(assign(stored, values))
    if changed:
        stored.version += 1
        db.session.flush()
    return changed


def copy_streams(source_id: int, event_id: int) -> int:
    """Let the stops of an event be watched as those of another one with their codes; count them."""
    stops = {stop.code: stop.id for stop in stops_of(event_id)}
    streams = db.session.execute(
        sa.select(Stop.code, Stream)
        .join(Stream, Stream.stop_id == Stop.id)
        .where(Stop.event_id == source_id)
        .order_by(Stop.id)
    ).all()
    copied = [
        StreamDetails(stream.kind, stream.address, stream.opens_before_minutes, stream.files_from)
        for code, stream in streams
        if code in stops
    ]
    numbers = [stops[code] for code, _stream in streams if code in stops]
    return sum(map(save_stream, numbers, copied))
