"""Stops moved with their sessions: clock times stay, and each session stays inside its stop."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from eventapp.foundation.wall_spans import ClockNote, WallSpan, moved, span_between

STOP, WIDER = "stop", "wider"


class MovedSession(NamedTuple):
    """A session at its new place; its notes may also say `stop`.

    `stop`: by its own zone it would have left its stop, so it follows the clock of the stop.
    """

    code: str
    span: WallSpan
    notes: tuple[ClockNote, ...]


class MovedStop(NamedTuple):
    """A stop at its new place with its sessions; its notes may also say `wider`.

    `wider`: the clocks change inside, and it was made longer to hold what it held before.
    """

    span: WallSpan
    notes: tuple[ClockNote, ...]
    sessions: tuple[MovedSession, ...]


def moved_stop(
    stop: WallSpan, sessions: Iterable[tuple[str, WallSpan]], by: timedelta
) -> MovedStop:
    """Return a stop and its sessions, given by code, moved by whole days or any other time."""
    whole = moved(stop, by)
    placed = tuple(_session(code, span, whole.span, by) for code, span in sessions)
    starts_at = min((one.span.starts_at for one in placed), default=whole.span.starts_at)
    ends_at = max((one.span.ends_at for one in placed), default=whole.span.ends_at)
    span, wider = _wide_enough(whole.span, starts_at, ends_at)
    return MovedStop(span, (*whole.notes, *wider), placed)


def moved_along(span: WallSpan, before: WallSpan, after: WallSpan) -> WallSpan:
    """Return what keeps its place in a stop that was `before` and is `after`.

    On the clock of the stop its clock time moves as the start does, on any other the instant.
    """
    by_clock = after.wall_starts - before.wall_starts
    by_time = after.starts_at - before.starts_at
    if not by_clock and not by_time and after.zone == before.zone:
        return span
    if span.zone == before.zone:
        return moved(span._replace(zone=after.zone), by_clock).span
    return span_between(span.starts_at + by_time, span.ends_at + by_time, span.zone)


def _session(code: str, span: WallSpan, stop: WallSpan, by: timedelta) -> MovedSession:
    own = moved(span, by)
    if stop.holds(own.span) or span.zone == stop.zone:
        return MovedSession(code, own.span, own.notes)
    by_the_stop = moved(span_between(span.starts_at, span.ends_at, stop.zone), by).span
    follows = span_between(by_the_stop.starts_at, by_the_stop.ends_at, span.zone)
    note = ClockNote("starts", STOP, own.span.wall_starts, follows.wall_starts)
    return MovedSession(code, follows, (note,))


def _wide_enough(
    span: WallSpan, starts_at: datetime, ends_at: datetime
) -> tuple[WallSpan, tuple[ClockNote, ...]]:
    wide = span_between(min(span.starts_at, starts_at), max(span.ends_at, ends_at), span.zone)
    notes = []
    if wide.starts_at != span.starts_at:
        notes.append(ClockNote("starts", WIDER, span.wall_starts, wide.wall_starts))
    if wide.ends_at != span.ends_at:
        notes.append(ClockNote("ends", WIDER, span.wall_ends, wide.wall_ends))
    return (wide if notes else span), tuple(notes)
