"""Addresses of pages, and what leads away from the site."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.urls import iri_to_uri

from eventapp.web.public.addresses import Here, event_path, local_address, served, with_zone


def test_here_keeps_filters_and_zone_in_the_other_language() -> None:
    here = Here("/events/tour/programme", (("theme", "payment"),), "Asia/Tokyo")

    assert here.in_language("sv") == (
        "/events/tour/programme?theme=payment&zone=Asia/Tokyo&lang=sv"
    )
    assert here.address(theme="") == "/events/tour/programme"
    assert here.to_share() == "/events/tour/programme?theme=payment&zone=Asia/Tokyo"
    assert here.choose_zone() == "/zones?next=/events/tour/programme%3Ftheme%3Dpayment"


def test_event_path_quotes_what_codes_may_hold() -> None:
    assert event_path("tour", "sessions", "Å/1?") == "/events/tour/sessions/%C3%85%2F1%3F"


def test_served_knows_the_pages_that_there_are(app: Flask) -> None:
    assert served("/events/tour/programme") == "/events/tour/programme"
    assert served("/events/tour/nothing/at/all") is None
    assert served("/events/tour/sessions/D1.png") is None


@pytest.mark.parametrize(
    "address",
    ["/", "/events/tour/programme?theme=a&zone=Asia/Tokyo#day-2021-04-19", "/events/%C3%A5", "/å"],
)
def test_local_address_lets_pages_of_the_site_through(address: str) -> None:
    assert local_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "events",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/a\r\nSet-Cookie: a=b",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        " /a",
        "/a b",
        "/" + "a" * 3000,
        "/a\0",
        "/\u2028a",
    ],
)
def test_local_address_refuses_what_leads_away(address: str) -> None:
    assert local_address(address) is None


@given(st.text(alphabet="/\\:@.?#ab\t\r\n %é", max_size=12))
def test_local_address_never_names_a_host(text: str) -> None:
    address = local_address(text)

    if address is not None:
        location = iri_to_uri(with_zone(address, "Asia/Tokyo"))
        assert location.startswith("/")
        assert not location.startswith(("//", "/\\"))
        assert "\n" not in location


def test_with_zone_replaces_the_zone_and_nothing_else() -> None:
    assert with_zone("/a?zone=Asia/Tokyo&b=1&c=#d", "Europe/Paris") == (
        "/a?b=1&c=&zone=Europe/Paris#d"
    )
