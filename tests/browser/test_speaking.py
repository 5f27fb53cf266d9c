"""A speaker answers on a telephone in São Paulo; the organisers see it."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Reader
from tests.browser.demo_site import EVENT, Site
from tests.browser.letters import Letter, letters_to
from tests.browser.signing_in import sign_in
from tests.browser.watching import Watched
from tests.speaking.pictures import SVG, picture

PHONE = {"width": 360, "height": 740}
SPEAKERS = f"/organise/events/{EVENT}/speakers"
CODE = "T12"
"""The demo's speaker of two sessions."""


def barriers(watched: Watched) -> list[Any]:
    return [*watched.barriers(), *watched.scroll_problems()]


def invite(watched: Watched, site: Site, email: str) -> Letter:
    """Give a speaker an address, look at the letter, send it; give it as it came."""
    page = watched.page
    sign_in(watched, site)
    watched.open(f"{SPEAKERS}/{CODE}/edit")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=zone]").fill("Sao Paulo")
    page.locator("button", has_text="Save").click()
    page.wait_for_url(f"**{SPEAKERS}")
    watched.open(f"{SPEAKERS}/{CODE}/invite")
    page.get_by_role("button", name="Send").click()
    page.wait_for_url(f"**{SPEAKERS}")
    return letters_to(email, site)[-1]


def card(page: Page, number: int) -> Locator:
    return page.locator("#sessions article").nth(number)


def draw_over(page: Page, cells: Locator, first: int, last: int) -> None:
    """Draw with a finger, or what stands for one, from one half hour to another."""
    cells.nth(first).scroll_into_view_if_needed()
    starts, ends = cells.nth(first).bounding_box(), cells.nth(last).bounding_box()
    assert starts is not None
    assert ends is not None
    page.mouse.move(starts["x"] + 20, starts["y"] + 20)
    page.mouse.down()
    page.mouse.move(ends["x"] + 20, ends["y"] + 20, steps=8)
    page.mouse.up()


def words_in(place: Locator) -> str:
    """Give what can be read there, with blanks that break and those that do not alike."""
    return place.inner_text().replace("\u00a0", " ")


def answer_sessions(page: Page) -> None:
    card(page, 0).get_by_role("button", name="Confirm").tap()
    page.wait_for_url("**told=confirmed**")
    card(page, 1).get_by_label("A note for the organisers").fill("I teach then.")
    card(page, 1).get_by_role("button", name="Decline").tap()
    page.wait_for_url("**told=declined**")


def paint_hours(page: Page) -> None:
    """Draw over four half hours and tap one more; see how many are ticked after each."""
    ticked = page.locator(".cell input:checked")
    draw_over(page, page.locator(".cell"), 0, 3)
    expect(ticked).to_have_count(4)
    page.locator(".cell").nth(7).tap()
    expect(ticked).to_have_count(5)
    page.get_by_role("button", name="Save my hours").tap()
    page.wait_for_url("**told=hours**")


def send_photo(page: Page, folder: Path) -> str:
    """Send what is no photo, then one, and agree to its publication; give what was refused."""
    (folder / "me.svg").write_bytes(SVG)
    (folder / "me.jpg").write_bytes(picture((900, 1200)))
    page.locator("#photo-file").set_input_files(folder / "me.svg")
    page.get_by_role("button", name="Send the photo").tap()
    refused = page.locator("#problem-photo").inner_text()
    page.locator("#photo-file").set_input_files(folder / "me.jpg")
    page.get_by_role("button", name="Send the photo").tap()
    page.wait_for_url("**told=photo**")
    page.wait_for_function("() => document.querySelector('.own-photo img').naturalWidth === 640")
    page.get_by_label("My photo may be published").check()
    page.get_by_role("button", name="Save my consents").tap()
    page.wait_for_url("**told=consents**")
    return refused


def test_speaker_in_sao_paulo_answers_on_a_phone(
    reader: Reader, site: Site, tmp_path: Path
) -> None:
    organiser = reader()
    letter = invite(organiser, site, "ruby@example.org")
    watched = reader(viewport=PHONE, timezone_id="America/Sao_Paulo", has_touch=True)
    page = watched.page
    watched.open(letter.way_to("speaking"))
    own = words_in(card(page, 0).locator(".own-time"))
    at_event = words_in(card(page, 0).get_by_text("At the event:"))

    answer_sessions(page)
    paint_hours(page)
    refused = send_photo(page, tmp_path)
    found = barriers(watched)
    # The browser writes down that an answer was 422, which is what was meant.
    noticed = [one for one in watched.problems() if "status of 422" not in one]
    watched.open(f"/events/{EVENT}/speakers/{CODE}")
    page.wait_for_function("() => document.querySelector('.speaker-head__photo').naturalWidth > 0")
    organiser.open(SPEAKERS)
    row = words_in(organiser.page.locator(".entry", has_text="Ruby Wattleford"))
    organiser.open(f"/organise/events/{EVENT}/conflicts?kind=declined")

    assert found + noticed == []
    assert re.search(r"\d\d:\d\d–\d\d:\d\d Sao Paulo · UTC−3", own)
    assert "Stockholm · UTC+2" in at_event
    assert "This is no JPEG, PNG or WebP picture." in refused
    assert "1 confirmed · 1 declined" in row
    assert "I teach then." in row
    assert "Ruby Wattleford declined." in organiser.page.locator("main").inner_text()
    assert "BEGIN:VEVENT" in letter.calendar


def test_hours_are_ticked_by_keyboard_and_without_scripts(reader: Reader, site: Site) -> None:
    way = invite(reader(), site, "keys@example.org").way_to("speaking")
    plain, scripted = reader(java_script_enabled=False).page, reader().page
    plain.goto(site.root + way)
    before = plain.locator(".cell input:checked").count()
    offered = plain.get_by_role("button", name="The whole day").count()

    plain.locator(".cell input:not(:checked)").first.focus()
    plain.keyboard.press("Space")
    plain.get_by_role("button", name="Save my hours").press("Enter")
    plain.wait_for_url("**told=hours**")
    saved = plain.locator(".cell input:checked").count()
    scripted.goto(site.root + way)
    scripted.locator(".cell input").first.focus()
    scripted.keyboard.press("ArrowRight")
    reached = scripted.evaluate("() => document.activeElement.value")

    assert offered == 0
    assert saved == before + 1
    assert reached == scripted.locator(".cell input").nth(1).get_attribute("value")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("size", [(360, 740), (1280, 800)], ids=["telephone", "desk"])
def test_pages_of_speakers_are_sound(
    reader: Reader, site: Site, language: str, size: tuple[int, int]
) -> None:
    letter = invite(reader(), site, f"{language}{size[0]}@example.org")
    watched = reader(locale=language, viewport={"width": size[0], "height": size[1]})
    found = []

    way = letter.way_to("speaking")
    for address in (way, f"{way}/co-design/D1-1", "/speaking/nothing"):
        watched.open(f"{address}?lang={language}")
        found += [f"{address}: {one}" for one in barriers(watched)]
    noticed = [one for one in watched.problems() if "status of 404" not in one]

    assert found + noticed == []
