"""Edits by people, several at once: nothing that somebody saved is silently lost."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from eventapp.foundation.changes import assign
from eventapp.foundation.database import Model
from eventapp.foundation.merging import Texts, merge, text_of, texts_of
from eventapp.foundation.refusals import Difference, StaleEdit

LONGEST_QUOTE = 160
KEPT_TO_OURSELVES = frozenset({"email"})
"""Fields whose values stand in no record of changes."""


class Seen(NamedTuple):
    """What somebody saw before an edit: the version and, where it is known, the fields' texts.

    With the texts, changes of other fields by others are merged; without them, any change by
    others refuses the edit.
    """

    version: int
    fields: Texts | None = None


class Edited(NamedTuple):
    """What an edit changed: before and after, by field; and what others had changed meanwhile."""

    before: dict[str, Any]
    after: dict[str, Any]
    by_others: tuple[str, ...]

    def __bool__(self) -> bool:
        """Tell whether anything was changed."""
        return bool(self.after)

    def touches(self, fields: Iterable[str]) -> bool:
        """Tell whether one of the fields was changed."""
        return not self.after.keys().isdisjoint(fields)


def edit(
    row: Model,
    wish: Mapping[str, Any],
    seen: Seen,
    *,
    together: Sequence[set[str]] = (),
    counter: str = "version",
) -> Edited:
    """Write what somebody wishes for an object that nobody else can change meanwhile.

    Raises StaleEdit for fields that others have changed otherwise since they were seen.
    """
    stored = {name: getattr(row, name) for name in wish}
    version: int = getattr(row, counter)
    known = texts_of(stored)
    base = known if seen.version == version and seen.fields is None else seen.fields
    found = merge(base, known, texts_of(wish), together)
    if found.collisions:
        raise StaleEdit(
            version,
            tuple(Difference(name, stored[name], wish[name]) for name in found.collisions),
        )
    differing = assign(row, {name: wish[name] for name in found.mine})
    if differing:
        setattr(row, counter, version + 1)
    return Edited(
        {name: stored[name] for name in wish if name in differing},
        {name: wish[name] for name in wish if name in differing},
        found.theirs,
    )


def seen_of(row: Model, fields: Iterable[str], *, counter: str = "version") -> Seen:
    """Return what a form shows of an object, to come back with the edit."""
    texts = texts_of({name: getattr(row, name) for name in fields})
    return Seen(getattr(row, counter), texts)


def told(edited: Edited) -> str:
    """Return a change as the record of changes keeps it: a line for each field."""
    return "\n".join(
        f"{name}: {_quoted(name, edited.before[name])} → {_quoted(name, value)}"
        for name, value in edited.after.items()
    )


def _quoted(name: str, value: object) -> str:
    if name in KEPT_TO_OURSELVES:
        return "…" if value else "—"
    text = " ".join(text_of(value).split())
    if len(text) > LONGEST_QUOTE:
        text = f"{text[:LONGEST_QUOTE]}…"
    return text or "—"
