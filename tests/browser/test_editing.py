"""Organisers make and edit events in the browser; strangers register for what they made."""

from playwright.sync_api import Page

from tests.browser.conftest import Reader
from tests.browser.demo_site import Site
from tests.browser.letters import letters_to
from tests.browser.signing_in import sign_in


def session_of(site: Site) -> str:
    """Give the address at which a session of the coming edition is edited."""
    return f"/organise/events/{site.coming}/sessions/D3-1/edit"


def save(page: Page) -> None:
    """Press the button of the long form."""
    page.get_by_role("button", name="Save", exact=True).click()


def test_free_webinar_is_public_from_nothing_and_a_stranger_registers(
    reader: Reader, site: Site
) -> None:
    organiser = reader()
    sign_in(organiser, site)
    page = organiser.page

    page.get_by_role("link", name="New event").click()
    page.get_by_label("Name in English").fill("Gene therapy in an hour")
    page.get_by_label("Name in Swedish").fill("Genterapi på en timme")
    page.get_by_label("Starts").fill("2032-03-01T15:00")
    page.get_by_label("Ends").fill("2032-03-01T16:00")
    page.get_by_label("City whose clock counts").fill("Tokyo")
    page.get_by_label("Given name").fill("Aiko")
    page.get_by_role("button", name="Make the event").click()
    page.wait_for_url("**/programme")

    stranger = reader(locale="sv-SE", viewport={"width": 360, "height": 740})
    stranger.open("/events/gene-therapy-in-an-hour-2032")
    page = stranger.page
    page.get_by_role("link", name="Anmäl dig").first.click()
    page.get_by_label("Förnamn").fill("Siv")
    page.get_by_label("E-postadress").fill("siv@example.org")
    page.get_by_label("Land", exact=True).select_option("SE")
    page.get_by_label("Sektor").select_option("academia")
    page.get_by_role("button", name="Anmäl dig").click()
    page.wait_for_url("**/registered")
    stranger.open(letters_to("siv@example.org", site)[0].way_to("tickets"))
    assert "Genterapi på en timme" in page.locator("main").inner_text()
    assert "07:00" in page.locator("main").inner_text()


def test_stale_save_in_a_second_window_merges(reader: Reader, site: Site) -> None:
    first, second = reader(), reader(viewport={"width": 360, "height": 740})
    for window in (first, second):
        sign_in(window, site)
        window.open(session_of(site))

    first.page.get_by_label("Title in Swedish").fill("Deras rubrik")
    save(first.page)
    first.page.wait_for_selector("text=Saved.")
    second.page.get_by_label("Title in English").fill("My title")
    save(second.page)

    second.page.wait_for_selector("text=What others changed meanwhile stays too")
    assert second.page.get_by_label("Title in Swedish").input_value() == "Deras rubrik"
    assert second.page.get_by_label("Title in English").input_value() == "My title"


def test_colliding_save_shows_both_and_one_is_chosen(reader: Reader, site: Site) -> None:
    first, second = reader(), reader(viewport={"width": 360, "height": 740})
    for window in (first, second):
        sign_in(window, site)
        window.open(session_of(site))

    for window, title in ((first, "Theirs"), (second, "Mine")):
        window.page.get_by_label("Title in English").fill(title)
        save(window.page)
        window.page.wait_for_selector("text=/Saved( by .+ meanwhile|[.])/")
    page = second.page
    page.wait_for_selector("text=/Saved by .+ meanwhile/")
    found = [*second.scroll_problems(), *second.barriers()]
    second.noticed.clear()
    page.get_by_label("Keep this instead of mine").check()
    save(page)

    page.wait_for_selector("text=Saved.")
    assert page.get_by_label("Title in English").input_value() == "Theirs"
    assert found == []
