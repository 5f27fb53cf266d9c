"""Scripts that people type where text is asked for: shown as text, and never run."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.demo_site import Demo, Site, served
from tests.browser.letters import letters_to
from tests.browser.signing_in import sign_in
from tests.browser.watching import Watched

CANARIES = (
    "<script>window.sung=1</script>",
    "<img src=x onerror=window.sung=1>",
    "'-window.sung-'\"onfocus=window.sung=1 autofocus x=\"",
    "<svg/onload=window.sung=1>{{7*7}}",
    "</title></textarea><iframe srcdoc='<script>parent.sung=1</script>'>",
)
TOUR = """[series]
slug = "cage"
name_en = '''{0}'''
name_sv = '''{1}'''

[event]
slug = "cage-2030"
name_en = '''{2}'''
name_sv = '''{3}'''
kind = "conference"
format = "online"
zone = "Europe/Stockholm"
languages = ["en", "sv"]
registration_opens = "2020-01-01T09:00"
registration_closes = "2099-04-23T19:00"

[[stops]]
code = "D1"
title_en = '''{4}'''
title_sv = '''{0}'''
zone = "Europe/Stockholm"
starts = "2030-04-19T08:30"
ends = "2030-04-19T12:30"
"""
FILES = {
    "speakers": "code,given_name,family_name,country,zone,gender,sector,organisation,bio_en,email\n"
    "T1,{0},{1},BR,Europe/Stockholm,woman,region,{2},{3},wren@example.org\n",
    "programme": "code,stop,kind,starts,ends,zone,title_en,title_sv,theme,host_country,guest_zone,"
    "track,abstract_en,abstract_sv\n"
    "S1,D1,talk,2030-04-19T08:30,2030-04-19T08:45,Europe/Stockholm,{0},{1},,,,{2},{3},{4}\n",
    "lineup": "session,speaker,role\nS1,T1,presenter\n",
}
PUBLIC = ("", "/programme", "/speakers", "/sessions/S1", "/figures", "/register")
ORGANISED = (
    *("", "/programme", "/edit", "/timetable", "/conflicts", "/slots", "/ledger", "/clocks"),
    *("/speakers", "/speakers/T1/edit", "/sessions/S1/edit", "/stops/D1/edit", "/streams"),
    *("/registrations", "/log", "/report", "/copy"),
)


@pytest.fixture(scope="module")
def cage(made_demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give a site with an event that is full of scripts."""
    with served(made_demo, tmp_path_factory.mktemp("cage")) as running:
        take_in(running, tmp_path_factory.mktemp("files"))
        yield running


def take_in(site: Site, folder: Path) -> None:
    """Take in files in which every text is a script."""
    (folder / "tour.toml").write_text(TOUR.format(*CANARIES), encoding="utf-8")
    site.run("import", "tour", str(folder / "tour.toml"))
    quoted = ['"' + text.replace('"', '""') + '"' for text in CANARIES]
    for kind, text in FILES.items():
        place = folder / f"{kind}.csv"
        place.write_text(text.format(*quoted), encoding="utf-8")
        site.run("import", kind, "cage-2030", str(place))


@pytest.fixture
def watched(browser: Browser, cage: Site) -> Iterator[Watched]:
    context = browser.new_context(locale="en-GB")
    yield Watched(context.new_page(), cage.root)
    context.close()


def songs(watched: Watched) -> list[str]:
    """Give what ran, or was kept from it by the content policy alone."""
    sung = watched.page.evaluate("() => window.sung ? [`sung: ${location}`] : []")
    return [*sung, *watched.problems()]


def register(watched: Watched) -> None:
    page = watched.page
    watched.open("/events/cage-2030/register")
    page.get_by_label("Given name").fill(CANARIES[0])
    page.get_by_label("Family name").fill(CANARIES[1])
    page.locator("input[name=organisation]").fill(CANARIES[2])
    page.get_by_label("E-mail address").fill("bird@example.org")
    page.get_by_label("Country", exact=True).select_option("JP")
    page.get_by_label("Sector").select_option("academia")
    page.get_by_role("button", name="Register").click()
    page.wait_for_url("**/registered")


def test_no_script_that_people_type_is_run(watched: Watched, cage: Site) -> None:
    heard: list[str] = []
    for language in ("en", "sv"):
        for page in ("/", *(f"/events/cage-2030{one}?lang={language}" for one in PUBLIC)):
            watched.open(page)
            heard += songs(watched)
    watched.open("/?lang=en")
    register(watched)
    (letter,) = letters_to("bird@example.org", cage)
    ticket = letter.way_to("tickets")
    for page in (ticket, f"{ticket}/change", f"{ticket}/withdraw"):
        watched.open(page)
        heard += songs(watched)
    # As a mail program shows it: no policy of ours keeps anything from running.
    watched.page.goto("about:blank")
    watched.page.set_content(letter.html)
    # The picture of the ticket lies in the letter itself, where a browser does not look.
    heard += [song for song in songs(watched) if "ERR_UNKNOWN_URL_SCHEME" not in song]
    sign_in(watched, cage)
    pages = [f"/organise/events/cage-2030{one}" for one in ORGANISED]
    for page in ("/organise/", "/organise/series/cage", *pages):
        assert watched.open(page) == 200, page
        heard += songs(watched)
    watched.open("/organise/events/cage-2030/registrations")
    watched.follow(watched.page.get_by_role("link", name="<script>"))
    heard += songs(watched)

    assert heard == []
    assert CANARIES[1] in watched.page.locator("main").inner_text()
    assert "&lt;script&gt;" in letter.html


def test_no_script_of_a_speaker_is_run(watched: Watched, cage: Site) -> None:
    page, heard = watched.page, []
    sign_in(watched, cage)
    watched.open("/organise/events/cage-2030/speakers/T1/invite")
    heard += songs(watched)
    watched.follow(page.get_by_role("button", name="Send"))
    (letter,) = letters_to("wren@example.org", cage)

    watched.open(letter.way_to("speaking"))
    heard += songs(watched)
    page.locator("#bio_en").fill("\n\n".join(CANARIES))
    page.locator("#bio_sv").fill("[a](javascript:window.sung=1) ![a](x) <https://a.example>")
    page.locator("#about button", has_text="Save").click()
    page.wait_for_url("**told=about**")
    heard += songs(watched)
    page.get_by_label("A note for the organisers").fill(CANARIES[1])
    page.get_by_role("button", name="Decline").click()
    page.wait_for_url("**told=declined**")
    heard += songs(watched)
    for place in ("/organise/events/cage-2030/speakers", "/organise/events/cage-2030/conflicts"):
        watched.open(place)
        heard += songs(watched)
    watched.open("/events/cage-2030/speakers/T1")
    heard += songs(watched)

    assert heard == []
    assert page.locator(".prose").inner_text().count("window.sung") >= 4
    assert "&lt;script&gt;" in letter.html
