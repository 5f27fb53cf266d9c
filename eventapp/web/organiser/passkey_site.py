"""For whom the passkeys of this installation are."""

from eventapp.accounts.passkeys import Site, site_at
from eventapp.web.addresses import base_url

NAME = "eventapp"


def passkey_site() -> Site | None:
    """Give the site; None where its address is a number, for which browsers make no passkeys."""
    return site_at(base_url(), NAME)
