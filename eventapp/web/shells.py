"""Pages with a form, kept as rendered: only what the form hides is put in anew for each reader.

A shell is kept as a page of `kept` is, under all that it depends on, and for as long. The form in
it hides a token that proves the browser, and may hide a key; while it is rendered marks stand for
them that nobody can guess, and each answer has the reader's own in their place.
"""

import secrets
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app, g, request
from flask import session as browser_session  # noqa: TID251 -- under the name it is meant to have
from flask_wtf.csrf import generate_csrf

from eventapp.foundation.clock import utc_now
from eventapp.web.kept import Store, nonce_for
from eventapp.web.locale import reader_language, reader_zone

LARGEST_STORE = 16 * 1024 * 1024
TOKEN_MARK = secrets.token_hex(24)
KEY_MARK = secrets.token_hex(24)


@dataclass(frozen=True)
class Shell:
    """A rendered page with marks in it, the nonce of its scripts, and until when it holds."""

    text: str
    nonce: str
    until: datetime | None

    @property
    def size(self) -> int:
        """Bytes that it takes in the store, about."""
        return len(self.text) + 1024


def shell(make: Callable[[], tuple[str, datetime | None]], *subject: Hashable) -> str:
    """Give the page that `make` renders with the marks, made anew only when something changed.

    `make` gives it with the moment at which it will read differently. `subject` is all that it
    depends on besides the address's path and the reader's language and zone.
    """
    reader = (reader_language(), reader_zone())
    key = (request.endpoint, *(request.view_args or {}).items(), *reader, *subject)
    g.csp_nonce = nonce_for(key)
    # What a browser is told once belongs to it alone.
    told = "_flashes" in browser_session
    store: Store[Shell] = current_app.extensions["shells"]
    found = None if told else store.get(key, utc_now())
    if found is None:
        text, until = make()
        found = Shell(text, g.csp_nonce, until)
        if not told:
            store.put(key, found)
    own = found.text.replace(TOKEN_MARK, generate_csrf(), 1)
    return own.replace(KEY_MARK, secrets.token_urlsafe(16), 1)


def init_app(app: Flask) -> None:
    """Give the process its store."""
    app.extensions["shells"] = Store[Shell](LARGEST_STORE)
