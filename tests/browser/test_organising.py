"""An organiser finds, changes and withdraws a registration, and invites somebody to the door."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.conftest import Reader
from tests.browser.demo_site import EVENT, Site
from tests.browser.letters import letters_to
from tests.browser.signing_in import sign_in
from tests.browser.watching import Watched

PHONE = {"width": 360, "height": 740}
PASSWORD = "a long enough sentence"  # noqa: S105 -- one of the tests
DAY = """
[series]
slug = "open-days"
name_en = "Open days"
name_sv = "Öppna dagar"

[event]
slug = "open-day"
name_en = "Open day"
name_sv = "Öppen dag"
kind = "conference"
format = "hybrid"
zone = "Europe/Stockholm"
languages = ["en", "sv"]
capacity_onsite = 2

[[stops]]
code = "D1"
title_en = "The day"
title_sv = "Dagen"
zone = "Europe/Stockholm"
starts = "2030-05-15T09:00"
ends = "2030-05-15T16:00"
"""


def barriers(watched: Watched) -> list[Any]:
    return [*watched.barriers(), *watched.scroll_problems()]


def add_by_hand(watched: Watched, name: str) -> str:
    """Give somebody a place on site; give the short code."""
    page = watched.page
    watched.open("/organise/events/open-day/add-registration")
    page.get_by_label("Given name").fill(name)
    page.get_by_label("E-mail address").fill(f"{name}@example.org")
    page.get_by_label("Country", exact=True).select_option("SE")
    page.get_by_label("Sector").select_option("academia")
    page.get_by_label("On site").check()
    page.get_by_role("button", name="Add, and send the ticket").click()
    page.get_by_text("a confirmation on its way").wait_for()
    return page.url.rpartition("/")[2]


def invite_to_the_door(page: Page) -> None:
    page.get_by_role("link", name="People").click()
    page.get_by_label("E-mail address").fill("dora@example.org")
    page.get_by_label("Role", exact=True).select_option("door")
    page.locator("select[name=scope]").select_option("event:open-day")
    page.get_by_role("button", name="Send the invitation").click()
    page.get_by_text("The invitation is on its way").wait_for()


def accept(volunteer: Watched, site: Site) -> None:
    """Follow the invitation's link, and sign in anew with the password chosen there."""
    page = volunteer.page
    (letter,) = letters_to("dora@example.org", site)
    volunteer.open(letter.way_to("organise/invitations"))
    page.locator("input[name=new_password]").fill(PASSWORD)
    page.locator("input[name=again]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/organise/account")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    page.locator("input[name=email]").fill("dora@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/door/events/open-day")


def scan(page: Page, code: str) -> str:
    """Type as a scanner does, without looking for the field; give the large words."""
    page.keyboard.type(code)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return page.locator(".arrival__words").inner_text()


def test_invited_volunteer_checks_tickets_and_sees_nothing_else(reader: Reader, site: Site) -> None:
    place = site.place / "open-day.toml"
    place.write_text(DAY, encoding="utf-8")
    site.run("import", "tour", str(place))
    organiser, volunteer = reader(), reader(viewport=PHONE, has_touch=True)
    sign_in(organiser, site)
    codes = [add_by_hand(organiser, name) for name in ("ann", "bea")]
    invite_to_the_door(organiser.page)
    accept(volunteer, site)
    page, found = volunteer.page, barriers(volunteer)
    links = page.get_by_role("link").evaluate_all("all => all.map(one => one.pathname)")

    first = scan(page, codes[0])
    found += barriers(volunteer)
    again = scan(page, codes[0].lower())
    found += barriers(volunteer)
    heard = [*volunteer.problems()]
    unknown = scan(page, "NO-TICKET")
    (letter,) = letters_to("bea@example.org", site)
    other = scan(page, f"{site.root}{letter.way_to('tickets')}")
    page.get_by_role("button", name="Take this check-in back").tap()
    page.get_by_text("The check-in is taken back.").wait_for()
    statuses = [
        page.request.get(site.root + address).status
        for address in (
            *(f"/organise/events/open-day{one}" for one in ("", "/registrations", "/log")),
            *("/organise/people", f"/organise/events/{EVENT}", f"/door/events/{EVENT}"),
        )
    ]

    told = [problem for problem in volunteer.problems() if "status of 422" not in problem]
    assert [first, again, unknown, other] == [
        "Welcome",
        "Already here",
        "Unknown ticket",
        "Welcome",
    ]
    assert (found, heard, told) == ([], [], [])
    assert not any(link.startswith("/organise/events") for link in links)
    assert statuses == [403, 403, 403, 403, 404, 404]
    assert '"check_ins": 1' in site.run("report", "open-day", "--format", "json")


def test_organiser_finds_changes_and_withdraws(reader: Reader, site: Site) -> None:
    watched = reader()
    page = watched.page
    sign_in(watched, site)
    watched.open(f"/organise/events/{EVENT}")
    found = barriers(watched)

    page.get_by_role("link", name="Registrations", exact=True).click()
    page.get_by_label("Name, e-mail, organisation or ticket").fill("jarnek SIGNE")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=jarnek*")
    found += barriers(watched)
    watched.follow(page.get_by_role("link", name="Signe Järnek"))
    found += barriers(watched)
    page.get_by_role("link", name="Change", exact=True).click()
    page.get_by_label("Organisation").fill("Nya Västvågs universitet")
    found += barriers(watched)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("The change is kept").wait_for()
    page.get_by_text("Nya Västvågs universitet").wait_for()
    watched.follow(page.get_by_role("link", name="Withdraw the registration"))
    found += barriers(watched)
    page.get_by_role("button", name="Yes, withdraw").click()
    page.get_by_text("The registration is withdrawn").wait_for()
    found += barriers(watched)
    subjects = [one.subject for one in letters_to("signe.jarnek.002@example.org", site)]

    watched.follow(page.get_by_role("link", name="Log", exact=True))
    log = page.locator("main").inner_text()

    assert found == []
    assert len(subjects) == 2
    assert "Withdrew a registration" in log
    assert site.email in log
