"""The site's own name and the client's address, whatever a request says of them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.app import create_app
from eventapp.web.entrance import client_address
from eventapp.web.policy import ANYONE, POLICY
from tests.conftest import settings_for
from tests.page_rules import problems_of

FORGED = {
    "Host": "evil.example",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Port": "666",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "host=evil.example;for=203.0.113.9",
}
Site = Callable[[int], FlaskClient]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Give a function that opens a site behind so many proxies; it says who asks."""

    for endpoint in ("who", "folder"):
        monkeypatch.setitem(POLICY, endpoint, ANYONE)

    def open_site(proxies: int) -> FlaskClient:
        settings = settings_for(f"sqlite:///{tmp_path}/none.sqlite", tmp_path)
        app = create_app(replace(settings, trusted_proxies=proxies))
        app.add_url_rule("/who", "who", client_address)
        app.add_url_rule("/folder/", "folder", client_address)
        return app.test_client()

    return open_site


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "127.0.0.1"),
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 192.0.2.7", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "not: an address", ""),
    ],
)
def test_client_is_who_our_own_proxies_say(
    site: Site, proxies: int, forwarded: str, address: str
) -> None:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    assert site(proxies).get("/who", headers=headers).text == address


@pytest.mark.parametrize("proxies", [0, 1])
def test_redirects_stay_on_the_site(site: Site, proxies: int) -> None:
    answer = site(proxies).get("/folder", headers=FORGED)

    assert answer.status_code == 308
    assert answer.location == "http://localhost/folder/"


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/events/atmp-world-tour-2021",
        "/events/atmp-world-tour-2021/programme",
        "/events/atmp-world-tour-2021/calendar.ics",
        "/events/atmp-world-tour-2021/schedule.json",
        "/events/atmp-world-tour-2021/schedule.xml",
        "/sitemap.xml",
        "/robots.txt",
        "/organise/",
        "/organise",
        "/no-such-page",
    ],
)
def test_forged_names_reach_no_page(demo_app: Flask, address: str) -> None:
    told = demo_app.test_client().get(address, headers=FORGED)
    plain = demo_app.test_client().get(address)

    assert "evil" not in told.text
    assert "evil" not in str(told.headers)
    assert told.status_code == plain.status_code
    assert told.mimetype != "text/html" or told.location or problems_of(told.text) == []


def test_forged_addresses_buy_no_further_tries(demo_app: Flask) -> None:
    settings = demo_app.extensions["settings"]
    demo_app.extensions["settings"] = replace(settings, rate_limit=True)
    client = demo_app.test_client()
    guess = {"email": "owner@example.org", "password": "a wrong password"}

    statuses = [
        client.post(
            "/organise/sign-in", data=guess, headers={"X-Forwarded-For": f"203.0.113.{number}"}
        ).status_code
        for number in range(12)
    ]

    assert statuses == [422] * 10 + [429] * 2
