"""What search engines ask for: the list of public pages, and what is none of their business."""

from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from itertools import islice
from urllib.parse import quote

from flask import Response

from eventapp.calendars.queries import PublicPages, public_pages
from eventapp.events.queries import site_version
from eventapp.web.addresses import base_url
from eventapp.web.kept import Page, kept
from eventapp.web.locale import LANGUAGES

MOST_PAGES = 50_000
"""What a sitemap may list (https://www.sitemaps.org/protocol.html)."""

PAGES_OF_EVENT = ("", "/programme", "/speakers", "/figures", "/register")
CLOSED = ("/tickets/", "/proposals/", "/door/", "/organise/", "/speaking/", "/api/")

_NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)


def show_sitemap() -> Response:
    """Give all public pages, each with its languages, the newest events first."""
    return kept(lambda: Page(_sitemap(), "application/xml"), site_version(), shared=True)


def show_robots() -> Response:
    """Tell search engines to leave personal pages alone, and where the list of pages is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines += ["", f"Sitemap: {base_url()}/sitemap.xml", ""]
    return kept(lambda: Page("\n".join(lines), "text/plain"), shared=True)


def _sitemap() -> str:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_NAMESPACES}>\n'
    pages = "".join(_page_lines(path, at) for path, at in islice(_pages(), MOST_PAGES))
    return f"{head}{pages}</urlset>\n"


def _pages() -> Iterator[tuple[str, datetime | None]]:
    yield "/", None
    for event in public_pages():
        yield from _pages_of(event)


def _pages_of(event: PublicPages) -> Iterator[tuple[str, datetime | None]]:
    """Give an event's pages with the moment of the last change that is known."""
    address = f"/events/{quote(event.slug, safe='')}"
    newest = max((changed_at for _code, changed_at in event.sessions), default=None)
    for page in PAGES_OF_EVENT:
        yield address + page, newest if page in {"", "/programme"} else None
    for code, changed_at in event.sessions:
        yield f"{address}/sessions/{quote(code, safe='')}", changed_at


def _page_lines(path: str, changed_at: datetime | None) -> str:
    address = escape(base_url() + path)
    lastmod = (
        f"<lastmod>{changed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed_at else ""
    )
    languages = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{address}?lang={language}"/>'
        for language in LANGUAGES
    )
    return (
        f"<url><loc>{address}</loc>{lastmod}{languages}"
        f'<xhtml:link rel="alternate" hreflang="x-default" href="{address}"/></url>\n'
    )
