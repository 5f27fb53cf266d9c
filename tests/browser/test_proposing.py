"""From a proposal typed on a phone in Kathmandu to a draft session in the programme."""

from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import Reader
from tests.browser.demo_site import Site
from tests.browser.letters import letters_to
from tests.browser.signing_in import sign_in
from tests.browser.watching import Watched

PHONE = {"width": 360, "height": 740}
PASSWORD = "a long enough sentence"  # noqa: S105 -- one of the tests
TITLE = "Gene therapy where the power fails"
WORDS = "Bring your pictures from the high villages."
NAMES = ("Pasang", "Sherpa", "Solukhumbu", "Nepal", "pasang@example.org", "Kathmandu")


def barriers(watched: Watched) -> list[Any]:
    return [*watched.barriers(), *watched.scroll_problems()]


def propose(watched: Watched, coming: str) -> list[Any]:
    """Propose a session on a phone; give what is a barrier there."""
    page, found = watched.page, []
    watched.open(f"/events/{coming}")
    page.get_by_role("link", name="Propose a session").tap()
    page.get_by_label("Title in English").fill(TITLE)
    page.get_by_label("Given name").first.fill("Pasang")
    page.get_by_role("button", name="Propose the session").tap()
    page.locator("#errors").wait_for()
    found += barriers(watched)
    # The browser says that this answer was a 422, as it does of every form that is refused.
    watched.noticed = [one for one in watched.noticed if "status of 422" not in one]
    page.get_by_label("Abstract in English").fill("Cells wait, generators do not.")
    page.get_by_label("What will people take home?").fill("A plan for twelve dark hours.")
    page.get_by_label("Where can we see you speak?").fill("At the Solukhumbu hospital")
    page.get_by_label("Gene therapy", exact=True).check()
    page.get_by_label("Family name").first.fill("Sherpa")
    page.locator("input[name=email]").fill("pasang@example.org")
    page.locator("select[name=country_code]").select_option("NP")
    page.get_by_label("Sector").select_option("region")
    expect(page.locator("select[name=zone]")).to_have_value("Asia/Kathmandu")
    page.get_by_role("button", name="Propose the session").tap()
    page.wait_for_url("**/proposed")
    return found + barriers(watched)


def review_blind(watched: Watched, site: Site) -> tuple[list[Any], str]:
    """Score the proposal as a reviewer; give the barriers, and all that could be read."""
    site.run("account", "create", "rita@example.org", "--role", "reviewer", "--password", PASSWORD)
    sign_in(watched, site._replace(email="rita@example.org", password=PASSWORD))
    page = watched.page
    watched.open(f"/organise/events/{site.coming}/proposals")
    found, seen = barriers(watched), page.locator("main").inner_text()
    watched.follow(page.get_by_role("link", name=TITLE))
    found += barriers(watched)
    seen += page.locator("main").inner_text()
    page.get_by_label("4 – good").check()
    page.get_by_role("button", name="Keep my review").click()
    page.get_by_text("Your review is kept.").wait_for()
    return found, seen + page.locator("main").inner_text()


def accept_and_send(watched: Watched, site: Site) -> list[Any]:
    """Accept the proposal, put it into the programme, and send the letter."""
    sign_in(watched, site)
    page = watched.page
    watched.open(f"/organise/events/{site.coming}/stops/D5/edit")
    starts = page.locator("input[name=wall_starts]").input_value()
    watched.open(f"/organise/events/{site.coming}/proposals?q=pasang")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="Accept", exact=True).click()
    watched.follow(page.get_by_role("link", name="Put it into the programme"))
    found = barriers(watched)
    page.get_by_label("Stop").select_option("D5")
    page.get_by_label("Starts").fill(starts)
    page.get_by_role("button", name="Make the draft").click()
    page.get_by_text("It stands in the programme as the draft").wait_for()
    page.get_by_role("link", name="See the letter").click()
    page.get_by_label("Words of your own").fill(WORDS)
    page.get_by_role("button", name="Keep, and read the letter").click()
    page.get_by_text("This is the letter now.").wait_for()
    found += barriers(watched)
    watched.follow(page.get_by_role("link", name="To all letters"))
    found += barriers(watched)
    page.get_by_role("button", name="Send these letters").click()
    page.get_by_text("on their way").wait_for()
    return found


def test_from_a_phone_in_kathmandu_into_the_programme(reader: Reader, site: Site) -> None:
    phone = reader(viewport=PHONE, timezone_id="Asia/Kathmandu", has_touch=True)
    found = propose(phone, site.coming)
    (received,) = letters_to("pasang@example.org", site)

    blind, seen = review_blind(reader(), site)
    found += blind
    organiser = reader()
    found += accept_and_send(organiser, site)

    _received, told = letters_to("pasang@example.org", site)
    phone.open(told.way_to("proposals"))
    found += barriers(phone)
    phone.page.get_by_role("button", name="Yes, I confirm").tap()
    phone.page.get_by_text("You have confirmed.").wait_for()
    found += barriers(phone)
    organiser.open(f"/organise/events/{site.coming}/proposals?q=pasang")
    listed = organiser.page.locator("#rows").inner_text()
    organiser.open(f"/organise/events/{site.coming}/programme")
    planned = organiser.page.get_by_text(TITLE).count()
    phone.open(f"/events/{site.coming}/speakers")

    assert found == []
    assert "Kathmandu (UTC+5:45)" in received.text
    assert received.way_to("proposals") == told.way_to("proposals")
    assert [name for name in NAMES if name in seen] == []
    assert WORDS in told.text
    assert "Confirmed" in listed
    assert planned == 1
    assert phone.page.get_by_text("Sherpa").count() == 0
