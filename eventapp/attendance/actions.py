"""Writes of raw attendance; any number of rows, none of them kept in memory."""

from collections.abc import Iterable

from eventapp.attendance.models import LogIn, Play
from eventapp.attendance.rules import LogInDetails, PlayDetails
from eventapp.foundation.changes import upsert


def save_log_ins(event_id: int, log_ins: Iterable[LogInDetails], *, source: str) -> int:
    """Note log-ins, or change those whose code is known; return how many changed."""
    rows = ({"event_id": event_id, "source": source, **row._asdict()} for row in log_ins)
    return upsert(LogIn, rows, key=("event_id", "code"))


def save_plays(event_id: int, plays: Iterable[PlayDetails], *, source: str) -> int:
    """Note plays, or change those whose code is known; return how many changed."""
    rows = ({"event_id": event_id, "source": source, **row._asdict()} for row in plays)
    return upsert(Play, rows, key=("event_id", "code"))
