"""What the domain says when a rule forbids what a person wishes."""

from typing import NamedTuple


class Refusal(Exception):
    """A rule of the domain that a person's wish breaks.

    Subclasses are named for the reason and carry its facts as attributes. `str()` is a short
    sentence for developers; the words that people read stand in `eventapp.web.refusals`.
    """


class Difference(NamedTuple):
    """A field in which what is stored is not what somebody wishes to store."""

    field: str
    stored: object
    wished: object


class StaleEdit(Refusal):
    """Somebody else changed the same thing since it was read; nothing was overwritten.

    `version` is the one to send with the next try.
    """

    def __init__(self, version: int, differences: tuple[Difference, ...]) -> None:
        """Tell what is stored now, and in which fields it differs from the wish."""
        super().__init__(f"changed meanwhile, in {', '.join(row.field for row in differences)}")
        self.version = version
        self.differences = differences
