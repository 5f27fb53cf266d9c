"""Log-ins of the live page, their beats, and plays of recordings as players tell them."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa

from eventapp.attendance.models import LogIn, Play
from eventapp.attendance.rules import PlayImpossible
from eventapp.attendance.segments import MOST_SEGMENTS, is_possible, joined, segments_text
from eventapp.attendance.spans import length, parse_segments
from eventapp.events.actions import touch_figures
from eventapp.foundation.changes import ROWS_AT_ONCE
from eventapp.foundation.database import db, table_of

SOURCE = "live"
_CODE_BYTES = 12

_LOG_IN = table_of(LogIn)
_PLAY = table_of(Play)
_SEEN = (
    sa.update(_LOG_IN)
    .where(
        _LOG_IN.c.id == sa.bindparam("number"),
        sa.or_(_LOG_IN.c.left_at.is_(None), _LOG_IN.c.left_at < sa.bindparam("seen_at")),
        _LOG_IN.c.joined_at <= sa.bindparam("seen_at"),
    )
    .values(left_at=sa.bindparam("seen_at"))
)


def log_in(event_id: int, stop_id: int, registration_id: int, *, now: datetime) -> int:
    """Note that a registrant opened the live page of a stop; return the log-in's number.

    Its length is not known before the first beat. Two pages make two log-ins, whose union is
    counted.
    """
    values = {
        "event_id": event_id,
        "code": _new_code(),
        "stop_id": stop_id,
        "registration_id": registration_id,
        "joined_at": now.replace(microsecond=0),
        "left_at": None,
        "source": SOURCE,
    }
    return _inserted(_LOG_IN, values)


def write_beats(beats: Mapping[int, datetime]) -> None:
    """Write the last sign of life of each log-in; an earlier one than is stored changes nothing."""
    rows = [
        {"number": number, "seen_at": at.replace(microsecond=0)}
        for number, at in sorted(beats.items())
    ]
    for begin in range(0, len(rows), ROWS_AT_ONCE):
        db.session.connection().execute(_SEEN, rows[begin : begin + ROWS_AT_ONCE])


def tell_figures(event_ids: Iterable[int]) -> None:
    """Say that figures of these events may have changed."""
    for event_id in sorted(event_ids):
        touch_figures(event_id)


def begin_play(
    event_id: int, session_id: int, registration_id: int, *, recording_seconds: int, now: datetime
) -> int:
    """Note that a registrant plays a recording; return the play's number.

    Nothing of it is seen yet. `recording_seconds` is 0 where only the player knows the length.
    """
    values = {
        "event_id": event_id,
        "code": _new_code(),
        "registration_id": registration_id,
        "session_id": session_id,
        "started_at": now.replace(microsecond=0),
        "played_segments": "",
        "recording_seconds": recording_seconds,
        "source": SOURCE,
    }
    return _inserted(_PLAY, values)


def note_played(play_id: int, played: str, recording_seconds: int, *, now: datetime) -> bool:
    """Keep what a player has played since it began; tell whether that is more than was known.

    A message tells all since the beginning, so messages may come twice or in another order.
    Raises BadSegments and PlayImpossible.
    """
    spans = parse_segments(played, recording_seconds)
    stored = (
        db.session.connection()
        .execute(
            sa.select(_PLAY.c.event_id, _PLAY.c.started_at, _PLAY.c.played_segments)
            .where(_PLAY.c.id == play_id)
            .with_for_update()
        )
        .first()
    )
    if stored is None:
        return False
    spans = joined(spans)
    if not is_possible(spans, now - stored.started_at):
        raise PlayImpossible(MOST_SEGMENTS)
    if length(spans) <= length(parse_segments(stored.played_segments)):
        return False
    db.session.connection().execute(
        sa.update(_PLAY)
        .where(_PLAY.c.id == play_id)
        .values(played_segments=segments_text(spans), recording_seconds=recording_seconds)
    )
    return True


def _new_code() -> str:
    return f"{SOURCE}-{secrets.token_hex(_CODE_BYTES)}"


def _inserted(table: sa.Table, values: dict[str, object]) -> int:
    number = db.session.connection().scalar(sa.insert(table).returning(table.c.id), values)
    return int(number)
