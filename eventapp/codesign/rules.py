"""The stages of a co-design, what is told of it, and what its partners sign off."""

from datetime import date
from hashlib import sha256
from typing import NamedTuple

from eventapp.foundation.refusals import Refusal

CODESIGNED = "codesigned"
"""The kind of session that is on the board without being put there."""

IDEA, CONTACTED, PAIRED, AGREED, REHEARSED, DELIVERED, FOLLOWED_UP = STAGES = (
    "idea",
    "contacted",
    "paired",
    "agreed",
    "rehearsed",
    "delivered",
    "followed_up",
)
PARTNER_ROLES = HOST, COUNTERPART = ("host", "counterpart")
"""The roles of the line-up between which a session is made."""

LONGEST_STEP = 300
LONGEST_COMMENT = 4000


class CardDetails(NamedTuple):
    """What is told of a session on the board; `due_on` is a day of the event's zone."""

    next_step: str = ""
    due_on: date | None = None
    comparability: str = ""


class Content(NamedTuple):
    """What partners agree on: what a session is called and what it is about."""

    title_en: str
    title_sv: str
    abstract_en: str
    abstract_sv: str


class NotAPartner(Refusal):
    """Only the host and the counterpart of a session on the board have a say in it."""


class ContentChanged(Refusal):
    """The content is not the one that was read before it was signed off."""


class AlwaysOnBoard(Refusal):
    """A co-designed session cannot be taken off the board."""


def fingerprint(content: Content) -> str:
    """Give what tells one version of the content from all others: 64 hexadecimal digits.

    The same content has the same fingerprint, so that undoing a change renews a sign-off.
    """
    parts = (part.strip().encode() for part in content)
    return sha256(b"".join(b"%d:%b" % (len(part), part) for part in parts)).hexdigest()


def is_overdue(due_on: date | None, stage: str, today: date) -> bool:
    """Tell whether the next step should have been taken before today; at the end nothing is."""
    return due_on is not None and due_on < today and stage != FOLLOWED_UP
