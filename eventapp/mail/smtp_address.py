"""Where the mail server is and how it is spoken to, read from one address."""

from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SECURITIES = ("tls", "starttls", "none")


class SmtpServer(NamedTuple):
    """A mail server; `security` is `tls` from the start, `starttls` or `none`."""

    host: str
    port: int
    user: str
    password: str
    security: str


def smtp_server(url: str) -> SmtpServer:
    """Read `smtp://user:password@host:port` or `smtps://…`.

    `smtps` is encrypted from the start. `smtp` turns to encryption by STARTTLS, and not at all on
    this machine itself; `?security=none` and `?security=starttls` say it otherwise. A certificate
    that does not prove the host is refused. Raises ValueError.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        message = "the mail server is given as smtp://user:password@host:port or smtps://…"
        raise ValueError(message)
    usual = "none" if parts.hostname in LOOPBACK else "starttls"
    asked = parse_qs(parts.query).get("security", [usual])[0]
    security = "tls" if parts.scheme == "smtps" else asked
    if security not in SECURITIES:
        message = f"security is one of {', '.join(SECURITIES)}"
        raise ValueError(message)
    return SmtpServer(
        parts.hostname,
        parts.port or {"tls": 465, "starttls": 587, "none": 25}[security],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        security,
    )
