"""The version of what a form shows, as the form sends it back, and what comes of sending it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import NamedTuple, Protocol

from eventapp.foundation.refusals import Difference, Refusal, StaleEdit
from eventapp.foundation.transaction import transaction

_LARGEST = 2**31 - 1


class Telling(Protocol):
    """A form that says what was refused."""

    def tell(self, refusal: Refusal) -> None:
        """Say beside the field that it concerns, else on top, why nothing was stored."""


class Tried(NamedTuple):
    """What came of a form: None when it was not stored, with the answer's status and why."""

    is_changed: bool | None
    status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY
    differences: tuple[Difference, ...] = ()
    """From what is stored by now, where somebody else was quicker."""


def read_revision(text: str | None) -> int:
    """Give the version that was read; one that no version can be for what is no number."""
    text = text or ""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 11 else 0
    return min(number, _LARGEST)


def try_change(form: Telling, act: Callable[[], bool]) -> Tried:
    """Do what a valid form asks in one transaction, or let the form tell why not."""
    try:
        with transaction():
            return Tried(act())
    except StaleEdit as stale:
        form.tell(stale)
        return Tried(None, HTTPStatus.CONFLICT, stale.differences)
    except Refusal as refusal:
        form.tell(refusal)
        return Tried(None)
