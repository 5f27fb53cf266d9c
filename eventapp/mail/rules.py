"""What a mail is made of, when it is tried again, and when it is given up."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

LINKS, CONFIRMATIONS, BULK = range(3)
"""Lanes: a link somebody waits for goes before a confirmation, that before a mailing."""

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)
GIVEN_UP_AFTER = timedelta(hours=72)


NOBODY = ""
"""The recipient of a letter that is queued and never sent: it takes as long as one that is."""


class Letter(NamedTuple):
    """A mail to be written: of what kind, to whom, and what it is about.

    `about` names rows by number, so that the words are made when the mail is sent.
    """

    kind: str
    recipient: str
    language: str
    zone: str
    about: Mapping[str, int | str]
    lane: int = CONFIRMATIONS


class LeasedMail(NamedTuple):
    """A mail that one worker is about to send and no other takes until the lease is over.

    `name` is the same at every try; the Message-ID is made of it.
    """

    id: int
    kind: str
    recipient: str
    language: str
    zone: str
    name: str
    about: Mapping[str, int | str]
    created_at: datetime
    attempts: int


def next_try(
    attempts: int, created_at: datetime, *, now: datetime, chance: float
) -> datetime | None:
    """Return when to try again after `attempts` tries, or None when it is time to give up.

    The pause doubles; `chance` in [0, 1) moves it by a fifth either way, so that mails which
    failed together do not come back together.
    """
    last = created_at + GIVEN_UP_AFTER
    if now >= last:
        return None
    pause = min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), LONGEST_PAUSE)
    return min(now + pause * (0.8 + 0.4 * chance), last)
