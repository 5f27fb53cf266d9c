"""Short names as frab's exchange format asks for them, of whatever letters a name is made."""

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

LONGEST_SLUG = 60

_NO_LETTER = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Give a text in small Latin letters and digits, a hyphen for all between; maybe nothing."""
    latin = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NO_LETTER.sub("-", latin)[:LONGEST_SLUG].strip("-")


def acronym_of(event_slug: str) -> str:
    """Give the event's short name: four characters or more of `[a-z0-9_]`, no hyphen."""
    name = plain(event_slug).replace("-", "_")
    return name if len(name) >= 4 else f"event_{name or _digest(event_slug)}"


def slug_of(acronym: str, session_id: int, title: str) -> str:
    """Give the name of a session's files; unique by the session's number."""
    words = plain(title)
    return f"{acronym}-{session_id}-{words if len(words) > 1 else 'session'}"


def track_slug(theme: str) -> str:
    """Give the short name of a theme: it begins with a letter, two themes never share one."""
    name = plain(theme)
    if len(name) < 2 or name.replace("-", "_") != theme.replace("-", "_"):
        name = f"{name or 'track'}-{_digest(theme)}"
    return name if name[0].isalpha() else f"t-{name}"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:6]
