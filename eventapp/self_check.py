"""What is unsafe about an installation's settings, in words; the server does not start on it.

Warnings are told and left to the one who runs the server; what is fatal is refused.
"""

import ipaddress
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from eventapp.config import SECRET_FILE, Settings

SHORTEST_SECRET = 32
FEWEST_SIGNS = 10
"""A secret of fewer different signs was typed, not drawn."""
SHORTEST_TOKEN = 24
MOST_PROXIES = 10
EXAMPLES = (
    "change",
    "default",
    "example",
    "password",
    "replace",
    "secret-key",
    "your-",
    "12345678",
)
DRIVERS = ("sqlite:", "postgresql+psycopg:")
_SENDER = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")


class Problem(NamedTuple):
    """Something unsafe: a short code, what to do about it, and whether it is fatal."""

    code: str
    words: str
    fatal: bool


class Found(NamedTuple):
    """A setting of the open database that loses data, and what it must be."""

    setting: str
    found: str
    needed: str


def _fatal(code: str, words: str) -> Problem:
    return Problem(code, words, fatal=True)


def _warning(code: str, words: str) -> Problem:
    return Problem(code, words, fatal=False)


def problems_of(settings: Settings, *, listens_on: str = "127.0.0.1") -> list[Problem]:
    """Give what is wrong with the settings as such; looks at no file and no database."""
    return [
        *_of_secret(settings.secret_key),
        *_of_address(settings, listens_on),
        *_of_database_address(settings.database_url),
        *_of_the_rest(settings),
    ]


def problems_of_folder(data_dir: Path) -> list[Problem]:
    """Give what is wrong with the data folder and the secret kept in it."""
    found = []
    if not os.access(data_dir, os.R_OK | os.W_OK | os.X_OK):
        found.append(
            _fatal("data-dir-unwritable", f"The data folder {data_dir} cannot be written to.")
        )
    secret = data_dir / SECRET_FILE
    if secret.exists() and stat.S_IMODE(secret.stat().st_mode) & 0o077:
        words = f"Others may read the secret; say: chmod 600 {secret}"
        found.append(_fatal("secret-readable", words))
    return found


def problems_of_database(weak: Iterable[Found]) -> list[Problem]:
    """Give what would lose acknowledged rows in the database, from what was found in it."""
    return [
        _fatal(
            "database-unsafe",
            f"The database has {one.setting} {one.found}: a crash could lose what people were "
            f"told is done. It must be {one.needed}.",
        )
        for one in weak
    ]


def _of_secret(secret: str) -> Iterator[Problem]:
    advice = "leave EVENTAPP_SECRET_KEY out and one is made, or give 48 random signs."
    if len(secret) < SHORTEST_SECRET:
        words = f"The secret is shorter than {SHORTEST_SECRET} signs: {advice}"
        yield _fatal("secret-short", words)
    if len(set(secret)) < FEWEST_SIGNS:
        yield _fatal("secret-weak", f"The secret repeats a few signs: {advice}")
    if any(example in secret.casefold() for example in EXAMPLES):
        yield _fatal("secret-example", f"The secret looks like one from an example: {advice}")


def _parts(base_url: str) -> SplitResult | None:
    """Give the parts of the site's address, None when it is not one that this server has."""
    try:
        parts = urlsplit(base_url)
        port = parts.port
    except ValueError:
        return None
    given = (parts.path, parts.query, parts.fragment, parts.username, parts.password)
    unwanted = any(given) or any(sign.isspace() or not sign.isprintable() for sign in base_url)
    known = parts.scheme in {"http", "https"} and bool(parts.hostname) and port != 0
    return parts if known and not unwanted and parts.netloc.isascii() else None


def is_public_host(host: str) -> bool:
    """Tell whether a host is reached from elsewhere: neither loopback nor a private network."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host != "localhost" and not host.endswith((".localhost", ".test", ".invalid"))
    return not (address.is_loopback or address.is_private or address.is_unspecified)


def is_loopback(host: str) -> bool:
    """Tell whether a host is this very machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _of_address(settings: Settings, listens_on: str) -> Iterator[Problem]:
    parts = _parts(settings.base_url)
    if parts is None:
        words = "EVENTAPP_BASE_URL is no address like https://events.example.org"
        yield _fatal("base-url-malformed", words)
        return
    host = parts.hostname or ""
    if is_public_host(host):
        yield from _of_public_site(settings, parts.scheme)
    elif is_loopback(host) and not is_loopback(listens_on):
        words = (
            f"Links in mails and calendars lead to {settings.base_url}, which is this machine "
            "for whoever reads them: give EVENTAPP_BASE_URL."
        )
        yield _warning("base-url-local", words)


def _of_public_site(settings: Settings, scheme: str) -> Iterator[Problem]:
    if settings.development:
        words = "EVENTAPP_DEVELOPMENT is on, and EVENTAPP_BASE_URL is public: leave one out."
        yield _fatal("development-public", words)
    if scheme == "http":
        words = "EVENTAPP_BASE_URL begins with http: tickets and passwords travel in the open."
        yield _warning("base-url-http", words)
    if settings.smtp_url is None:
        words = "EVENTAPP_SMTP_URL is not given: mails are written to files and reach nobody."
        yield _warning("mail-to-files", words)
    if settings.security_contact is None:
        words = "EVENTAPP_SECURITY_CONTACT is not given: /.well-known/security.txt is missing."
        yield _warning("security-contact-missing", words)


def _of_database_address(url: str) -> Iterator[Problem]:
    if not url.startswith(DRIVERS):
        words = "EVENTAPP_DATABASE_URL begins neither with sqlite:/// nor with postgresql://"
        yield _fatal("database-unknown", words)
    elif url in {"sqlite:", "sqlite://", "sqlite:///"} or ":memory:" in url or "mode=memory" in url:
        words = "The database is in memory: each process has its own, and it ends with it."
        yield _fatal("database-in-memory", words)


def _knows_server(smtp_url: str | None) -> bool:
    """Tell whether what is given is written as the address of a mail server, or nothing is."""
    try:
        parts = urlsplit(smtp_url or "smtp://localhost")
        return parts.scheme in {"smtp", "smtps"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


_RULES: tuple[tuple[Callable[[Settings], bool], Problem], ...] = (
    (
        lambda settings: not settings.rate_limit,
        _warning("rate-limit-off", "EVENTAPP_RATE_LIMIT is off: passwords may be guessed freely."),
    ),
    (
        lambda settings: not 0 <= settings.trusted_proxies <= MOST_PROXIES,
        _fatal(
            "trusted-proxies-malformed",
            f"EVENTAPP_TRUSTED_PROXIES is no number from 0 to {MOST_PROXIES}.",
        ),
    ),
    (
        lambda settings: not _knows_server(settings.smtp_url),
        _fatal(
            "smtp-url-malformed",
            "EVENTAPP_SMTP_URL is no address like smtp://user:password@mail.example.org:587",
        ),
    ),
    (
        lambda settings: not _SENDER.fullmatch(settings.mail_from),
        _fatal(
            "mail-from-malformed",
            "EVENTAPP_MAIL_FROM is no plain address like events@example.org: no letter leaves.",
        ),
    ),
    (
        lambda settings: 0 < len(settings.metrics_token or "") < SHORTEST_TOKEN,
        _fatal(
            "metrics-token-short", f"EVENTAPP_METRICS_TOKEN is under {SHORTEST_TOKEN} signs long."
        ),
    ),
    (
        lambda settings: (
            not (settings.security_contact or "https:").startswith(("mailto:", "https:"))
        ),
        _fatal(
            "security-contact-malformed",
            "EVENTAPP_SECURITY_CONTACT begins neither with mailto: nor with https:",
        ),
    ),
)


def _of_the_rest(settings: Settings) -> Iterator[Problem]:
    return (problem for applies, problem in _RULES if applies(settings))
