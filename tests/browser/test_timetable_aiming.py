"""The timetable in Chromium before the drop: what conflicts is read while somebody aims."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.demo_site import EVENT, Site
from tests.browser.signing_in import sign_in
from tests.browser.watching import Watched

ADDRESS = f"/organise/events/{EVENT}/timetable?stop=D1"
NINE = "2021-04-19T07:00:00Z"
LAST = "2021-04-19T10:00:00Z"
Opener = Callable[..., Watched]


@pytest.fixture
def opener(browser: Browser, site: Site) -> Iterator[Opener]:
    """Give what opens the timetable for an organiser; nothing of these tests changes the site."""
    opened: list[Watched] = []

    def open_for(locale: str, width: int = 1280) -> Watched:
        context = browser.new_context(locale=locale, viewport={"width": width, "height": 1800})
        opened.append(Watched(context.new_page(), site.root))
        sign_in(opened[-1], site)
        opened[-1].open(ADDRESS)
        return opened[-1]

    yield open_for
    for watched in opened:
        watched.page.context.close()
    assert [problem for watched in opened for problem in watched.problems()] == []


def card(watched: Watched, code: str) -> Locator:
    return watched.page.locator(f"[data-session='{code}']")


def row(watched: Watched, at: str) -> Locator:
    return watched.page.locator(f"#timetable tr[data-at='{at}']")


def lift(watched: Watched, code: str) -> None:
    """Take a card by its time with the mouse."""
    box = card(watched, code).bounding_box()
    assert box is not None
    watched.page.mouse.move(box["x"] + 40, box["y"] + 4)
    watched.page.mouse.down()
    watched.page.mouse.move(box["x"] + 60, box["y"] + 14, steps=3)


def hold_over(watched: Watched, at: str, told: str) -> None:
    """Hold what is lifted at the top of a row until the slot there is told.

    A hand trembles, and browsers tell of a drag again and again; here every move is told once.
    """
    place = row(watched, at).bounding_box()
    assert place is not None
    for tremble in range(20):
        watched.page.mouse.move(place["x"] + 400 + tremble, place["y"] + 6)
        watched.page.wait_for_timeout(100)
        if told in watched.page.locator("#aim").inner_text():
            return
    expect(watched.page.locator("#aim")).to_contain_text(told)


@pytest.mark.parametrize(
    ("locale", "conflicts", "severe", "free"),
    [
        (
            "en-GB",
            "Shares 15 minutes of its track with “Paying for one-time therapies",
            "Cannot be held like this.",
            "Nothing conflicts here.",
        ),
        (
            "sv-SE",
            "Delar spår med ”Att betala för engångsbehandlingar",
            "Kan inte hållas så här.",
            "Här krockar inget.",
        ),
    ],
)
def test_conflicts_are_read_while_a_card_is_held(
    opener: Opener, locale: str, conflicts: str, severe: str, free: str
) -> None:
    watched = opener(locale)
    told, own = watched.page.locator("#aim"), "2021-04-19T08:35:00Z"
    expect(told).to_be_hidden()

    lift(watched, "D1-B")
    hold_over(watched, NINE, "09:00–09:15 Stockholm UTC+2")
    expect(told).to_contain_text(severe)
    expect(told).to_contain_text(conflicts)
    expect(watched.page.locator(".slot-map__run--wrong").first).to_be_attached()
    expect(watched.page.locator(".slot-map__aim[data-kind=wrong]")).to_be_visible()
    hold_over(watched, own, "10:35–10:50")
    expect(told).to_contain_text(free)
    expect(watched.page.locator(".slot-map__run--good").first).to_be_attached()

    watched.page.keyboard.press("Escape")
    watched.page.mouse.up()
    expect(told).to_be_hidden()
    expect(watched.page.locator(".slot-map > *")).to_have_count(0)
    expect(card(watched, "D1-B")).to_contain_text("10:35–10:50")


def test_hours_of_the_people_are_those_under_the_pointer(opener: Opener) -> None:
    watched = opener("en-GB")

    lift(watched, "D1-2")
    hold_over(watched, LAST, "12:00–12:50 Stockholm UTC+2")

    told = watched.page.locator("#aim")
    expect(told.locator("li").first).to_contain_text("Mio Hoshikawa 19:00–19:50 Tokyo")
    expect(told).to_contain_text("It cannot be moved here.")
    expect(told).to_contain_text(
        "The stop is open from 2021-04-19 08:30 to 2021-04-19 12:30 in Stockholm."
    )
    watched.page.keyboard.press("Escape")
    watched.page.mouse.up()


def test_conflicts_are_read_while_an_edge_is_pulled(opener: Opener) -> None:
    watched = opener("en-GB")
    page, edge = watched.page, card(watched, "D1-B").locator(".slot__edge").bounding_box()
    assert edge is not None

    page.mouse.move(edge["x"] + 50, edge["y"] + 3)
    page.mouse.down()
    below = row(watched, "2021-04-19T09:00:00Z").bounding_box()
    assert below is not None
    page.mouse.move(edge["x"] + 50, below["y"] + 4, steps=5)

    told = page.locator("#aim")
    expect(told).to_contain_text("10:35–11:00")
    expect(told).to_contain_text("Shares 10 minutes of its track with “Regional manufacturing")
    back = card(watched, "D1-B").bounding_box()
    assert back is not None
    page.mouse.move(edge["x"] + 50, back["y"] + 1, steps=3)
    page.mouse.up()
    expect(told).to_be_hidden()
    expect(card(watched, "D1-B")).to_contain_text("10:35–10:50")


def test_lifted_session_is_aimed_by_keys_and_put_back(opener: Opener) -> None:
    watched = opener("en-GB")
    page, spoken = watched.page, watched.page.locator("#aim-told")
    card(watched, "D1-B").locator("summary").focus()

    page.keyboard.press("Alt+Enter")
    expect(spoken).to_have_text("10:35–10:50, Stockholm UTC+2. Nothing conflicts here.")
    page.keyboard.press("ArrowUp")
    expect(spoken).to_contain_text("10:30–10:45, Stockholm UTC+2. Cannot be held like this.")
    expect(spoken).to_contain_text("Shares 5 minutes of its track with “Conditional approval")
    page.keyboard.press("Shift+ArrowUp")
    expect(spoken).to_contain_text("10:30–10:40")
    assert page.locator("#aim-told").get_attribute("role") == "status"
    assert list(watched.barriers()) == []

    page.keyboard.press("Escape")
    expect(page.locator("#aim")).to_be_hidden()
    expect(card(watched, "D1-B")).to_contain_text("10:35–10:50")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Alt+Enter")
    expect(page.locator("#aim")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("#aim")).to_be_hidden()


def test_lifted_session_is_dropped_by_enter_and_taken_back(
    browser: Browser, own_site: Site
) -> None:
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 1400})
    watched = Watched(context.new_page(), own_site.root)
    sign_in(watched, own_site)
    watched.open(ADDRESS)
    page = watched.page
    card(watched, "D1-B").locator("summary").focus()

    page.keyboard.press("Alt+Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(card(watched, "D1-B")).to_contain_text("10:30–10:45")
    expect(page.locator("#moves")).to_contain_text("Shares 5 minutes of its track")
    page.keyboard.press("Control+z")
    expect(card(watched, "D1-B")).to_contain_text("10:35–10:50")
    assert list(watched.problems()) == []
    context.close()


def test_form_tells_before_it_is_sent_on_a_telephone(opener: Opener) -> None:
    watched = opener("en-GB", width=360)
    form = card(watched, "D1-B")

    form.locator("summary").click()
    form.locator("[name=starts]").fill("2021-04-19T10:30")
    told = form.locator(".slot__asked")
    expect(told).to_contain_text("10:30–10:45")
    expect(told).to_contain_text("Shares 5 minutes of its track with “Conditional approval")
    form.locator("[name=starts]").fill("2021-04-19T07:00")
    expect(told).to_contain_text("It cannot be moved here.")
    form.locator("[name=minutes]").fill("")
    expect(told).to_have_text("")
    expect(form.locator(".slot__when")).to_have_text(re.compile("10:35–10:50"))
    assert [*watched.scroll_problems(), *watched.barriers()] == []


def test_question_that_fails_is_said(opener: Opener) -> None:
    watched = opener("en-GB")
    watched.page.route("**/timetable/D1-B?*", lambda route: route.abort())

    card(watched, "D1-B").locator("summary").focus()
    watched.page.keyboard.press("Alt+Enter")

    expect(watched.page.locator("#aim")).to_have_text("What conflicts here could not be asked.")
    assert all("ERR_FAILED" in problem for problem in watched.problems())
