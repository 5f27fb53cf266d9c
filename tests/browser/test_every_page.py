"""Every kind of page, in both languages, on a telephone and a desk, by day and by night."""

from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.routing import Rule

from eventapp.app import create_app
from eventapp.foundation.database import db
from eventapp.web.policy import ANYONE, POLICY
from tests.browser.conftest import Reader
from tests.browser.demo_site import EVENT, Site
from tests.browser.keyboard import lost_ways
from tests.browser.signing_in import sign_in
from tests.browser.watching import Watched
from tests.conftest import settings_for
from tests.crawling import crawl, endpoint_of
from tests.factories import NOON

ALSO = ("/no-such-page", "/zones?q=kat", "/zones?q=nowhere-at-all")
SIZES = [(360, 740), (1280, 800)]


def one_of_a_kind(app: Flask, addresses: list[str]) -> list[str]:
    """Give the first address of each kind of page."""
    kinds: dict[object, str] = {}
    for address in addresses:
        kinds.setdefault((endpoint_of(app, address), bool(urlsplit(address).query)), address)
    return list(kinds.values())


def problems_on(watched: Watched, addresses: list[str], *, with_barriers: bool = True) -> list[str]:
    """Open pages; give what is wrong with each, and what is a barrier by day or by night."""
    found: list[str] = []
    for address in addresses:
        status = watched.open(address)
        problems = [*watched.scroll_problems(), *watched.problems()]
        if with_barriers:
            problems += [*watched.barriers(), *watched.problems()]
        if status == HTTPStatus.NOT_FOUND and address in ALSO:
            problems = [problem for problem in problems if "status of 404" not in problem]
        found += [f"{address} {problem}" for problem in problems]
    return found


def lost_on(watched: Watched, addresses: list[str]) -> list[str]:
    """Open pages and go through them by the keyboard; give where one loses the way."""
    found: list[str] = []
    for address in addresses:
        watched.open(address)
        found += [f"{address} {problem}" for problem in lost_ways(watched)]
    watched.noticed.clear()
    return found


@pytest.fixture(scope="session")
def public_pages(demo_template: Path, site: Site) -> list[str]:
    """Give an address of each kind of public page."""
    app = create_app(settings_for(f"sqlite:///{demo_template}", demo_template.parent))
    with app.app_context():
        opened = crawl(app.test_client(), "/", "/sitemap.xml")
        db.engine.dispose()
    pages = [
        address
        for address, answer in opened.items()
        if answer.mimetype == "text/html" and answer.status_code == 200 and "lang=" not in address
    ]
    # The coming edition is one of the year in which the demo was made: there NOON's, here today's.
    made = f"atmp-world-tour-{NOON.year}"
    return [*(page.replace(made, site.coming) for page in one_of_a_kind(app, pages)), *ALSO]


CODES = {
    "stops": "D2",
    "streams": "D2",
    "sessions": "D2-2",
    "recordings": "D2-2",
    "speakers": "T12",
    "registrations": "P001",
    "past": "atmp-sweden-2018",
    "board": "D2-2",
    "shifts": "R1",
    "proposals": "F1",
}
"""A code of the demo tour, by the word that stands before it in an address."""
OF_COMING = {"proposals", "call", "decisions", "proposal-balance"}
"""Words in addresses of what the coming edition alone has."""
DATA = {"organiser.show_slot_asked", "organiser.show_slot_map"}
"""What answers to scripts: no pages."""


def organiser_pages(app: Flask, coming: str) -> list[str]:
    """Give the address of each page of organisers and of the door, with what the demo has."""
    adapter = app.url_map.bind("localhost")
    return [
        adapter.build(rule.endpoint, _values_for(rule, coming))
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(("organiser.", "door."))
        and "GET" in (rule.methods or ())
        and rule.arguments <= {"slug", "code"}
        and POLICY[rule.endpoint] is not ANYONE
        and rule.endpoint not in DATA
    ]


def _values_for(rule: Rule, coming: str) -> dict[str, str]:
    """Give what an address is filled in with."""
    words = rule.rule.split("/")
    event = coming if OF_COMING.intersection(words) else EVENT
    values = {"slug": "atmp-world-tour" if "series" in words else event}
    if "past" in words:
        values["slug"] = "atmp-sweden"
    if "code" in rule.arguments:
        values["code"] = CODES[words[words.index("<code>") - 1]]
    return {name: value for name, value in values.items() if name in rule.arguments}


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("size", SIZES, ids=["telephone", "desk"])
def test_public_pages_are_sound(
    reader: Reader, public_pages: list[str], language: str, size: tuple[int, int]
) -> None:
    width, height = size
    watched = reader(locale=language, viewport={"width": width, "height": height})

    assert len(public_pages) > 5
    assert problems_on(watched, public_pages) == []


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("size", SIZES, ids=["telephone", "desk"])
def test_organisers_pages_are_sound(
    reader: Reader, site: Site, demo_app: Flask, language: str, size: tuple[int, int]
) -> None:
    width, height = size
    watched = reader(locale=language, viewport={"width": width, "height": height})
    before = problems_on(watched, ["/organise/sign-in", "/organise/new-password"])
    # Looking for barriers takes seconds a page, so not every language is looked at in every size.
    thoroughly = (language == "sv") == (width < 500)

    sign_in(watched, site)

    assert before == []
    assert (
        problems_on(watched, organiser_pages(demo_app, site.coming), with_barriers=thoroughly) == []
    )


def test_public_pages_are_read_by_the_keyboard(reader: Reader, public_pages: list[str]) -> None:
    watched = reader(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")

    assert lost_on(watched, public_pages) == []


def test_organisers_pages_are_read_by_the_keyboard(
    reader: Reader, site: Site, demo_app: Flask
) -> None:
    watched = reader(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    sign_in(watched, site)

    assert lost_on(watched, organiser_pages(demo_app, site.coming)) == []


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (".brand { outline: none !important }", "has no ring: A eventapp"),
        (".brand { position: absolute; left: -999px }", "is not seen: A eventapp"),
        (".skip { display: none }", "does not begin with the way to the content"),
        (".header__in { flex-direction: row-reverse }", "comes out of order: A eventapp, then"),
        ("main::before { position: fixed; inset: 0; content: '' }", "is covered: A eventapp"),
    ],
)
def test_a_way_that_is_lost_is_told(reader: Reader, broken: str, told: str) -> None:
    watched = reader(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    watched.open("/")
    watched.page.add_style_tag(content=broken)

    assert [one for one in lost_ways(watched) if one.startswith(told)] != []


def test_tabs_stand_in_one_row_on_a_telephone_and_show_the_current_one(
    reader: Reader, site: Site
) -> None:
    watched = reader(viewport={"width": 360, "height": 740})
    sign_in(watched, site)
    watched.open(f"/organise/events/{EVENT}/edit")
    page = watched.page

    tabs = page.locator(".tabs")
    row, current = tabs.bounding_box(), tabs.locator("[aria-current]").bounding_box()

    assert row is not None
    assert current is not None
    assert row["height"] < 60
    assert 0 <= current["x"] < current["x"] + current["width"] <= 360
