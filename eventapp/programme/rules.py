"""What sessions and the line-up are made of."""

from datetime import datetime
from typing import NamedTuple

from eventapp.foundation.refusals import Refusal

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
"""The states that files may give."""
PARKED = "parked"
"""A draft without a time: its slot is the last it had, and tells how long it is."""
UNSEEN = (DRAFT, PARKED)
"""What only organisers see."""
KNOWN_STATES = (*STATES, PARKED)
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


STOPS, TRACKS, SESSIONS, LINE_UP = COPIED = ("stops", "tracks", "sessions", "line_up")
"""What may come along when an event is copied; each but the first needs one before it."""
_NEEDS = {LINE_UP: SESSIONS, SESSIONS: STOPS, TRACKS: STOPS}


class CopyWish(NamedTuple):
    """The edition that is to be made of another one.

    Clock times are kept and every date moves by so many days. `as_drafts` says that sessions wait
    to be published again. Registration opens and closes at wall times of the event's zone, None:
    open from the start, and until the event is over.
    """

    slug: str
    name_en: str
    name_sv: str
    days: int
    parts: frozenset[str] = frozenset(COPIED)
    as_drafts: bool = False
    wall_registration_opens: datetime | None = None
    wall_registration_closes: datetime | None = None


def with_needed(parts: frozenset[str]) -> frozenset[str]:
    """Return the parts with those without which they could not be copied."""
    needed = set(parts & set(COPIED))
    for part, other in _NEEDS.items():
        if part in needed:
            needed.add(other)
    return frozenset(needed)


class Slot(NamedTuple):
    """When and on which track a session is held; `track` is a track's name, blank for none."""

    stop_id: int
    track: str
    zone: str
    wall_starts: datetime
    wall_ends: datetime
    starts_at: datetime
    ends_at: datetime


class SessionOutsideStop(Refusal):
    """A session lies within its stop, which is from `opens` to `closes` on the clocks of `zone`."""

    def __init__(self, opens: datetime, closes: datetime, zone: str) -> None:
        """Tell when the stop is, by the clocks of the session's zone."""
        super().__init__(f"{opens} to {closes} {zone}")
        self.opens = opens
        self.closes = closes
        self.zone = zone


class SessionsLeftOutside(Refusal):
    """A stop would no longer hold these sessions, named by code."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        """Name them."""
        super().__init__(", ".join(codes))
        self.codes = codes
