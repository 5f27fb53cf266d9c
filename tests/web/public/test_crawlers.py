"""The list of public pages, and what is closed to crawlers."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import etree

from eventapp.events.actions import touch_event
from eventapp.foundation.transaction import transaction
from tests.counting import statements
from tests.factories import NOON, make_event, make_session, make_stop

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def pages_in(text: str) -> dict[str, Any]:
    """Give the pages of a sitemap by their addresses."""
    root = etree.fromstring(text.encode())
    return {str(page.findtext(f"{SITEMAP}loc")): page for page in root}


def test_sitemap_lists_public_pages(client: FlaskClient) -> None:
    stop = make_stop(make_event("tour"))
    make_session(stop, "A")
    make_session(stop, "å&b", changed_at=NOON + timedelta(days=1))
    make_session(stop, "X", state="draft")
    make_event("bare")

    answer = client.get("/sitemap.xml")

    pages = pages_in(answer.text)
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert [address.removeprefix("http://localhost") for address in pages] == [
        "/",
        "/events/bare",
        "/events/bare/programme",
        "/events/bare/speakers",
        "/events/bare/figures",
        "/events/bare/register",
        "/events/tour",
        "/events/tour/programme",
        "/events/tour/speakers",
        "/events/tour/figures",
        "/events/tour/register",
        "/events/tour/sessions/A",
        "/events/tour/sessions/%C3%A5%26b",
    ]
    moments = {address: page.findtext(f"{SITEMAP}lastmod") for address, page in pages.items()}
    assert moments["http://localhost/events/tour/sessions/A"] == "2030-05-15T12:00:00Z"
    assert moments["http://localhost/events/tour/programme"] == "2030-05-16T12:00:00Z"
    assert moments["http://localhost/events/tour/figures"] is None


def test_sitemap_tells_the_languages_of_a_page(client: FlaskClient) -> None:
    make_event("tour")

    page = pages_in(client.get("/sitemap.xml").text)["http://localhost/events/tour"]

    links = page.findall("{http://www.w3.org/1999/xhtml}link")
    assert {(link.get("hreflang"), link.get("href")) for link in links} == {
        ("sv", "http://localhost/events/tour?lang=sv"),
        ("en", "http://localhost/events/tour?lang=en"),
        ("x-default", "http://localhost/events/tour"),
    }


def test_sitemap_is_made_anew_after_a_change(client: FlaskClient) -> None:
    event = make_event("tour")
    stop = make_stop(event)
    before = client.get("/sitemap.xml")

    make_session(stop, "A")
    with transaction():
        touch_event(event.id)
    after = client.get("/sitemap.xml", headers={"If-None-Match": before.headers["ETag"]})

    assert after.status_code == 200
    assert "http://localhost/events/tour/sessions/A" in pages_in(after.text)


@pytest.mark.parametrize("sessions", [1, 3, 50])
def test_sitemap_takes_one_statement_whatever_the_rows(client: FlaskClient, sessions: int) -> None:
    stop = make_stop(make_event("tour"))
    for _ in range(sessions):
        make_session(stop)

    with statements() as cold:
        client.get("/sitemap.xml")

    assert len(cold) == 1


def test_robots_are_kept_from_personal_pages(client: FlaskClient) -> None:
    answer = client.get("/robots.txt")

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /tickets/" in lines
    assert "Disallow: /proposals/" in lines
    assert lines[-1] == "Sitemap: http://localhost/sitemap.xml"
