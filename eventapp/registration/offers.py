"""What is looked up first when somebody asks for a place: one row, by the address alone."""

from typing import NamedTuple

from eventapp.foundation.database import quick_row
from eventapp.registration.rules import MODES, Places, modes_of


class Asked(NamedTuple):
    """The event of a form: its number, the version of its pages, and places by mode."""

    event_id: int
    version: int
    places: dict[str, Places]


_COUNTS = ", ".join(f"capacity_{mode}, taken_{mode}" for mode in MODES)
_STATEMENT = (
    f"SELECT id, version, format, {_COUNTS} FROM event WHERE slug = :slug AND state <> 'draft'"  # noqa: S608 -- our own names
)


def asked_at(slug: str) -> Asked | None:
    """Give what is asked for under an event's address, or None: for drafts too."""
    if "\0" in slug:
        return None
    row = quick_row(_STATEMENT, slug=slug)
    if row is None:
        return None
    number, version, event_format, *counts = row
    places = {mode: Places(*counts[2 * index : 2 * index + 2]) for index, mode in enumerate(MODES)}
    return Asked(number, version, {mode: places[mode] for mode in modes_of(event_format)})
