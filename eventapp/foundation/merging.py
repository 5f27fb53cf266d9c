"""Three-way merge of fields: what was read, what is stored since then, what is wished now.

Fields that mean something only together (a time and its zone) are merged as one.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from eventapp.foundation.timezones import instant_text, wall_text

Texts = Mapping[str, str]


class Merge(NamedTuple):
    """What a merge found: the fields in which mine is taken, theirs stays, or both differ."""

    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    collisions: tuple[str, ...]


def merge(base: Texts | None, theirs: Texts, mine: Texts, together: Sequence[set[str]]) -> Merge:
    """Compare the fields of `mine`; without a base every difference is taken for a collision."""
    found = Merge((), (), ())
    for fields in _groups(mine, together):
        changed = [field for field in fields if mine[field] != theirs[field]]
        if not changed:
            continue
        if base is None or _is_collision(base, theirs, mine, fields):
            found = found._replace(collisions=(*found.collisions, *changed))
        elif _differ(base, mine, fields):
            found = found._replace(mine=(*found.mine, *changed))
        else:
            found = found._replace(theirs=(*found.theirs, *changed))
    return found


def _is_collision(base: Texts, theirs: Texts, mine: Texts, fields: Iterable[str]) -> bool:
    return _differ(base, mine, fields) and _differ(base, theirs, fields)


def _differ(one: Texts, other: Texts, fields: Iterable[str]) -> bool:
    return any(one.get(field) != other[field] for field in fields)


def _groups(mine: Texts, together: Sequence[set[str]]) -> Iterable[list[str]]:
    """Yield the fields that are merged as one, in the order of `mine`."""
    seen: set[str] = set()
    for field in mine:
        if field in seen:
            continue
        group = next((one for one in together if field in one), {field})
        fields = [name for name in mine if name in group]
        seen.update(fields)
        yield fields


def text_of(value: object) -> str:
    """Return a field's value as a text in which it can be compared and kept in a form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, datetime):
        return wall_text(value) if value.tzinfo is None else instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def texts_of(values: Mapping[str, object]) -> dict[str, str]:
    """Return the values of fields as texts; line breaks of browsers are those of everybody."""
    return {
        name: text_of(value).replace("\r\n", "\n").replace("\r", "\n")
        for name, value in values.items()
    }
