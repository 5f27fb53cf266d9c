"""The coming edition of the demo: somebody registers, opens the ticket, and watches at once."""

import email
import email.policy
import json
import re

from eventapp.foundation.clock import utc_now
from tests.browser.conftest import Reader
from tests.browser.demo_site import Site

START = "() => { const one = document.querySelector('video'); one.muted = true; one.play(); }"
IS_MOVING = "() => document.querySelector('video[data-player=file]')?.currentTime > 0"


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


def test_stranger_registers_and_watches_what_is_live_now(reader: Reader, site: Site) -> None:
    watched = reader(viewport={"width": 360, "height": 740}, timezone_id="Asia/Tokyo")
    page = watched.page
    watched.open("/")

    page.get_by_role("link", name="Register").first.click()
    page.get_by_label("Given name").fill("Aiko")
    page.get_by_label("E-mail address").fill("aiko@example.org")
    page.get_by_label("Country", exact=True).select_option("JP")
    page.get_by_label("Sector").select_option("academia")
    page.get_by_role("button", name="Register").click()
    page.wait_for_url("**/registered")
    watched.open(ticket_path(site, "aiko@example.org"))
    page.get_by_role("link", name="Watch").first.click()

    page.wait_for_selector("video[data-player=file]")
    page.evaluate(START)
    page.wait_for_function(IS_MOVING)
    printed = site.run("report", f"atmp-world-tour-{utc_now().year}", "--format", "json")
    report = json.loads(printed)
    assert (report["registrants"], report["live_viewers"], report["logins"]) == (1, 1, 1)
