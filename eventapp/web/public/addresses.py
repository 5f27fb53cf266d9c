"""Addresses of this site: where a page is, and how it is reached with other choices."""

from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from flask import current_app
from werkzeug.exceptions import HTTPException

LONGEST_ADDRESS = 2000


class Here(NamedTuple):
    """The page that is shown: its path, what it was filtered by, and the zone that was chosen.

    Made from checked values alone and never from the address as it was asked for, because a kept
    page is shown to others too.
    """

    path: str
    filters: tuple[tuple[str, str], ...] = ()
    zone: str | None = None

    def address(self, **changes: str) -> str:
        """Give the page with filters changed; an empty value takes one away."""
        wanted = {**dict(self.filters), **changes}
        query = urlencode([(name, value) for name, value in wanted.items() if value], safe="/")
        return f"{self.path}?{query}" if query else self.path

    def in_language(self, language: str) -> str:
        """Give the page in a language, all else unchanged."""
        return self.address(**self._zone(), lang=language)

    def to_share(self) -> str:
        """Give the page as the reader sees it, for somebody else."""
        return self.address(**self._zone())

    def choose_zone(self) -> str:
        """Give the page on which a zone for this one is chosen."""
        return f"/zones?{urlencode({'next': self.address()}, safe='/')}"

    def _zone(self) -> dict[str, str]:
        return {"zone": self.zone} if self.zone else {}


def event_path(slug: str, *parts: str) -> str:
    """Give the path of an event's page: that of ("tour", "sessions", "D1-1") is its session's."""
    return "/".join(("/events", *(quote(part, safe="") for part in (slug, *parts))))


def is_served(path: str) -> bool:
    """Tell whether this application has a page of its own at a path.

    A calendar file that nobody serves would be taken for a session of that code.
    """
    try:
        endpoint, _values = current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return False
    return endpoint != "public.show_session"


def served(path: str) -> str | None:
    """Give the path when this application answers there, else None."""
    return path if is_served(path) else None


def local_address(text: str) -> str | None:
    """Give the address when it leads to a path of this site and nowhere else, or None.

    Browsers take a backslash for a slash and leave out tabs and line breaks, so that a backslash
    or a tab after the first slash lead away as two slashes do.
    """
    if len(text) > LONGEST_ADDRESS or not text.startswith("/") or text.startswith("//"):
        return None
    if "\\" in text or any(not sign.isprintable() or sign.isspace() for sign in text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if not parts.scheme and not parts.netloc else None


def with_zone(address: str, zone_name: str) -> str:
    """Give a local address with the zone to show times in."""
    parts = urlsplit(address)
    others = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "zone"]
    query = urlencode([*others, ("zone", zone_name)], safe="/")
    return urlunsplit(("", "", parts.path, query, parts.fragment))
