"""The coming edition of the demo: somebody registers, opens the ticket, and watches at once."""

import json

from eventapp.foundation.clock import utc_now
from tests.browser.conftest import Reader
from tests.browser.demo_site import Site
from tests.browser.letters import ticket_path

START = "() => { const one = document.querySelector('video'); one.muted = true; one.play(); }"
IS_MOVING = "() => document.querySelector('video[data-player=file]')?.currentTime > 0"


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
