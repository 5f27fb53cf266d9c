"""Pages with a form, kept as rendered: only what the form hides is put in anew for each reader.

A shell is kept as a page of `kept` is, under all that it depends on, and for as long. The form in
it hides a token that proves the browser, and may hide a key; while it is rendered marks stand for
them that nobody can guess, and each answer has the reader's own in their place.
"""

import secrets
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, Response, current_app, g, request
from flask import session as browser_session  # noqa: TID251 -- under the name it is meant to have
from flask_wtf.csrf import generate_csrf

from eventapp.foundation.clock import utc_now
from eventapp.web.headers import FIXED, POLICY, DecidedAnswer
from eventapp.web.kept import Headers, Store, nonce_for
from eventapp.web.locale import reader_language, reader_zone

LARGEST_STORE = 16 * 1024 * 1024
TOKEN_MARK = secrets.token_hex(24)
KEY_MARK = secrets.token_hex(24)


@dataclass(frozen=True)
class Shell:
    """A rendered page with marks in it, the headers of its answers, and until when it holds."""

    body: bytes
    headers: Headers
    until: datetime | None

    @property
    def size(self) -> int:
        """Bytes that it takes in the store, about."""
        return len(self.body) + 2048


def shell(make: Callable[[], tuple[str, datetime | None]], *subject: Hashable) -> Response:
    """Answer with the page that `make` renders with the marks, made only when something changed.

    `make` gives it with the moment at which it will read differently. `subject` is all that it
    depends on besides the address's path and the reader's language and zone.
    """
    reader = (reader_language(), reader_zone())
    key = (request.endpoint, *(request.view_args or {}).items(), *reader, *subject)
    # What a browser is told once belongs to it alone.
    told = "_flashes" in browser_session
    store: Store[Shell] = current_app.extensions["shells"]
    found = None if told else store.get(key, utc_now())
    if found is None:
        found = _rendered(make, nonce_for(key))
        if not told:
            store.put(key, found)
    body = found.body.replace(TOKEN_MARK.encode(), str(generate_csrf()).encode(), 1)
    body = body.replace(KEY_MARK.encode(), secrets.token_urlsafe(16).encode(), 1)
    return DecidedAnswer(body, headers=(*found.headers, ("Content-Length", str(len(body)))))


def _rendered(make: Callable[[], tuple[str, datetime | None]], nonce: str) -> Shell:
    """Make the page and what goes out with each of its answers."""
    g.csp_nonce = nonce
    text, until = make()
    headers = (
        *FIXED.items(),
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Security-Policy", POLICY.format(nonce=nonce)),
        ("Cache-Control", "private, no-store"),
        ("Vary", "Cookie"),
    )
    return Shell(text.encode(), headers, until)


def init_app(app: Flask) -> None:
    """Give the process its store."""
    app.extensions["shells"] = Store[Shell](LARGEST_STORE)
