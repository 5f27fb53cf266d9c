"""What changed between two states of a programme: pure, by the codes of sessions.

A release keeps what it made public, so that the next one is compared with it and not with what a
file may have written since.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from eventapp.foundation.bilingual import Text
from eventapp.foundation.timezones import instant_text, parse_instant
from eventapp.programme.rules import CANCELLED


class Kind(StrEnum):
    """What happened to a session, the one that readers must know of first."""

    CANCELLED = "cancelled"
    MOVED = "moved"
    RESTORED = "restored"
    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    """It is not public any more; only files can do that."""


class Place(NamedTuple):
    """When and where a session is held; stop and track by code and name."""

    stop: str
    track: str
    zone: str
    starts_at: datetime
    ends_at: datetime


class Told(NamedTuple):
    """A session as far as a changelog depends on it; `told` are digests or values, by field."""

    code: str
    state: str
    title: Text
    place: Place
    told: Mapping[str, str]


class Change(NamedTuple):
    """What changed of a session: `fields` besides its place, which is told before and after."""

    code: str
    kind: Kind
    title: Text
    before: Place | None
    after: Place | None
    fields: tuple[str, ...] = ()

    @property
    def is_moved(self) -> bool:
        """Tell whether it is held at another time or place than before."""
        return None not in (self.before, self.after) and self.before != self.after


def changes_between(before: Iterable[Told], after: Iterable[Told]) -> tuple[Change, ...]:
    """Give what changed, by kind, then by time; what is as it was is left out."""
    old = {one.code: one for one in before}
    new = {one.code: one for one in after}
    found = (_change(old.get(code), new.get(code)) for code in old.keys() | new.keys())
    return tuple(sorted((one for one in found if one), key=_order))


def _change(old: Told | None, new: Told | None) -> Change | None:
    if new is None:
        return Change(old.code, Kind.REMOVED, old.title, old.place, None) if old else None
    if old is None:
        kind = Kind.CANCELLED if new.state == CANCELLED else Kind.NEW
        return Change(new.code, kind, new.title, None, new.place)
    fields = tuple(name for name, value in new.told.items() if old.told.get(name) != value)
    if old.title != new.title:
        fields = ("title", *fields)
    found = _kind(old, new, fields)
    return Change(new.code, found, new.title, old.place, new.place, fields) if found else None


def _kind(old: Told, new: Told, fields: Sequence[str]) -> Kind | None:
    if old.state != new.state:
        return Kind.CANCELLED if new.state == CANCELLED else Kind.RESTORED
    if old.place != new.place:
        return Kind.MOVED
    return Kind.CHANGED if fields else None


def _order(change: Change) -> tuple[int, str, str]:
    place = change.after or change.before
    at = instant_text(place.starts_at) if place else ""
    return list(Kind).index(change.kind), at, change.code


def mark_of(number: int, changes: Iterable[Change], waiting: Iterable[tuple[str, int]]) -> str:
    """Give a mark of what would be released after release `number`: another one for other changes.

    `waiting` are the codes of sessions of which something waits, with their versions.
    """
    text = json.dumps([number, changes_text(changes), sorted(waiting)])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def digest(*texts: str) -> str:
    """Give a short sign of texts that are compared and never shown again."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def changes_text(changes: Iterable[Change]) -> str:
    """Write changes down."""
    return json.dumps(
        [
            [
                change.code,
                change.kind,
                _both(change.title),
                _written(change.before),
                _written(change.after),
                list(change.fields),
            ]
            for change in changes
        ],
        ensure_ascii=False,
    )


def changes_from(text: str) -> tuple[Change, ...]:
    """Read what `changes_text` wrote."""
    return tuple(
        Change(code, Kind(kind), Text(*title), _read(before), _read(after), tuple(fields))
        for code, kind, title, before, after, fields in json.loads(text)
    )


def snapshot_text(sessions: Iterable[Told]) -> str:
    """Write a programme down."""
    return json.dumps(
        [
            [one.code, one.state, _both(one.title), _written(one.place), dict(one.told)]
            for one in sessions
        ],
        ensure_ascii=False,
    )


def snapshot_from(text: str) -> tuple[Told, ...]:
    """Read what `snapshot_text` wrote."""
    found = []
    for code, state, title, written, told in json.loads(text):
        place = _read(written)
        assert place is not None  # noqa: S101 -- every session of a snapshot has one
        found.append(Told(code, state, Text(*title), place, told))
    return tuple(found)


def _both(text: Text) -> list[str]:
    return [text.en, text.sv]


def _written(place: Place | None) -> list[str] | None:
    if place is None:
        return None
    return [*place[:3], instant_text(place.starts_at), instant_text(place.ends_at)]


def _read(written: Any) -> Place | None:
    if written is None:
        return None
    stop, track, zone, starts, ends = written
    return Place(stop, track, zone, parse_instant(starts), parse_instant(ends))
