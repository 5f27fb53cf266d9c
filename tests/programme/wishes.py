"""What people wish for sessions, made from what is stored."""

from datetime import timedelta
from typing import Any

from eventapp.foundation.edits import Seen, seen_of
from eventapp.programme.changing import EDITED
from eventapp.programme.rules import SessionDetails, Slot
from eventapp.programme.working import EditedSession

ACTOR = "account:1"


def details_of(session: EditedSession, **values: Any) -> SessionDetails:
    """Give a session as it is, but for some values."""
    stored = {name: getattr(session, name) for name in SessionDetails._fields if name != "track"}
    track = session.track.name if session.track else ""
    return SessionDetails(**stored | {"track": track})._replace(**values)


def slot_of(session: EditedSession, by: timedelta = timedelta(0), **values: Any) -> Slot:
    """Give the slot of a session, moved."""
    details = details_of(session)
    slot = Slot(*(getattr(details, name) for name in Slot._fields))
    return slot._replace(
        wall_starts=slot.wall_starts + by,
        wall_ends=slot.wall_ends + by,
        starts_at=slot.starts_at + by,
        ends_at=slot.ends_at + by,
    )._replace(**values)


def seen(session: EditedSession) -> Seen:
    """Give what a form showed of a session."""
    return seen_of(session, EDITED)
