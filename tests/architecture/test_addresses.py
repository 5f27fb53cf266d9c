"""Addresses: every link leads somewhere, reading changes nothing, organisers' pages are guarded."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from eventapp.web.policy import ANYONE, POLICY
from tests.crawling import crawl, endpoint_of
from tests.page_rules import problems_of
from tests.signing_in import signed_in

AUDIENCES = {"attendee", "door", "public", "proposer", "organiser", "operations", "speaker"}
NO_AUDIENCE = {"asset", "components"}
STARTS = ("/", "/sitemap.xml", "/robots.txt")
A_READ = re.compile(r"\s*(SELECT|WITH|PRAGMA|BEGIN|SAVEPOINT|RELEASE|SET|SHOW)\b", re.IGNORECASE)


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Collect the statements that are sent inside."""
    sent: list[str] = []

    def collect(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        sent.append(statement)

    engine = app.extensions["sqlalchemy"].engine
    sa.event.listen(engine, "before_cursor_execute", collect)
    try:
        yield sent
    finally:
        sa.event.remove(engine, "before_cursor_execute", collect)


@pytest.fixture
def reader(demo_app: Flask) -> FlaskClient:
    return demo_app.test_client()


@pytest.fixture
def owner(demo_app: Flask) -> FlaskClient:
    return signed_in(demo_app, "owner@example.org")


def rules_of(app: Flask, audience: str) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith(f"{audience}.")]


def any_address(app: Flask, rule: Rule) -> str:
    """Give an address of the rule; what it names need not exist."""
    values = dict.fromkeys(rule.arguments, "1")
    built = app.url_map.bind("localhost").build(rule.endpoint, values)
    return str(built)


def test_every_address_belongs_to_an_audience(demo_app: Flask) -> None:
    stray = {
        rule.endpoint
        for rule in demo_app.url_map.iter_rules()
        if rule.endpoint.partition(".")[0] not in AUDIENCES | NO_AUDIENCE
    }

    assert stray == set()


def test_every_link_leads_somewhere(reader: FlaskClient) -> None:
    opened = crawl(reader, *STARTS)

    assert len(opened) > 10
    assert {address for address, answer in opened.items() if answer.status_code >= 400} == set()


@pytest.mark.parametrize("language", ["en", "sv"])
def test_every_page_is_well_formed(demo_app: Flask, owner: FlaskClient, language: str) -> None:
    owner.set_cookie("lang", language)

    opened = crawl(owner, *STARTS, "/organise", "/no-such-page")

    wrong = {
        address: problems_of(answer.text)
        for address, answer in opened.items()
        if answer.mimetype == "text/html" and answer.text and not answer.location
    }
    assert {address: problems for address, problems in wrong.items() if problems} == {}


def test_every_page_of_the_sitemap_answers(reader: FlaskClient) -> None:
    listed = re.findall(r"<loc>http://localhost([^<]*)</loc>", reader.get("/sitemap.xml").text)

    assert len(listed) > 10
    assert [address for address in listed if reader.get(address).status_code != 200] == []


def test_every_public_page_is_linked_from_another(demo_app: Flask, reader: FlaskClient) -> None:
    linked = {endpoint_of(demo_app, address) for address in crawl(reader, *STARTS)}
    for_machines = {"public.find_zone", "public.show_photo"}
    after_registering = {"public.show_registered"}

    pages = {
        rule.endpoint for rule in rules_of(demo_app, "public") if "GET" in (rule.methods or ())
    }

    assert pages - linked - for_machines - after_registering == set()


def test_reading_changes_nothing(demo_app: Flask, reader: FlaskClient) -> None:
    with statements(demo_app) as sent:
        crawl(reader, *STARTS)

    assert sent
    assert [statement for statement in sent if not A_READ.match(statement)] == []


def test_reading_as_an_organiser_changes_nothing(demo_app: Flask, owner: FlaskClient) -> None:
    with statements(demo_app) as sent:
        opened = crawl(owner, "/organise")

    assert {address for address, answer in opened.items() if answer.status_code >= 400} == set()
    assert [statement for statement in sent if not A_READ.match(statement)] == []


def test_asking_for_the_head_answers_as_the_page_does(reader: FlaskClient) -> None:
    opened = crawl(reader, *STARTS)

    differing = {
        address
        for address, answer in opened.items()
        if reader.head(address).status_code != answer.status_code
    }

    assert differing == set()


def test_organisers_pages_refuse_strangers(demo_app: Flask) -> None:
    let_in = []
    for rule in [*rules_of(demo_app, "organiser"), *rules_of(demo_app, "door")]:
        for method in (rule.methods or set()) - {"OPTIONS"}:
            stranger = demo_app.test_client()
            answer = stranger.open(any_address(demo_app, rule), method=method)
            sent_away = answer.status_code == 302 and "sign-in" in answer.location
            if POLICY[rule.endpoint] is not ANYONE and not sent_away:
                let_in.append((rule.rule, method, answer.status_code))

    assert rules_of(demo_app, "organiser")
    assert let_in == []


def test_organisers_pages_are_not_kept_by_others(owner: FlaskClient) -> None:
    opened = crawl(owner, "/organise")

    shared = {
        address
        for address, answer in opened.items()
        if address.startswith("/organise") and "no-store" not in answer.headers["Cache-Control"]
    }

    assert shared == set()
