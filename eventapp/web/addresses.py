"""Addresses as others are told them: under the site's own name, whatever a request said."""

from flask import current_app

from eventapp.config import Settings


def base_url() -> str:
    """Give the address of the site, without a slash at its end."""
    settings: Settings = current_app.extensions["settings"]
    return settings.base_url


def canonical_url(endpoint: str, **values: str | int) -> str:
    """Give the full address of a page; works without a request, in mails too.

    Built from the settings: the Host header is written by whoever asks.
    """
    adapter = current_app.url_map.bind("")
    return base_url() + adapter.build(endpoint, values)
