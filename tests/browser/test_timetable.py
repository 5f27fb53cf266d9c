"""The timetable in Chromium: moved by hand, by keys, and taken back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.demo_site import EVENT, Site
from tests.browser.signing_in import sign_in
from tests.browser.watching import Watched

ADDRESS = f"/organise/events/{EVENT}/timetable?stop=D1"


@pytest.fixture
def watched(browser: Browser, own_site: Site) -> Iterator[Watched]:
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 1400})
    opened = Watched(context.new_page(), own_site.root)
    sign_in(opened, own_site)
    opened.open(ADDRESS)
    yield opened
    context.close()


DRAFT = "S1"


def add_draft(watched: Watched) -> None:
    """Make a draft of ten minutes on the stop, and look at the timetable again."""
    page = watched.page
    watched.open(f"/organise/events/{EVENT}/sessions/new?stop=D1")
    page.get_by_label("Title in English").fill("An idea")
    page.get_by_label("Starts").fill("2021-04-19T10:35")
    page.get_by_label("Ends").fill("2021-04-19T10:45")
    page.get_by_role("button", name="Make the session").click()
    page.wait_for_url(f"**/sessions/{DRAFT}/edit")
    watched.open(ADDRESS)


def card(watched: Watched, code: str) -> Locator:
    return watched.page.locator(f"[data-session='{code}']")


def test_session_is_moved_by_keys_and_taken_back(watched: Watched) -> None:
    page = watched.page
    expect(card(watched, "D1-B")).to_contain_text("10:35–10:50")

    card(watched, "D1-B").locator("summary").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(card(watched, "D1-B")).to_contain_text("10:30–10:45")
    expect(page.locator("#moves")).to_contain_text("Shares 5 minutes of its track")
    page.keyboard.press("Alt+Shift+ArrowDown")
    expect(card(watched, "D1-B")).to_contain_text("10:30–10:50")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"

    page.keyboard.press("Control+z")
    expect(card(watched, "D1-B")).to_contain_text("10:30–10:45")
    page.locator("#moves").get_by_role("button", name="Undo").click()
    expect(card(watched, "D1-B")).to_contain_text("10:35–10:50")
    expect(page.locator("#moves")).to_have_text(re.compile("Moved."))
    assert list(watched.problems()) == []


def test_session_is_dragged_and_refused_outside_the_stop(watched: Watched) -> None:
    page = watched.page
    target = page.locator("#timetable tr[data-at='2021-04-19T07:40:00Z']")

    card(watched, "D1-B").drag_to(
        target, source_position={"x": 30, "y": 4}, target_position={"x": 700, "y": 6}
    )
    expect(card(watched, "D1-B")).to_contain_text("09:40–09:55")

    card(watched, "D1-0").locator("summary").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#moves")).to_contain_text("The stop is open from 2021-04-19 08:30")
    expect(card(watched, "D1-0")).to_contain_text("08:30–08:45")


def test_draft_is_dragged_to_the_parking_list_and_back(watched: Watched) -> None:
    page = watched.page
    parked, grid = page.locator("#parking"), page.locator("#timetable")
    page.set_viewport_size({"width": 1280, "height": 3000})
    add_draft(watched)
    expect(parked).to_contain_text("Nothing is parked")

    card(watched, DRAFT).drag_to(parked, source_position={"x": 30, "y": 4})
    expect(parked.locator(f"[data-session='{DRAFT}']")).to_contain_text("10 minutes")
    expect(page.locator("#moves")).to_contain_text("Parked.")
    expect(grid).not_to_contain_text("An idea")
    card(watched, DRAFT).locator("summary").focus()
    page.keyboard.press("Alt+ArrowDown")
    assert card(watched, DRAFT).locator(".slot__edge").count() == 0

    target = grid.locator("tr[data-at='2021-04-19T07:40:00Z']")
    card(watched, DRAFT).drag_to(
        target, source_position={"x": 30, "y": 4}, target_position={"x": 700, "y": 6}
    )
    expect(grid.locator(f"[data-session='{DRAFT}']")).to_contain_text("09:40–09:50 · Draft")
    page.locator("#moves").get_by_role("button", name="Undo").click()
    expect(parked.locator(f"[data-session='{DRAFT}']")).to_be_visible()
    page.locator("#moves").get_by_role("button", name="Undo").click()
    expect(grid.locator(f"[data-session='{DRAFT}']")).to_contain_text("10:35–10:45")

    card(watched, "D1-B").drag_to(parked, source_position={"x": 30, "y": 4})
    expect(page.locator("#moves")).to_contain_text("Only drafts can be parked")
    told = [problem for problem in watched.problems() if "status of 422" not in problem]
    assert [*told, *watched.barriers()] == []


def test_draft_is_parked_and_placed_by_form_without_a_script(
    browser: Browser, own_site: Site
) -> None:
    context = browser.new_context(locale="en-GB", java_script_enabled=False)
    watched = Watched(context.new_page(), own_site.root)
    sign_in(watched, own_site)
    add_draft(watched)
    parked = watched.page.locator(f"#parking [data-session='{DRAFT}']")
    held = watched.page.locator(f"#timetable [data-session='{DRAFT}']")

    held.locator("summary").click()
    held.get_by_role("button", name="Park").click()
    expect(parked).to_contain_text("10 minutes")
    watched.page.get_by_role("button", name="Undo the move").click()
    expect(held).to_contain_text("10:35–10:45")

    held.locator("summary").click()
    held.get_by_role("button", name="Park").click()
    parked.locator("summary").click()
    parked.locator("[name=starts]").fill("2021-04-19T11:00")
    parked.get_by_role("button", name="Move").click()
    expect(held).to_contain_text("11:00–11:10 · Draft")
    expect(parked).to_have_count(0)
    context.close()


def test_form_moves_without_a_script(browser: Browser, own_site: Site) -> None:
    context = browser.new_context(locale="en-GB", java_script_enabled=False)
    watched = Watched(context.new_page(), own_site.root)
    sign_in(watched, own_site)
    watched.open(ADDRESS)

    card(watched, "D1-B").locator("summary").click()
    card(watched, "D1-B").locator("[name=starts]").fill("2021-04-19T10:40")
    card(watched, "D1-B").get_by_role("button", name="Move").click()

    expect(card(watched, "D1-B")).to_contain_text("10:40–10:55")
    watched.page.get_by_role("button", name="Undo the move").click()
    expect(card(watched, "D1-B")).to_contain_text("10:35–10:50")
    context.close()
