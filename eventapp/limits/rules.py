"""What a limit is."""

import hashlib
from datetime import timedelta
from typing import NamedTuple


class Limit(NamedTuple):
    """So many tries of `what` in a window; the window begins with the first of them."""

    what: str
    tries: int
    window: timedelta


def key_of(limit: Limit, who: str) -> str:
    """Give under which key the tries of somebody are counted; it does not tell who it is."""
    return f"{limit.what}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"
