"""What an account must be, and what is refused."""

from eventapp.foundation.refusals import Refusal

ROLES = ("owner", "organiser", "analyst", "door")
SHORTEST_PASSWORD = 15


class PasswordTooShort(Refusal):
    """A password has fewer than SHORTEST_PASSWORD characters."""


class RoleUnknown(Refusal):
    """There is no such role."""


def check_password(password: str) -> None:
    """Raise PasswordTooShort for a password that is easily guessed."""
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort


def check_role(role: str) -> None:
    """Raise RoleUnknown for what is no role."""
    if role not in ROLES:
        raise RoleUnknown(role)
