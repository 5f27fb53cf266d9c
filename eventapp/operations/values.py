"""Values of a row as JSON has them, and back, the same for both engines.

Moments are written in UTC without saying so, wall times as they are: which of the two a column
holds is told by its type where the row is put back.
"""

import base64
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

Change = Callable[[Any], Any]


def _moment_out(value: datetime) -> str:
    plain = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    return plain.isoformat()


def _aware_in(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _bytes_out(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


# The first kind that fits counts: a moment of PostgreSQL is asked for before any other.
_KINDS: tuple[tuple[type[sa.types.TypeEngine[Any]], Change, Change], ...] = (
    (sa.DateTime, _moment_out, datetime.fromisoformat),
    (sa.Date, date.isoformat, date.fromisoformat),
    (sa.Time, time.isoformat, time.fromisoformat),
    (sa.LargeBinary, _bytes_out, base64.b64decode),
    (sa.Float, float, float),
    (sa.Numeric, str, Decimal),
    (sa.Uuid, str, uuid.UUID),
)


def outwards(column: sa.Column[Any]) -> Change | None:
    """Give what makes JSON of the column's values; None where they are it already."""
    return next((out for kind, out, _ in _KINDS if isinstance(column.type, kind)), None)


def inwards(column: sa.Column[Any]) -> Change | None:
    """Give what makes the column's values of JSON; None where it is them already."""
    if isinstance(column.type, sa.DateTime) and column.type.timezone:
        return _aware_in
    return next((back for kind, _, back in _KINDS if isinstance(column.type, kind)), None)
