"""A stranger registers, opens the letter, watches what is live, and is counted."""

import json
from typing import Any, NamedTuple

from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader
from tests.browser.demo_site import Site
from tests.browser.letters import letters_to
from tests.browser.watching import Watched

PHONE = {"width": 360, "height": 740}
START = "() => { const one = document.querySelector('video'); one.muted = true; one.play(); }"
IS_MOVING = "() => document.querySelector('video[data-player=file]')?.currentTime > 0"
FOCUSED = "() => document.activeElement.name || document.activeElement.textContent.trim()"


class Reached(NamedTuple):
    """What the report tells of an edition."""

    registrants: int
    live_viewers: int
    logins: int
    from_japan: int

    def and_one_more(self) -> "Reached":
        """Give what it tells when somebody from Japan registered and watched."""
        return Reached(*(number + 1 for number in self))


def reached(site: Site) -> Reached:
    report = json.loads(site.run("report", site.coming, "--format", "json"))
    return Reached(
        report["registrants"],
        report["live_viewers"],
        report["logins"],
        report["by_country"].get("JP", 0),
    )


def barriers(watched: Watched) -> list[Any]:
    return [*watched.barriers(), *watched.scroll_problems()]


def test_stranger_in_tokyo_registers_in_swedish_on_a_phone(reader: Reader, site: Site) -> None:
    before = reached(site)
    watched = reader(viewport=PHONE, timezone_id="Asia/Tokyo", locale="sv-SE", has_touch=True)
    page, found = watched.page, []
    watched.open("/")

    page.get_by_role("link", name="Anmäl dig").first.tap()
    page.get_by_label("Förnamn").fill("Aiko")
    page.get_by_label("Efternamn").fill("Östberg 佐藤")
    page.get_by_label("E-postadress").fill("aiko@example.org")
    page.get_by_label("Land", exact=True).select_option("JP")
    page.get_by_label("Sektor").select_option("academia")
    expect(page.locator("select[name=zone]")).to_have_value("Asia/Tokyo")
    ticked = page.locator("input[type=checkbox]:checked").count()
    found += barriers(watched)
    page.get_by_role("button", name="Anmäl dig").tap()
    page.wait_for_url("**/registered")
    found += barriers(watched)
    (letter,) = letters_to("aiko@example.org", site)
    watched.open(letter.way_to("tickets"))
    found += barriers(watched)
    page.get_by_role("link", name="Titta").first.tap()
    page.wait_for_selector("video[data-player=file]")
    page.evaluate(START)
    page.wait_for_function(IS_MOVING)
    found += barriers(watched)

    assert found == []
    assert ticked == 0
    assert "Tokyo" in letter.text
    assert "BEGIN:VEVENT" in letter.calendar
    assert reached(site) == before.and_one_more()


def tab_to(page: Page, name: str) -> None:
    """Move on with the keyboard until what has this name is in focus."""
    for _step in range(120):
        page.keyboard.press("Tab")
        if str(page.evaluate(FOCUSED)).startswith(name):
            return
    message = f"the keyboard does not reach {name}"
    raise AssertionError(message)


def test_stranger_takes_part_by_keyboard(reader: Reader, site: Site) -> None:
    before = reached(site)
    watched = reader(timezone_id="America/Los_Angeles")
    page = watched.page
    watched.open(f"/events/{site.coming}")

    tab_to(page, "Register")
    page.keyboard.press("Enter")
    page.wait_for_url("**/register")
    for name, typed in (
        ("given_name", "Mei"),
        ("email", "mei@example.org"),
        ("country_code", "Japan"),
        ("sector", "Ac"),
    ):
        tab_to(page, name)
        page.keyboard.type(typed)
    tab_to(page, "Register")
    page.keyboard.press("Enter")
    page.wait_for_url("**/registered")
    (letter,) = letters_to("mei@example.org", site)
    watched.open(letter.way_to("tickets"))
    tab_to(page, "Watch")
    page.keyboard.press("Enter")
    page.wait_for_selector("video[data-player=file]")

    assert "Los Angeles" in letter.text
    assert reached(site) == before.and_one_more()


def test_stranger_takes_part_without_javascript(reader: Reader, site: Site) -> None:
    before = reached(site)
    watched = reader(java_script_enabled=False)
    page = watched.page
    watched.open("/")

    page.get_by_role("link", name="Register").first.click()
    page.get_by_label("Given name").fill("Ren")
    page.get_by_label("E-mail address").fill("ren@example.org")
    page.get_by_label("Country", exact=True).select_option("JP")
    page.get_by_label("Sector").select_option("industry")
    page.locator("select[name=zone]").select_option("Asia/Tokyo")
    page.get_by_role("button", name="Register").click()
    page.wait_for_url("**/registered")
    (letter,) = letters_to("ren@example.org", site)
    watched.open(letter.way_to("tickets"))
    page.get_by_role("link", name="Watch").first.click()
    page.get_by_role("button", name="Start watching").click()

    assert page.locator("video[data-player=file]").count() == 1
    assert reached(site) == before.and_one_more()
