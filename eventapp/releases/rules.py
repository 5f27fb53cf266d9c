"""What a release is made of, and what is refused."""

from typing import NamedTuple

from eventapp.foundation.refusals import Refusal

LONGEST_NOTE = 2000


class ReleaseWish(NamedTuple):
    """What somebody releases: `previewed` is the mark of what they saw, see `changelog.mark_of`."""

    previewed: str
    note_en: str = ""
    note_sv: str = ""
    with_mails: bool = False


class OtherThanPreviewed(Refusal):
    """What would be released has changed since somebody looked at it."""


class NothingToRelease(Refusal):
    """Nothing has changed since the last release."""
