"""What a session, a stop or a room is called by other programs, for ever.

A calendar or a schedule app knows a session again by this name alone, so nothing may be in it that
is edited: no title, no time, no position, no address of the site and no slug. It is made of the
event's row, told from the one of another installation by the moment it was made, and of the code,
which names a session within its event: who imports a programme anew under the same codes goes on
with the same sessions.
"""

from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID, uuid5

_NAMESPACE = UUID("6e2c8d1f-4d0e-5c53-9a3b-0d9f2f6b7c41")


class Origin(NamedTuple):
    """The event that names are made for: its row and the moment the row was made."""

    event_id: int
    created_at: datetime


def guid(origin: Origin, kind: str, name: str) -> str:
    """Give the lasting UUID of what is called `name` among the event's things of that kind."""
    made_at = origin.created_at.astimezone(UTC).isoformat()
    return str(uuid5(_NAMESPACE, f"{origin.event_id} {made_at} {kind} {name}"))
