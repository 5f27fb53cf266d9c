"""What has come of a file."""

from typing import NamedTuple


class Stored(NamedTuple):
    """How many rows a file has, and how many of them were new or changed something."""

    rows: int
    changed: int
