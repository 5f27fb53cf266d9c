"""What a file would change, thing by thing and field by field; no database is asked."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from eventapp.foundation.timezones import to_wall, wall_text

SESSION, PERSON, STOP, PART = "session", "person", "stop", "line-up"
"""What a file may change; a part is a speaker in a session, in a role."""

Value = str | int | datetime | None
Values = Mapping[str, Value]

_TIMES = ("starts_at", "ends_at")


class Thing(NamedTuple):
    """Something as a file has it; `zone` is that in which its times are told, its stop's."""

    kind: str
    code: str
    title: str
    zone: str
    values: Values


class Field(NamedTuple):
    """A field that a file changes."""

    name: str
    before: Value
    after: Value


class Item(NamedTuple):
    """Something that a file makes or changes; `before` is None for what is new."""

    thing: Thing
    before: Values | None

    @property
    def is_new(self) -> bool:
        """Tell whether it is not stored yet."""
        return self.before is None

    @property
    def fields(self) -> tuple[Field, ...]:
        """Give the fields that differ; of what is new those that say something."""
        before, after = self.before or {}, self.thing.values
        return tuple(
            Field(name, before.get(name), value)
            for name, value in after.items()
            if (value != before[name] if name in before else value not in {"", None})
        )


class Compared(NamedTuple):
    """What a file changes, how many of its things are stored as it has them, how many it omits."""

    items: tuple[Item, ...] = ()
    unchanged: int = 0
    omitted: int = 0


class Change(NamedTuple):
    """One thing that the file changes, in words: "new", "moved" or "changed", and what."""

    how: str
    kind: str
    code: str
    detail: str


class Hint(NamedTuple):
    """What whoever takes a file in should know beside its changes, and of how many."""

    name: str
    number: int


class Preview(NamedTuple):
    """What a file of a kind would change; `waits` says that it is public with a release alone."""

    kind: str
    rows: int
    items: tuple[Item, ...]
    unchanged: int
    omitted: int
    hints: tuple[Hint, ...] = ()
    waits: bool = False

    def changes(self) -> tuple[Change, ...]:
        """Give all changes in words, as the command prints them."""
        return tuple(change for item in self.items for change in changes_of(item))

    def mark(self, content: bytes) -> str:
        """Give a mark of what somebody saw; another file or another programme has another."""
        seen = hashlib.sha256(content)
        seen.update(repr(self).encode("utf-8", "backslashreplace"))
        return seen.hexdigest()


def compare(
    before: Mapping[str, Values], things: Iterable[Thing], kept: Collection[str] = ()
) -> Compared:
    """Compare what is stored, by code, with what a file has.

    The fields in `kept` stay as they are stored, so they count for new things only.
    """
    items: list[Item] = []
    known: set[str] = set()
    unchanged = 0
    for thing in things:
        stored = before.get(thing.code)
        if stored is None:
            items.append(Item(thing, None))
            continue
        known.add(thing.code)
        values = {name: value for name, value in thing.values.items() if name not in kept}
        if all(stored[name] == value for name, value in values.items()):
            unchanged += 1
        else:
            items.append(Item(thing._replace(values=values), stored))
    return Compared(tuple(items), unchanged, len(before) - len(known))


def changes_of(item: Item) -> Iterator[Change]:
    """Say what becomes of something, in a line or two."""
    thing = item.thing
    if item.before is None:
        yield Change("new", thing.kind, thing.code, _new_words(thing))
        return
    differing = {field.name for field in item.fields}
    if thing.kind == STOP:
        yield Change("changed", STOP, thing.code, _span(thing.values))
        return
    if not differing.isdisjoint(_TIMES):
        zone = str(thing.values["zone"])
        words = f"{_walls(item.before)} → {_walls(thing.values)} {zone}"
        yield Change("moved", thing.kind, thing.code, words)
        # The stop follows the times.
        differing -= {*_TIMES, "stop"}
    if differing:
        names = sorted(differing - {"line_up"}) + ["line-up"] * ("line_up" in differing)
        yield Change("changed", thing.kind, thing.code, ", ".join(names))


def _new_words(thing: Thing) -> str:
    if thing.kind == STOP:
        return _span(thing.values)
    if thing.kind != SESSION:
        return thing.title
    starts_at, zone = thing.values["starts_at"], str(thing.values["zone"])
    where = ", ".join(part for part in (zone, str(thing.values["track"] or "")) if part)
    return f"{_wall(starts_at, zone)} {where}: {thing.title}"


def _span(values: Values) -> str:
    return f"{_walls(values)} {values['zone']}"


def _walls(values: Values) -> str:
    zone = str(values["zone"])
    return " to ".join(_wall(values[name], zone) for name in _TIMES)


def _wall(value: Value, zone: str) -> str:
    return wall_text(to_wall(value, zone)) if isinstance(value, datetime) else ""
