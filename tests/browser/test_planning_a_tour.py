"""A tour from nothing: planned in three zones, made free of conflicts, released, and moved."""

from typing import NamedTuple

from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader
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

SLUG = "cells-around-the-clock-2033"
EVENT = f"/organise/events/{SLUG}"
AUSTRALIA_DAY = "2033-01-26"


class Talk(NamedTuple):
    """A session as its form asks for it; times are those of the clock of its stop."""

    stop: str
    title: str
    starts: str
    ends: str
    speaker: str
    track: str = ""


TALKS = (
    Talk("D2", "Vectors", "2033-01-27T10:00", "2033-01-27T10:30", "Lind, Lars", "Hall"),
    Talk("D2", "Cold chains", "2033-01-27T10:25", "2033-01-27T11:00", "Lind, Lars"),
    Talk("D2", "Costs", "2033-01-27T12:00", "2033-01-27T12:45", "Luna, Luz", "Hall"),
)
"""They are S2 to S4; S1 comes with the event."""
MOVED = "S4"
OLD, NEW = "03:00", "03:05"
"""When it is held in Tokyo, as it was released and as it is then moved."""


def make_event(page: Page) -> None:
    page.get_by_role("link", name="New event").click()
    page.get_by_label("Name in English").fill("Cells around the clock")
    page.get_by_label("Name in Swedish").fill("Celler dygnet runt")
    page.get_by_label("Kind").select_option("world_tour")
    page.get_by_label("Starts").fill(f"{AUSTRALIA_DAY}T10:00")
    page.get_by_label("Ends").fill(f"{AUSTRALIA_DAY}T14:00")
    page.get_by_label("City whose clock counts").fill("Melbourne")
    page.get_by_label("Given name").fill("Mia")
    page.get_by_label("Family name").fill("Marsh")
    page.get_by_label("Publish it at once").uncheck()
    page.get_by_role("button", name="Make the event").click()
    page.wait_for_url(f"**{EVENT}/programme")


def add_stop(page: Page, city: str, starts: str, ends: str) -> None:
    page.get_by_role("link", name="Add a stop").click()
    page.get_by_label("Name in English").fill(city)
    page.get_by_label("Name in Swedish").fill(city)
    page.get_by_label("Starts").fill(starts)
    page.get_by_label("Ends").fill(ends)
    page.get_by_label("City whose clock counts").fill(city)
    page.get_by_role("button", name="Make the stop").click()
    page.wait_for_url(f"**{EVENT}/programme")


def add_track(organiser: Watched, stop: str, name: str) -> None:
    organiser.open(f"{EVENT}/stops/{stop}/edit")
    organiser.page.get_by_label("New track").fill(name)
    organiser.page.get_by_role("button", name="Add", exact=True).click()
    expect(organiser.page.get_by_text("Saved.")).to_be_visible()


def add_speaker(organiser: Watched, given: str, family: str, country: str, city: str) -> None:
    page = organiser.page
    organiser.open(f"{EVENT}/speakers/new")
    page.get_by_label("Given name").fill(given)
    page.get_by_label("Family name").fill(family)
    page.get_by_label("Country", exact=True).select_option(country)
    page.get_by_label("City whose clock is theirs").fill(city)
    page.get_by_label("Sector").select_option("academia")
    page.get_by_role("button", name="Add the speaker").click()
    page.wait_for_url(f"**{EVENT}/speakers")


def add_talk(organiser: Watched, talk: Talk) -> None:
    page = organiser.page
    organiser.open(f"{EVENT}/sessions/new?stop={talk.stop}")
    page.get_by_label("Title in English").fill(talk.title)
    page.get_by_label("Title in Swedish").fill(talk.title)
    page.get_by_label("State").select_option("published")
    page.get_by_label("Track").select_option(talk.track)
    page.get_by_label("Starts").fill(talk.starts)
    page.get_by_label("Ends").fill(talk.ends)
    page.get_by_role("button", name="Make the session").click()
    page.get_by_label("Speaker", exact=True).select_option(talk.speaker)
    page.get_by_role("button", name="Put in").click()
    expect(page.locator("ol.entries bdi")).to_be_visible()


def build(organiser: Watched) -> None:
    """Make the whole tour: the event with its first stop and session, and all that follows."""
    page = organiser.page
    make_event(page)
    add_stop(page, "Stockholm", "2033-01-27T10:00", "2033-01-27T14:00")
    add_stop(page, "Los Angeles", "2033-01-28T09:00", "2033-01-28T13:00")
    add_track(organiser, "D2", "Hall")
    add_speaker(organiser, "Lars", "Lind", "SE", "Stockholm")
    add_speaker(organiser, "Luz", "Luna", "US", "Los Angeles")
    organiser.open(f"{EVENT}/sessions/S1/edit")
    page.get_by_label("Ends").fill(f"{AUSTRALIA_DAY}T10:45")
    page.get_by_label("Country of the host").select_option("AU")
    organiser.follow(page.get_by_role("button", name="Save", exact=True))
    for talk in TALKS:
        add_talk(organiser, talk)


def conflicts(organiser: Watched) -> list[tuple[str, str]]:
    """Give what the page of conflicts tells: of which session, and what is wrong with it."""
    organiser.open(f"{EVENT}/conflicts")
    rows = organiser.page.locator(".session__what").all()
    return [
        (row.locator("h3").inner_text(), row.locator(".meta span").first.inner_text())
        for row in rows
    ]


def resolve(organiser: Watched) -> None:
    """Move the stop to the day before, a session by keys, and another by form to another stop."""
    page = organiser.page
    organiser.open(f"{EVENT}/stops/D1/edit")
    page.get_by_label("Starts").fill("2033-01-25T10:00")
    page.get_by_label("Ends").fill("2033-01-25T14:00")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(f"**{EVENT}/programme")

    organiser.open(f"{EVENT}/timetable?stop=D2")
    card = page.locator("[data-session='S3']")
    card.locator("summary").focus()
    for starts in ("10:30", "10:35"):
        page.keyboard.press("Alt+ArrowDown")
        expect(card).to_contain_text(f"{starts}–")
    expect(page.locator("#moves")).not_to_contain_text("same time")

    card = page.locator("[data-session='S4']")
    card.locator("summary").click()
    card.locator("[name=stop]").fill("D3")
    card.locator("[name=track]").fill("")
    card.locator("[name=starts]").fill("2033-01-28T10:00")
    card.get_by_role("button", name="Move").click()
    expect(card).to_contain_text("10:00–10:45")


def publish(organiser: Watched) -> None:
    """Let everybody see the event, and release its programme for the first time."""
    page = organiser.page
    organiser.open(f"{EVENT}/edit")
    page.locator("summary", has_text="Publish").click()
    organiser.follow(page.get_by_role("button", name="Publish"))
    organiser.open(f"{EVENT}/releases")
    page.get_by_role("button", name="Make the first release").click()
    expect(page.get_by_text("Release 1 is public.")).to_be_visible()


def public_times(reader: Watched, site: Site) -> set[str]:
    """Give when the moved session begins in Tokyo, by all that everybody can read."""

    def text(address: str) -> str:
        answer = reader.page.request.get(f"{site.root}/events/{SLUG}{address}?zone={TOKYO}")
        assert answer.status == 200
        return str(answer.text())

    pages = [text(address) for address in (f"/sessions/{MOVED}", "/programme")]
    entry = entry_at(text("/calendar.ics"), MOVED)
    return {entry.starts} | {time for time in (OLD, NEW) for page in pages if time in page}


def test_tour_is_planned_released_and_moved(reader: Reader, site: Site) -> None:
    organiser = reader(viewport={"width": 1280, "height": 1400})
    stranger = reader(viewport={"width": 360, "height": 740}, timezone_id=TOKYO)
    sign_in(organiser, site)
    build(organiser)
    assert conflicts(organiser) == [
        ("Cold chains", "In two places at once"),
        ("Costs", "Between midnight and six"),
        ("Cells around the clock", "Public holiday at the host"),
    ]
    resolve(organiser)
    assert conflicts(organiser) == []
    organiser.open(f"{EVENT}/edit")
    assert organiser.page.get_by_label("Registration closes").input_value() == ""

    assert stranger.page.request.get(f"{site.root}/events/{SLUG}").status == 404
    publish(organiser)
    register(stranger, SLUG)
    before = entry_at(letters_to(READER, site)[0].calendar, MOVED)
    move_down(organiser, SLUG, "D3", MOVED)
    assert public_times(stranger, site) == {OLD}
    shown = release_second(organiser, SLUG)

    assert public_times(stranger, site) == {NEW}
    told = letters_to(READER, site)[1]
    after = entry_at(told.calendar, MOVED)
    assert (before.starts, after.starts) == (OLD, NEW)
    assert (after.uid, after.sequence) == (before.uid, before.sequence + 1)
    for text in (shown, told.text):
        assert f"{OLD}–03:45" in text
        assert f"{NEW}–03:50" in text
        assert "Tokyo (UTC+9)" in text
