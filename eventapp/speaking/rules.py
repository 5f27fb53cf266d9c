"""What is asked of a speaker, what may be answered, and how far an answer still holds."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import Enum
from typing import NamedTuple

from eventapp.foundation.refusals import Refusal

LINK_PURPOSE = "speaking"
"""For what the token of a speaker's link is derived."""

CONFIRMED, DECLINED = ANSWERS = ("confirmed", "declined")
RECORDING, PUBLICATION = CONSENTS = ("recording", "publication")
CHECKS = ("sound", "camera", "connection", "slides")
WORDS_VERSION = 1
"""Rises when the words change to which a speaker consents."""

LONGEST_NOTE = 500
LONGEST_BIO = 4_000
REMINDED_AGAIN_AFTER = timedelta(days=1)


class NoAddress(Refusal):
    """Nobody knows where to write to the speaker."""


class RemindedToday(Refusal):
    """The speaker was written to less than a day ago."""


class NothingToRemindOf(Refusal):
    """The speaker was not invited, or has answered everything."""


class SessionNotTheirs(Refusal):
    """The speaker is not in that session, or it is not held."""


class AnswerUnknown(Refusal):
    """What was sent is none of the answers."""


class NoteTooLong(Refusal):
    """A note has more signs than are kept."""


class OtherHours(Refusal):
    """Hours were sent that the event does not have."""


class PhotoRefused(Refusal):
    """A file is not taken as a photo; `reason` is one of those of `pictures`."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"not a photo: {reason}")
        self.reason = reason


class Standing(Enum):
    """How a speaker's part in a session stands."""

    OPEN = "open"
    """Not answered yet."""
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    MOVED = "moved"
    """Answered for another time than the session has now."""


class State(Enum):
    """How a speaker's invitation stands."""

    NOT_INVITED = "not-invited"
    WAITING = "waiting"
    ANSWERED = "answered"
    DECLINED = "declined"


class Times(NamedTuple):
    """From when to when something is held."""

    starts_at: datetime
    ends_at: datetime


def standing_of(answer: str | None, answered_for: Times | None, now_held: Times) -> Standing:
    """Tell how a part stands, answered for one time and held at another."""
    if answer is None or answered_for is None:
        return Standing.OPEN
    if answered_for != now_held:
        return Standing.MOVED
    return Standing(answer)


def state_of(*, invited: bool, answered: bool, standings: Collection[Standing]) -> State:
    """Tell how an invitation stands; without sessions any answer at all counts."""
    if not invited:
        return State.NOT_INVITED
    if {Standing.OPEN, Standing.MOVED} & set(standings):
        return State.WAITING
    if Standing.DECLINED in standings:
        return State.DECLINED
    return State.ANSWERED if standings or answered else State.WAITING


def check_reminder(sent_at: datetime, reminded_at: datetime | None, *, now: datetime) -> None:
    """Raise RemindedToday when the last letter is less than a day old."""
    if now - (reminded_at or sent_at) < REMINDED_AGAIN_AFTER:
        raise RemindedToday


def check_note(note: str) -> None:
    """Raise NoteTooLong for a note that is not kept."""
    if len(note) > LONGEST_NOTE:
        raise NoteTooLong


def is_within(times: Times, free: Iterable[Times]) -> bool:
    """Tell whether one of the free stretches holds all of it; they do not touch one another."""
    return any(one.starts_at <= times.starts_at and times.ends_at <= one.ends_at for one in free)
