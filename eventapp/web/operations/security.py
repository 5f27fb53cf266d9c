"""Where people tell who found a hole (RFC 9116)."""

from datetime import UTC, datetime

from flask import Response, abort, current_app

from eventapp.config import Settings
from eventapp.foundation.clock import utc_now
from eventapp.web.addresses import base_url

MONTHS_VALID = 6


def show_security() -> Response:
    """Give security.txt; there is none on a site that named nobody to tell."""
    settings: Settings = current_app.extensions["settings"]
    if settings.security_contact is None:
        abort(404)
    lines = (
        f"Contact: {settings.security_contact}",
        f"Expires: {_expiry(utc_now()):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en, sv",
        f"Canonical: {base_url()}/.well-known/security.txt",
        "",
    )
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")


def _expiry(now: datetime) -> datetime:
    """Give the first day of a month, some months on."""
    months = now.year * 12 + now.month - 1 + MONTHS_VALID
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC)
