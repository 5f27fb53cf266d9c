"""The call for sessions of the next edition: its words and questions, at the same clock times."""

from datetime import datetime, timedelta
from typing import NamedTuple

from eventapp.foundation.changes import values_of
from eventapp.foundation.database import db
from eventapp.foundation.wall_spans import ClockNote, WallSpan, moved, moved_moment
from eventapp.proposals.models import ProposalCall, ProposalQuestion
from eventapp.proposals.queries import call_of, question_rows


class CallTimes(NamedTuple):
    """When a call would open and close on the clock of a zone, and what the clocks do to it."""

    zone: str
    wall_opens: datetime | None
    wall_closes: datetime
    opens_at: datetime | None
    closes_at: datetime
    notes: tuple[ClockNote, ...]


def moved_call(call: ProposalCall, zone: str, by: timedelta) -> CallTimes:
    """Give the times of a call moved, its clock times kept in the zone of the event.

    A deadline that the clocks show twice is the first one; it comes after the call opens.
    """
    if call.wall_opens is None or call.opens_at is None:
        closes = moved_moment(call.wall_closes, zone, by)
        return CallTimes(zone, None, closes.wall, None, closes.at, closes.notes)
    opens = moved_moment(call.wall_opens, zone, by, "starts")
    closes = moved_moment(call.wall_closes, zone, by)
    if closes.at > opens.at:
        notes = (*opens.notes, *closes.notes)
        return CallTimes(zone, opens.wall, closes.wall, opens.at, closes.at, notes)
    was = WallSpan(zone, call.wall_opens, call.wall_closes, call.opens_at, call.closes_at)
    span, notes = moved(was, by)
    return CallTimes(*span, notes)


def copy_call(source_id: int, event_id: int, zone: str, by: timedelta) -> bool:
    """Let another event ask for sessions as this one did; tell whether it did.

    The call comes with its questions and without proposals; `zone` is that of the other event.
    """
    call = call_of(source_id)
    if call is None:
        return False
    times = moved_call(call, zone, by)._asdict()
    del times["notes"]
    values = values_of(call, without=("version",)) | times | {"event_id": event_id}
    db.session.add(ProposalCall(**values))
    db.session.add_all(
        ProposalQuestion(**values_of(row, without=("version",)) | {"event_id": event_id})
        for row in question_rows(source_id)
    )
    db.session.flush()
    return True
