"""Releases as an organiser makes them, and as somebody in Tokyo is told of them."""

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser.watching import Watched

TOKYO = "Asia/Tokyo"
READER = "emi@example.org"


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
    starts = datetime.fromisoformat(str(one.decoded("DTSTART"))).astimezone(ZoneInfo(TOKYO))
    return Entry(str(one["UID"]), int(str(one["SEQUENCE"])), f"{starts:%H:%M}")


def register(watched: Watched, event: str) -> None:
    """Register somebody from Japan."""
    page = watched.page
    watched.open(f"/events/{event}/register")
    page.locator("[name=given_name]").fill("Emi")
    page.locator("[name=family_name]").fill("Mori")
    page.locator("[name=email]").fill(READER)
    page.locator("[name=country_code]").select_option("JP")
    page.locator("[name=sector]").select_option("academia")
    page.get_by_role("button", name="Register").click()
    page.wait_for_url("**/registered")


def move_down(organiser: Watched, event: str, stop: str, code: str) -> None:
    """Move a session by a key, and see that it waits."""
    organiser.open(f"/organise/events/{event}/timetable?stop={stop}")
    card = organiser.page.locator(f"[data-session='{code}']")
    card.locator("summary").focus()
    organiser.page.keyboard.press("Alt+ArrowDown")
    expect(card).to_contain_text("Not released")


def release_second(organiser: Watched, event: str) -> str:
    """Look at the mail as somebody in Tokyo reads it, and release; give that mail."""
    page = organiser.page
    organiser.open(f"/organise/events/{event}/releases")
    expect(page.locator(".changes").first).to_contain_text("Moved")
    page.get_by_label("City of its reader").select_option(TOKYO)
    page.get_by_role("button", name="Show the mail").click()
    shown = page.get_by_role("article", name="The mail")
    expect(shown).to_contain_text("Tokyo")
    text = shown.inner_text()
    page.get_by_role("button", name="Release", exact=True).click()
    expect(page.get_by_text("Release 2 is public.")).to_be_visible()
    return text
