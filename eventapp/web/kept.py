"""Public pages kept as rendered: a request is one look at a version, and the bytes are there.

A page is kept under what it depends on: its subject's version, the reader's language and zone, its
filters. It goes stale when the version rises or when the clock passes a moment at which it would
read differently (`until`). `If-None-Match` is answered before anything is rendered.

The nonce of a kept page is derived from what it is kept under, so that all workers give the same
bytes. Whoever manages to put something into a page raises its version and thereby the nonce.
"""

import gzip
import hashlib
import hmac
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from threading import Lock
from typing import NamedTuple

from flask import Flask, Response, current_app, g, request

from eventapp.foundation.clock import utc_now
from eventapp.foundation.resources import PACKAGE, folder
from eventapp.foundation.timezones import TZDATA_VERSION
from eventapp.web.assets import static_digest
from eventapp.web.headers import FIXED, POLICY, DecidedAnswer
from eventapp.web.locale import reader_language, reader_zone

LARGEST_STORE = 64 * 1024 * 1024
"""Bytes of pages that a process keeps; the ones longest not asked for go first."""

WORTH_PACKING = 600
VARY = "Accept-Encoding, Accept-Language, Cookie"
UNCHANGED = {"ETag", "Cache-Control", "Vary"}
"""What a 304 tells: the reader keeps all other headers of the page (RFC 9110 15.4.5)."""


@dataclass(frozen=True)
class Page:
    """What a view made: the text, its type, and until when it reads the same."""

    text: str | bytes
    mimetype: str = "text/html"
    until: datetime | None = None
    filename: str | None = None


Headers = tuple[tuple[str, str], ...]


class Outgoing(NamedTuple):
    """Bytes as they go out, with all of their headers."""

    body: bytes
    headers: Headers


@dataclass(frozen=True)
class KeptPage:
    """A page in the forms in which it goes out: plain, packed, and as what the reader has."""

    plain: Outgoing
    packed: Outgoing | None
    unchanged: Headers
    etag: str
    until: datetime | None

    @property
    def size(self) -> int:
        """Bytes that this page takes in the store."""
        return len(self.plain.body) + (len(self.packed.body) if self.packed else 0) + 2048


class Store:
    """The kept pages of a process, bounded in bytes."""

    def __init__(self, largest: int = LARGEST_STORE) -> None:
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._largest = largest
        self._size = 0
        self._lock = Lock()

    def get(self, key: Hashable, now: datetime) -> KeptPage | None:
        """Give the page kept under `key`, or None when there is none that still holds."""
        with self._lock:
            page = self._pages.get(key)
            if page is None or (page.until is not None and page.until <= now):
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: Hashable, page: KeptPage) -> None:
        """Keep the page under `key`; let the oldest go when the store is full."""
        with self._lock:
            former = self._pages.pop(key, None)
            self._size += page.size - (former.size if former else 0)
            self._pages[key] = page
            while self._size > self._largest and len(self._pages) > 1:
                _, oldest = self._pages.popitem(last=False)
                self._size -= oldest.size

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._pages.clear()
            self._size = 0


@cache
def _edition_of_software() -> str:
    """Give a digest of what pages are made with: code, templates, words, static files, zones."""
    digest = hashlib.sha256(f"{static_digest()} {TZDATA_VERSION}".encode())
    made_with = (*folder("templates").rglob("*.html"), *PACKAGE.rglob("*.p[yo]"))
    for place in sorted(made_with):
        digest.update(place.read_bytes())
    return digest.hexdigest()[:16]


def _nonce_for(key: Hashable) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    text = f"{_edition_of_software()} {key!r}".encode()
    return hmac.new(secret, b"nonce " + text, hashlib.sha256).hexdigest()[:32]


def kept(make: Callable[[], Page], *subject: Hashable, shared: bool = False) -> Response:
    """Answer with the page that `make` gives, made anew only when something changed.

    `subject` is all that the page depends on besides the address's path: the version of what it
    shows and its checked filters, but not the reader's language and zone, which are added here
    unless the answer is `shared`, the same for every reader (a calendar file).
    """
    reader = () if shared else (reader_language(), reader_zone())
    key = (request.endpoint, *(request.view_args or {}).items(), *reader, *subject)
    store: Store = current_app.extensions["kept"]
    page = store.get(key, utc_now())
    if page is None:
        page = _rendered(make, key, shared=shared)
        store.put(key, page)
    return _answer(page)


def _rendered(make: Callable[[], Page], key: Hashable, *, shared: bool) -> KeptPage:
    """Make the page and all that goes out with it."""
    g.csp_nonce = nonce = _nonce_for(key)
    made = make()
    plain = made.text.encode() if isinstance(made.text, str) else made.text
    packed = gzip.compress(plain, 5, mtime=0) if len(plain) > WORTH_PACKING else None
    stamp = f"{_edition_of_software()} {key!r} {made.until!r}".encode()
    etag = f'W/"{hashlib.sha256(stamp).hexdigest()[:27]}"'
    headers = [
        *FIXED.items(),
        ("Content-Type", f"{made.mimetype}; charset=utf-8"),
        ("Content-Security-Policy", POLICY.format(nonce=nonce)),
        ("ETag", etag),
        ("Cache-Control", "public, no-cache" if shared else "private, no-cache"),
        ("Vary", "Accept-Encoding" if shared else VARY),
    ]
    if made.filename:
        headers.append(("Content-Disposition", f'attachment; filename="{made.filename}"'))
    return KeptPage(
        plain=_outgoing(plain, headers),
        packed=_outgoing(packed, [*headers, ("Content-Encoding", "gzip")]) if packed else None,
        unchanged=tuple(pair for pair in headers if pair[0] in UNCHANGED),
        etag=etag,
        until=made.until,
    )


def _outgoing(body: bytes, headers: list[tuple[str, str]]) -> Outgoing:
    return Outgoing(body, (*headers, ("Content-Length", str(len(body)))))


def _answer(page: KeptPage) -> Response:
    """Give the page, packed where the reader takes that, or 304 when the reader has it."""
    asked = request.headers.get("If-None-Match")
    if asked and (asked == page.etag or page.etag in asked):
        return DecidedAnswer(status=304, headers=page.unchanged)
    if page.packed and "gzip" in request.headers.get("Accept-Encoding", ""):
        return DecidedAnswer(page.packed.body, headers=page.packed.headers)
    return DecidedAnswer(page.plain.body, headers=page.plain.headers)


def init_app(app: Flask) -> None:
    """Give the process its store."""
    app.extensions["kept"] = Store()
