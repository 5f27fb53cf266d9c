"""The registrations of an event as organisers look through them: filtered, ordered, by pages."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from eventapp.foundation.database import db, table_of
from eventapp.foundation.plain_letters import plain
from eventapp.registration.models import Registration

PAGE = 50
NEWEST, BY_NAME = ORDERS = ("newest", "name")
ACTIVE, WITHDRAWN = STATES = ("active", "withdrawn")
ROWS_AT_ONCE = 1_000
MOST_WORDS = 8

_TABLE = table_of(Registration)


class Filters(NamedTuple):
    """What is looked for; an empty text asks for nothing. `state` is active or withdrawn."""

    text: str = ""
    country_code: str = ""
    sector: str = ""
    mode: str = ""
    language: str = ""
    state: str = ""


class Line(NamedTuple):
    """A registration in a list."""

    id: int
    code: str
    given_name: str
    family_name: str
    email: str
    country_code: str
    organisation: str
    sector: str
    mode: str
    registered_at: datetime
    withdrawn_at: datetime | None


class Page(NamedTuple):
    """Some lines, and the numbers of the ones before and after which there are more."""

    lines: list[Line]
    earlier: int | None
    later: int | None


class Choices(NamedTuple):
    """Which countries, sectors and languages an event's registrations have."""

    countries: list[str]
    sectors: list[str]
    languages: list[str]


class Told(NamedTuple):
    """A registration as it is written into a file, gender left out: see `docs/access.md`."""

    code: str
    given_name: str
    family_name: str
    email: str
    country: str
    zone: str
    sector: str
    organisation: str
    language: str
    mode: str
    newsletter: bool
    participant_list: bool
    speaker_contact: bool
    registered_at: datetime
    withdrawn_at: datetime | None


def page_of(
    event_id: int, filters: Filters, order: str, *, after: int = 0, before: int = 0
) -> Page:
    """Give the page that begins after, or ends before, the registration of a number."""
    column = _TABLE.c.search_text if order == BY_NAME else _TABLE.c.registered_at
    backwards = bool(before)
    rising = (order == BY_NAME) != backwards
    chosen = [*_conditions(event_id, filters)]
    border = _border(event_id, column, before or after)
    if border is not None:
        chosen.append(_beyond(column, border, rising=rising))
    ordered = (column, _TABLE.c.id) if rising else (column.desc(), _TABLE.c.id.desc())
    rows = db.session.connection().execute(
        sa.select(*(_TABLE.c[name] for name in Line._fields))
        .where(*chosen)
        .order_by(*ordered)
        .limit(PAGE + 1)
    )
    lines = [Line(*row) for row in rows]
    more, lines = len(lines) > PAGE, lines[:PAGE]
    if backwards:
        lines.reverse()
    if not lines:
        return Page([], None, None)
    has_earlier = more if backwards else border is not None
    has_later = border is not None if backwards else more
    return Page(lines, lines[0].id if has_earlier else None, lines[-1].id if has_later else None)


def number_of(event_id: int, filters: Filters) -> int:
    """Give how many registrations are what is looked for."""
    counted = sa.select(sa.func.count()).select_from(_TABLE)
    return db.session.connection().scalar(counted.where(*_conditions(event_id, filters))) or 0


def choices_of(event_id: int) -> Choices:
    """Give what the registrations of an event can be filtered by, in one statement."""
    columns = ("country_code", "sector", "language")
    parts = [
        sa.select(sa.literal(place).label("place"), _TABLE.c[name].label("value"))
        .where(_TABLE.c.event_id == event_id)
        .distinct()
        for place, name in enumerate(columns)
    ]
    found: list[list[str]] = [[], [], []]
    for place, value in db.session.connection().execute(sa.union_all(*parts)):
        found[place].append(value)
    return Choices(*map(sorted, found))


def told_registrations(event_id: int, filters: Filters) -> Iterator[Told]:
    """Give what is looked for, the first registered first, a thousand rows in memory at a time."""
    consents = ("newsletter", "participant_list", "speaker_contact")
    names = {"country": "country_code"} | {name: f"{name}_consent_at" for name in consents}
    columns = [_TABLE.c[names.get(name, name)] for name in Told._fields]
    rows = db.session.connection().execute(
        sa.select(*(c.is_not(None) if c.name.endswith("_consent_at") else c for c in columns))
        .where(*_conditions(event_id, filters))
        .order_by(_TABLE.c.registered_at, _TABLE.c.id),
        execution_options={"yield_per": ROWS_AT_ONCE},
    )
    for row in rows:
        yield Told(*row)


def _conditions(event_id: int, filters: Filters) -> Iterator[sa.ColumnElement[bool]]:
    yield _TABLE.c.event_id == event_id
    for name in ("country_code", "sector", "mode", "language"):
        wished = getattr(filters, name)
        if wished:
            yield _TABLE.c[name] == wished
    if filters.state:
        withdrawn = filters.state == WITHDRAWN
        yield _TABLE.c.withdrawn_at.is_not(None) if withdrawn else _TABLE.c.withdrawn_at.is_(None)
    if filters.text:
        words = plain(filters.text).split()[:MOST_WORDS]
        ticket = _TABLE.c.ticket_code == filters.text.strip()
        if words:
            named = sa.and_(*(_TABLE.c.search_text.contains(word) for word in words))
            ticket = sa.or_(named, ticket)
        yield ticket


def _border(event_id: int, column: sa.ColumnElement[object], number: int) -> Any:
    if not number:
        return None
    return (
        db.session.connection()
        .execute(
            sa.select(column, _TABLE.c.id).where(
                _TABLE.c.event_id == event_id, _TABLE.c.id == number
            )
        )
        .first()
    )


def _beyond(
    column: sa.ColumnElement[object], border: Any, *, rising: bool
) -> sa.ColumnElement[bool]:
    value, number = border
    key, here = sa.tuple_(column, _TABLE.c.id), sa.tuple_(sa.literal(value, column.type), number)
    return key > here if rising else key < here
