"""The balance that an event aims at, and what a decision may be about."""

from typing import NamedTuple

from eventapp.foundation.refusals import Refusal

LONGEST_DECISION = 2000
EVENT, STOP, ROLE, SESSION = SUBJECTS = ("event", "stop", "role", "session")
"""What a decision is about; all but the event are named by a code."""


class Target(NamedTuple):
    """The share of women among stated answers that is aimed at, in per cent, both included."""

    least: int = 40
    most: int = 60


class About(NamedTuple):
    """What a decision is about."""

    subject: str = EVENT
    code: str = ""


class TargetImpossible(Refusal):
    """A target goes from a smaller to a larger share, within 0 and 100 per cent."""


def check_target(target: Target) -> None:
    """Raise TargetImpossible for what is no stretch of shares."""
    if not 0 <= target.least <= target.most <= 100:
        raise TargetImpossible
