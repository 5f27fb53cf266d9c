"""What sessions and the line-up are made of."""

from datetime import datetime
from typing import NamedTuple

KINDS = (
    "opening",
    "keynote",
    "talk",
    "panel",
    "codesigned",
    "workshop",
    "training",
    "break",
    "closing",
)
DRAFT, PUBLISHED, CANCELLED = "draft", "published", "cancelled"
STATES = (DRAFT, PUBLISHED, CANCELLED)
ROLES = ("presenter", "moderator", "panellist", "host", "counterpart")

SHOWN_IN_CALENDARS = frozenset(
    {
        "abstract_en",
        "abstract_sv",
        "ends_at",
        "kind",
        "language",
        "starts_at",
        "state",
        "stop_id",
        "theme",
        "title_en",
        "title_sv",
        "track_id",
        "wall_ends",
        "wall_starts",
        "zone",
    }
)
"""The columns of a session whose change a reader's calendar must be told of."""


class SessionDetails(NamedTuple):
    """What is told of a session: wall times in its zone, and the instants they mean.

    `track` is a track's name, blank for none.
    """

    code: str
    stop_id: int
    track: str
    kind: str
    state: str
    zone: str
    wall_starts: datetime
    wall_ends: datetime
    starts_at: datetime
    ends_at: datetime
    title_en: str
    title_sv: str
    abstract_en: str
    abstract_sv: str
    theme: str
    host_country_code: str
    guest_zone: str
    language: str
    capacity: int | None


class AppearanceDetails(NamedTuple):
    """A speaker in a session, in a role."""

    session_id: int
    speaker_id: int
    role: str
