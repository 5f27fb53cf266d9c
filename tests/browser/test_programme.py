"""The programme as people far apart read it: their times, by pointer, by keyboard, on paper."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Reader
from tests.browser.demo_site import EVENT
from tests.browser.programme_file import sessions

PROGRAMME = f"/events/{EVENT}/programme"
READERS = {
    "Asia/Tokyo": "Tokyo",
    "America/Los_Angeles": "Los Angeles",
    "Asia/Kathmandu": "Kathmandu",
    "Pacific/Apia": "Apia",
}
CLOCKS_BY_SESSION = """() => Object.fromEntries(
  [...document.querySelectorAll("li.session")].map((row) => [
    row.id.replace("session-", ""),
    [row.closest("section").getAttribute("aria-labelledby").slice(4),
     row.querySelector(".session__when .when").textContent.trim()],
  ]))"""
BY_THE_BROWSER = """(zone) => {
  const times = [...document.querySelectorAll(".session__when time")];
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return times.filter((one) => clock.format(new Date(one.dateTime)) !== one.textContent)
    .map((one) => `${one.dateTime} ${one.textContent}`);
}"""


def clocks_in(zone: str) -> dict[str, list[str]]:
    return {row.code: list(row.clock_in(zone)) for row in sessions()}


def shown_sessions(page: Page) -> set[str]:
    return {
        identity.removeprefix("session-")
        for identity in page.locator("li.session").evaluate_all("rows => rows.map((row) => row.id)")
    }


@pytest.mark.parametrize(("zone", "city"), READERS.items())
def test_offer_of_the_readers_zone_shows_their_times(reader: Reader, zone: str, city: str) -> None:
    watched = reader(timezone_id=zone)
    watched.open(PROGRAMME)
    page = watched.page
    offer = page.locator("[data-zone-offer]")
    expect(offer).to_contain_text(city)

    offer.get_by_role("link").click()

    # Browsers may know a zone by an old name: Asia/Katmandu.
    page.wait_for_url("**zone=*/*")
    assert page.evaluate(CLOCKS_BY_SESSION) == clocks_in(zone)
    assert page.evaluate(BY_THE_BROWSER, zone) == []
    expect(page.locator(".zone-bar__shown")).to_contain_text(city)
    expect(offer).to_be_hidden()


def test_zone_is_remembered_on_the_next_visit(reader: Reader) -> None:
    watched = reader()
    watched.open(f"{PROGRAMME}?zone=Asia/Tokyo")

    watched.open(PROGRAMME)

    assert watched.page.evaluate(CLOCKS_BY_SESSION) == clocks_in("Asia/Tokyo")


def test_offer_can_be_declined_for_good(reader: Reader) -> None:
    watched = reader(timezone_id="Asia/Tokyo")
    offer = watched.page.locator("[data-zone-offer]")
    watched.open(PROGRAMME)

    offer.get_by_role("button").click()

    expect(offer).to_be_hidden()
    watched.open(PROGRAMME)
    watched.page.wait_for_load_state("networkidle")
    expect(offer).to_be_hidden()


def test_reader_in_the_zone_shown_is_offered_nothing(reader: Reader) -> None:
    watched = reader(timezone_id="Europe/Stockholm")
    watched.open(PROGRAMME)
    watched.page.wait_for_load_state("networkidle")

    expect(watched.page.locator("[data-zone-offer]")).to_be_hidden()
    assert watched.page.evaluate(CLOCKS_BY_SESSION) == clocks_in("Europe/Stockholm")


def test_zone_is_found_by_keyboard(reader: Reader) -> None:
    watched = reader()
    watched.open(PROGRAMME)
    page = watched.page
    search = page.locator("[data-zone-search] input[type=search]")
    for _press in range(40):
        page.keyboard.press("Tab")
        if search.evaluate("field => field === document.activeElement"):
            break

    page.keyboard.type("Katm", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("Kathmandu")
    page.keyboard.press("ArrowDown")
    active = search.get_attribute("aria-activedescendant")
    page.keyboard.press("Enter")

    assert active
    page.wait_for_url("**zone=Asia/Kathmandu")
    assert page.evaluate(CLOCKS_BY_SESSION) == clocks_in("Asia/Kathmandu")


def test_language_is_switched_and_remembered(reader: Reader) -> None:
    watched = reader(locale="en-GB")
    watched.open(PROGRAMME)
    page = watched.page

    page.get_by_role("link", name="Svenska").click()

    expect(page.locator("html")).to_have_attribute("lang", "sv")
    watched.open("/")
    expect(page.locator("html")).to_have_attribute("lang", "sv")


def test_filter_shows_what_was_chosen(reader: Reader) -> None:
    watched = reader()
    watched.open(PROGRAMME)
    page = watched.page

    page.get_by_label("Stop").select_option("D3")
    page.locator("form.filters button[type=submit]").click()

    page.wait_for_url("**stop=D3**")
    assert shown_sessions(page) == {row.code for row in sessions() if row.stop == "D3"}


def test_programme_is_whole_without_scripts(reader: Reader) -> None:
    watched = reader(java_script_enabled=False, timezone_id="Pacific/Apia")
    watched.open(PROGRAMME)
    page = watched.page

    assert page.locator("li.session").count() == len(list(sessions()))
    page.locator("[data-zone-search] input[type=search]").fill("Apia")
    page.locator("[data-zone-search] button").click()
    page.locator("a[href*='zone=Pacific/Apia']").first.click()

    page.wait_for_url("**zone=Pacific/Apia")
    row = next(iter(sessions()))
    shown = page.locator(f"#session-{row.code} .session__when .when")
    assert shown.inner_text().strip() == row.clock_in("Pacific/Apia")[1]


def test_programme_on_paper_has_every_session(reader: Reader) -> None:
    watched = reader()
    watched.open(PROGRAMME)

    paper = PdfReader(BytesIO(watched.page.pdf(format="A4")))

    text = letters("".join(sheet.extract_text() for sheet in paper.pages))
    assert [row.code for row in sessions() if letters(row.title) not in text] == []
    assert [row.code for row in sessions() if row.clock_in("Europe/Stockholm")[1] not in text] == []


def letters(text: str) -> str:
    """Give a text without the breaks that paper puts into it."""
    return re.sub(r"\s+", "", text)


def test_words_wider_than_a_telephone_are_parted_and_names_are_not(reader: Reader) -> None:
    watched = reader(viewport={"width": 360, "height": 740}, locale="sv-SE")
    parted = "one => getComputedStyle(one).hyphens"

    watched.open(f"/events/{EVENT}/sessions/D5-2")
    title = watched.page.locator("h1:has-text('kommersialiseringscentrum')").evaluate(parted)
    watched.open(f"/events/{EVENT}/speakers/T12")
    name = watched.page.locator("h1 bdi").evaluate(parted)

    assert (title, name) == ("auto", "manual")
