"""The letters that the site of a test wrote into files."""

import email
import email.policy
import re

from tests.browser.demo_site import Site


def ticket_path(site: Site, address: str) -> str:
    """Let the letters go out; give the way to the ticket that the one to `address` tells."""
    site.run("worker", "--once")
    for place in (site.place / "outbox").glob("*.eml"):
        letter = email.message_from_bytes(place.read_bytes(), policy=email.policy.default)
        text = letter.get_body(("plain",))
        if letter["To"] == address and text is not None:
            found = re.search(r"/tickets/[\w-]+", text.get_content())
            assert found is not None
            return found[0]
    message = f"no letter to {address}"
    raise AssertionError(message)
