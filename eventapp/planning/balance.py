"""Women and men, countries and sectors among those who were chosen to speak.

Shares are those of the figures: women of the stated answers, and what was not stated beside them.
Whether a share lies in the target is decided on the exact value, both ends included.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from eventapp.decisions.rules import EVENT, ROLE, SESSION, STOP, About, Target
from eventapp.foundation.genders import GENDERS, NOT_STATED

IN_TARGET, TOO_FEW, TOO_MANY, UNKNOWN = "in_target", "too_few", "too_many", "unknown"
SEVERAL = 2
"""From so many people on a session can be in balance."""


class Person(NamedTuple):
    """Somebody who was chosen to speak; what they did not answer is blank or not stated."""

    code: str
    gender: str
    country: str
    sector: str


class Seat(NamedTuple):
    """A person's part in a session."""

    person: Person
    role: str
    stop: str
    session: str


@dataclass(frozen=True)
class Balance:
    """How many answered what."""

    woman: int = 0
    man: int = 0
    other: int = 0
    not_stated: int = 0

    @property
    def stated(self) -> int:
        """The answers that were stated."""
        return self.woman + self.man + self.other

    @property
    def women_share(self) -> float | None:
        """Women of the stated answers, None without any."""
        return self.woman / self.stated if self.stated else None

    def judged(self, target: Target) -> str:
        """Tell where the share of women lies: in the target, below or above it, or unknown."""
        if not self.stated:
            return UNKNOWN
        if 100 * self.woman < target.least * self.stated:
            return TOO_FEW
        if 100 * self.woman > target.most * self.stated:
            return TOO_MANY
        return IN_TARGET

    def with_one_more(self, gender: str) -> "Balance":
        """Give the balance with one more woman or man."""
        return replace(self, **{gender: getattr(self, gender) + 1})


class Group(NamedTuple):
    """Some of those who speak: what they have in common, and what they are."""

    about: About
    people: int
    balance: Balance
    countries: Mapping[str, int]
    sectors: Mapping[str, int]


def balance_of(people: Iterable[Person]) -> Balance:
    """Count answers; one that is none of the four was not stated."""
    counted = Counter(one.gender if one.gender in GENDERS else NOT_STATED for one in people)
    return Balance(**{gender: counted[gender] for gender in GENDERS})


def groups_of(everybody: Collection[Person], seats: Collection[Seat]) -> list[Group]:
    """Give the event, its stops, the roles, and the sessions with several people.

    In each, whoever has several parts counts once. They stand in the order of their first seat.
    """
    sessions = _grouped(seats, lambda seat: seat.session)
    return [
        _group(About(EVENT), everybody),
        *(_group(About(STOP, code), people) for code, people in _grouped(seats, _stop).items()),
        *(_group(About(ROLE, code), people) for code, people in _grouped(seats, _role).items()),
        *(
            _group(About(SESSION, code), people)
            for code, people in sessions.items()
            if len(people) >= SEVERAL
        ),
    ]


def _stop(seat: Seat) -> str:
    return seat.stop


def _role(seat: Seat) -> str:
    return seat.role


def _grouped(seats: Iterable[Seat], key: Callable[[Seat], str]) -> dict[str, dict[Person, None]]:
    groups: dict[str, dict[Person, None]] = {}
    for seat in seats:
        groups.setdefault(key(seat), {})[seat.person] = None
    return groups


def _group(about: About, people: Collection[Person]) -> Group:
    return Group(
        about,
        len(people),
        balance_of(people),
        _largest_first(Counter(one.country for one in people if one.country)),
        _largest_first(Counter(one.sector for one in people if one.sector)),
    )


def _largest_first(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
