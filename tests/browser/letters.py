"""The letters that a site sent, as a mail program shows them."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import NamedTuple

from tests.browser.demo_site import Site


class Letter(NamedTuple):
    """What somebody reads in a letter."""

    subject: str
    text: str
    calendar: str
    """The calendar file that came with it; empty without one."""
    html: str

    def way_to(self, what: str) -> str:
        """Give the path of the first link below `what`."""
        found = re.search(rf"https?://[^/\s]+(/{what}/[\w~-]+)", self.text)
        assert found is not None, self.text
        return found[1]


def letters_to(address: str, site: Site) -> list[Letter]:
    """Let the letters go out, and give those to an address."""
    site.run("worker", "--once")
    return [_read(letter) for letter in _letters(site) if letter["To"] == address]


def _letters(site: Site) -> Iterator[EmailMessage]:
    for place in sorted((site.place / "outbox").glob("*.eml")):
        yield message_from_bytes(place.read_bytes(), policy=policy.default)


def _read(letter: EmailMessage) -> Letter:
    text, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert text is not None
    assert html is not None
    calendars = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    return Letter(
        str(letter["Subject"]),
        text.get_content(),
        calendars[0].get_content() if calendars else "",
        html.get_content(),
    )
