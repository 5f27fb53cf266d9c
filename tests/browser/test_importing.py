"""An organiser takes a programme file in on a telephone: looks at it, stores it, sees it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.demo_site import EVENT, Site
from tests.browser.signing_in import sign_in
from tests.browser.watching import Watched

HEADER = (
    "code,stop,kind,starts,ends,zone,title_en,title_sv,theme,host_country,guest_zone,track,state"
)
NEW = "N1,D1,talk,2021-04-19T10:35,2021-04-19T10:45,Europe/Stockholm,Cells at last,,,,,,"
BAD = "N2,D1,talk,2021-04-19T10:35,2021-04-19T10:30,Europe/Stockholm,Backwards,,,,,,"


@pytest.fixture
def watched(browser: Browser, own_site: Site) -> Iterator[Watched]:
    context = browser.new_context(locale="en-GB", viewport={"width": 360, "height": 740})
    opened = Watched(context.new_page(), own_site.root)
    sign_in(opened, own_site)
    yield opened
    context.close()


def send(watched: Watched, row: str) -> None:
    """Choose a file, and press the button below it."""
    page = watched.page
    content = f"{HEADER}\n{row}\n".encode()
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "programme.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Show what it changes").click()


def sound(watched: Watched) -> list[object]:
    return [*watched.scroll_problems(), *watched.barriers()]


def test_file_is_looked_at_stored_and_seen_on_the_timetable(watched: Watched) -> None:
    page = watched.page
    watched.open(f"/organise/events/{EVENT}/timetable?stop=D1")
    page.get_by_role("link", name="Take in a file").click()

    send(watched, BAD)
    expect(page.get_by_role("heading", name="1 thing is wrong")).to_be_visible()
    expect(page.locator("table")).to_contain_text("is not after the start")
    assert sound(watched) == []
    problems = [one for one in watched.problems() if "422" not in str(one)]
    assert problems == []

    send(watched, NEW)
    expect(page.get_by_role("heading", name="1 change, and nothing is stored yet")).to_be_visible()
    expect(page.locator(".changes")).to_contain_text("Monday 19 April 2021, 10:35 Stockholm")
    assert sound(watched) == []

    page.get_by_role("button", name="Store these changes").click()
    page.wait_for_url("**/timetable")
    expect(page.get_by_text("The file is taken in: 1 new, 0 changed.")).to_be_visible()
    expect(page.locator("[data-session='N1']")).to_contain_text("Cells at last")
    assert list(watched.problems()) == []
