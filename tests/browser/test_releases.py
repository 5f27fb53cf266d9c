"""An organiser moves what was released, looks, and releases again; somebody in Tokyo is told."""

from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Calendar
from playwright.sync_api import Browser, expect

from eventapp.foundation.clock import utc_now
from tests.browser.demo_site import Site
from tests.browser.letters import letters_to
from tests.browser.signing_in import sign_in
from tests.browser.watching import Watched

ADDRESS = "aiko@example.org"
CODE = "D2-1"


class Entry(NamedTuple):
    """A session in a calendar file."""

    uid: str
    sequence: int
    starts: str
    """By the clock in Tokyo."""


def entry_at(calendar: str, code: str) -> Entry:
    """Give the entry of a calendar file whose page is that of a session."""
    (one,) = (
        one
        for one in Calendar.from_ical(calendar).walk("VEVENT")
        if str(one["URL"]).endswith(f"/sessions/{code}")
    )
    starts = datetime.fromisoformat(str(one.decoded("DTSTART"))).astimezone(ZoneInfo("Asia/Tokyo"))
    return Entry(str(one["UID"]), int(str(one["SEQUENCE"])), f"{starts:%H:%M}")


def register(watched: Watched, event: str) -> None:
    page = watched.page
    watched.open(f"/events/{event}/register")
    page.locator("[name=given_name]").fill("Aiko")
    page.locator("[name=family_name]").fill("Mori")
    page.locator("[name=email]").fill(ADDRESS)
    page.locator("[name=country_code]").select_option("JP")
    page.locator("[name=sector]").select_option("academia")
    page.get_by_role("button", name="Register").click()
    page.wait_for_url("**/registered")


def opened(browser: Browser, site: Site, **settings: Any) -> Watched:
    context = browser.new_context(locale="en-GB", **settings)
    return Watched(context.new_page(), site.root)


def move_down(organiser: Watched, event: str) -> None:
    """Move the session by a key, and see that it waits."""
    organiser.open(f"/organise/events/{event}/timetable?stop=D2")
    card = organiser.page.locator(f"[data-session='{CODE}']")
    card.locator("summary").focus()
    organiser.page.keyboard.press("Alt+ArrowDown")
    expect(card).to_contain_text("Not released")


def release(organiser: Watched, event: str) -> str:
    """Look at the mail as somebody in Tokyo reads it, and release; give that mail."""
    page = organiser.page
    organiser.open(f"/organise/events/{event}/releases")
    expect(page.locator(".changes").first).to_contain_text("Moved")
    page.get_by_label("City of its reader").select_option("Asia/Tokyo")
    page.get_by_role("button", name="Show the mail").click()
    shown = page.get_by_role("article", name="The mail")
    expect(shown).to_contain_text("Tokyo")
    text = shown.inner_text()
    page.get_by_role("button", name="Release", exact=True).click()
    expect(page.get_by_text("Release 2 is public.")).to_be_visible()
    return text


def test_moved_session_is_released_and_told_in_tokyo(browser: Browser, own_site: Site) -> None:
    event = f"atmp-world-tour-{utc_now().year}"
    reader = opened(browser, own_site, timezone_id="Asia/Tokyo")
    organiser = opened(browser, own_site, viewport={"width": 1280, "height": 1400})
    register(reader, event)
    before = entry_at(letters_to(ADDRESS, own_site)[0].calendar, CODE)
    sign_in(organiser, own_site)
    organiser.open(f"/organise/events/{event}/releases")
    expect(organiser.page.get_by_text("Everybody goes on seeing release 1")).to_be_visible()
    expect(organiser.page.get_by_text("Nothing waits")).to_be_visible()

    move_down(organiser, event)
    reader.open(f"/events/{event}/sessions/{CODE}?zone=Asia/Tokyo")
    expect(reader.page.locator("main")).to_contain_text(before.starts)
    shown = release(organiser, event)

    told = letters_to(ADDRESS, own_site)[1]
    after = entry_at(told.calendar, CODE)
    assert (after.uid, after.sequence) == (before.uid, before.sequence + 1)
    assert after.starts != before.starts
    for text in (shown, told.text):
        assert all(f"{one.starts}–" in text for one in (before, after))
        assert "Tokyo (UTC+9)" in text
    reader.open(f"/events/{event}/changes?zone=Asia/Tokyo")
    expect(reader.page.locator(".change__places")).to_contain_text(f"{after.starts}–")
    assert [*organiser.problems(), *reader.problems(), *reader.barriers()] == []
    for watched in (reader, organiser):
        watched.page.context.close()
