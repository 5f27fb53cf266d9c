"""An organiser moves what was released, looks, and releases again; somebody in Tokyo is told."""

from typing import Any

from playwright.sync_api import Browser, expect

from tests.browser.demo_site import Site
from tests.browser.letters import letters_to
from tests.browser.releasing import (
    READER,
    TOKYO,
    entry_at,
    move_down,
    register,
    release_second,
)
from tests.browser.signing_in import sign_in
from tests.browser.watching import Watched

CODE = "D2-1"


def opened(browser: Browser, site: Site, **settings: Any) -> Watched:
    context = browser.new_context(locale="en-GB", **settings)
    return Watched(context.new_page(), site.root)


def test_moved_session_is_released_and_told_in_tokyo(browser: Browser, own_site: Site) -> None:
    event = own_site.coming
    reader = opened(browser, own_site, timezone_id=TOKYO)
    organiser = opened(browser, own_site, viewport={"width": 1280, "height": 1400})
    register(reader, event)
    before = entry_at(letters_to(READER, own_site)[0].calendar, CODE)
    sign_in(organiser, own_site)
    organiser.open(f"/organise/events/{event}/releases")
    expect(organiser.page.get_by_text("Everybody goes on seeing release 1")).to_be_visible()
    expect(organiser.page.get_by_text("Nothing waits")).to_be_visible()

    move_down(organiser, event, "D2", CODE)
    reader.open(f"/events/{event}/sessions/{CODE}?zone={TOKYO}")
    expect(reader.page.locator("main")).to_contain_text(before.starts)
    shown = release_second(organiser, event)

    told = letters_to(READER, own_site)[1]
    after = entry_at(told.calendar, CODE)
    assert (after.uid, after.sequence) == (before.uid, before.sequence + 1)
    assert after.starts != before.starts
    for text in (shown, told.text):
        assert all(f"{one.starts}–" in text for one in (before, after))
        assert "Tokyo (UTC+9)" in text
    reader.open(f"/events/{event}/changes?zone={TOKYO}")
    expect(reader.page.locator(".change__places")).to_contain_text(f"{after.starts}–")
    assert [*organiser.problems(), *reader.problems(), *reader.barriers()] == []
    for watched in (reader, organiser):
        watched.page.context.close()
