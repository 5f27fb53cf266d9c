"""The co-design board in Chromium: cards moved by hand and by keys, and taken back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.demo_site import EVENT, Site
from tests.browser.signing_in import sign_in
from tests.browser.watching import Watched

ADDRESS = f"/organise/events/{EVENT}/board?stop=D2"


@pytest.fixture
def watched(browser: Browser, own_site: Site) -> Iterator[Watched]:
    context = browser.new_context(locale="en-GB", viewport={"width": 2400, "height": 1400})
    opened = Watched(context.new_page(), own_site.root)
    sign_in(opened, own_site)
    opened.open(ADDRESS)
    yield opened
    context.close()


def test_card_is_dragged_moved_by_keys_and_taken_back(watched: Watched) -> None:
    page = watched.page
    card = page.locator("[data-card='D2-3']")
    before = card.get_attribute("data-stage")

    card.drag_to(page.locator("[data-stage='delivered'] h2"))
    expect(page.locator("[data-stage='delivered'] [data-card='D2-3']")).to_be_visible()
    expect(card.locator("summary")).to_be_focused()
    card.locator("summary").press("Alt+ArrowLeft")
    expect(page.locator("[data-stage='rehearsed'] [data-card='D2-3']")).to_be_visible()
    expect(card.locator("summary")).to_be_focused()
    page.get_by_role("button", name="Undo the move").click()
    expect(page.locator("[data-stage='delivered'] [data-card='D2-3']")).to_be_visible()

    assert before == "followed_up"
    assert "stop=D2" in page.url
    assert list(watched.problems()) == []


def test_card_is_moved_by_its_form_on_a_telephone(watched: Watched) -> None:
    page = watched.page
    page.set_viewport_size({"width": 360, "height": 740})
    card = page.locator("[data-card='D2-3']")

    card.locator("summary").click()
    card.get_by_role("combobox").select_option("idea")
    card.get_by_role("button", name="Move").click()

    expect(page.locator("[data-stage='idea'] [data-card='D2-3']")).to_be_visible()
    assert list(watched.scroll_problems()) == []
