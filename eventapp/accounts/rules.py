"""What an account must be, what its roles reach, and what is refused."""

import unicodedata
from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import NamedTuple

from eventapp.foundation.refusals import Refusal

ROLES = ("owner", "organiser", "analyst", "door", "reviewer")
SHORTEST_PASSWORD = 15
LONGEST_PASSWORD = 1024
FEWEST_DIFFERENT = 5

INVITATION, RESET, NEW_EMAIL = "invitation", "reset", "new email"
LINK_LASTS = {
    INVITATION: timedelta(days=7),
    RESET: timedelta(hours=1),
    NEW_EMAIL: timedelta(hours=1),
}

IDLE_LIMIT = timedelta(hours=3)
"""A browser that asks for nothing this long is signed out."""
ABSOLUTE_LIMIT = timedelta(hours=12)
"""Nobody stays signed in longer than this, whatever they do."""
SECOND_STEP_LIMIT = timedelta(minutes=10)
"""Between the password and the second factor."""
SEEN_EVERY = timedelta(minutes=5)
"""How exactly it is noted when a browser was last seen."""


class PasswordTooShort(Refusal):
    """A password has fewer than SHORTEST_PASSWORD characters."""


class PasswordTooEasy(Refusal):
    """A password is the address itself, or a few characters over and over."""


class RoleUnknown(Refusal):
    """There is no such role."""


class LinkInvalid(Refusal):
    """A link from a mail was used before, has run out, or was never given."""


class LastOwner(Refusal):
    """Nobody could give roles any more."""


class GrantExists(Refusal):
    """The account has a role there already."""


class CodeWrong(Refusal):
    """A code of one use is wrong, or was used before."""


class PasskeyRefused(Refusal):
    """A passkey did not prove what it should."""


class Place(NamedTuple):
    """An event and its series, as far as a grant asks."""

    event_id: int | None
    series_id: int | None


class Scope(NamedTuple):
    """Where a role holds: at one event, at a series with its events, or everywhere."""

    series_id: int | None = None
    event_id: int | None = None

    @property
    def is_everywhere(self) -> bool:
        """Tell whether the role holds everywhere."""
        return self == EVERYWHERE

    def covers(self, place: Place) -> bool:
        """Tell whether the role holds at the event, or at the series."""
        return (
            self.is_everywhere
            or (self.event_id is not None and self.event_id == place.event_id)
            or (self.series_id is not None and self.series_id == place.series_id)
        )


EVERYWHERE = Scope()


class Granted(NamedTuple):
    """A role and where it holds."""

    role: str
    scope: Scope


class Reach:
    """All roles of an account."""

    def __init__(self, granted: Iterable[Granted] = ()) -> None:
        self.granted = tuple(granted)

    def roles_at(self, place: Place) -> frozenset[str]:
        """Give the roles that hold at an event or a series."""
        return frozenset(one.role for one in self.granted if one.scope.covers(place))

    def roles_everywhere(self) -> frozenset[str]:
        """Give the roles that hold everywhere."""
        return frozenset(one.role for one in self.granted if one.scope.is_everywhere)

    def roles_anywhere(self) -> frozenset[str]:
        """Give the roles that hold somewhere."""
        return frozenset(one.role for one in self.granted)

    def may(self, roles: Collection[str], place: Place) -> bool:
        """Tell whether one of the roles holds there."""
        return not self.roles_at(place).isdisjoint(roles)

    def owns(self, scope: Scope, series_of_event: int | None = None) -> bool:
        """Tell whether this is an owner of all that a scope covers.

        `series_of_event` is the series of the scope's event, whose owner owns it too.
        """
        if scope.is_everywhere:
            return "owner" in self.roles_everywhere()
        return self.may(("owner",), Place(scope.event_id, scope.series_id or series_of_event))


def normal_password(password: str) -> str:
    """Give a password as it is compared: however its letters were typed (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, email: str = "") -> None:
    """Raise PasswordTooShort or PasswordTooEasy for a password that is easily guessed."""
    normal = normal_password(password)
    if len(normal) < SHORTEST_PASSWORD:
        raise PasswordTooShort
    if len(set(normal)) < FEWEST_DIFFERENT or (email and normal.casefold() == email.casefold()):
        raise PasswordTooEasy


def check_role(role: str) -> None:
    """Raise RoleUnknown for what is no role."""
    if role not in ROLES:
        raise RoleUnknown(role)
