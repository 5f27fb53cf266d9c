"""The front page."""

from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from eventapp.events.actions import touch_figures, touch_site
from eventapp.events.models import PastEdition
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.web.public.home import home_page
from tests.counting import statements
from tests.factories import NOON, make_event, make_registration, make_series, make_stop
from tests.reading_pages import read_page
from tests.web.public.test_programme import text_of


def shown_at(app: Flask, now: datetime, query: str = "") -> tuple[str, datetime | None]:
    with app.app_context(), app.test_request_context(f"/{query}"):
        page = home_page(now)
    assert isinstance(page.text, str)
    assert read_page(page.text)
    return page.text, page.until


def make_edition(slug: str, **values: Any) -> None:
    defaults = {
        "series_slug": "atmp-sweden",
        "kind": "annual_conference",
        "format": "onsite",
        "starts_on": "2020-04",
        "ends_on": "2020-04",
        "state": "held",
        "source": "a report",
    }
    with transaction():
        db.session.add(PastEdition(slug=slug, **defaults | values))


def test_home_without_events_says_so(client: FlaskClient) -> None:
    page = client.get("/")

    assert read_page(page.text)
    assert "No event is planned at the moment." in page.text
    assert "Past events" not in page.text


def test_home_leads_to_the_form_while_registration_is_open(app: Flask) -> None:
    closes_at = NOON + timedelta(days=20)
    event = make_event("tour", registration_opens_at=NOON, registration_closes_at=closes_at)
    make_stop(event, starts_at=NOON + timedelta(days=30))
    form = 'href="/events/tour/register"'

    before, opens = shown_at(app, NOON - timedelta(hours=1))
    during, closes = shown_at(app, NOON)
    after, _until = shown_at(app, closes_at)

    assert [form in page for page in (before, during, after)] == [False, True, False]
    assert (opens, closes) == (NOON, closes_at)


def test_home_tells_coming_running_and_past_events_apart(app: Flask) -> None:
    series = make_series("tour")
    for name, days in (("Past", -30), ("Running", 0), ("Coming", 30)):
        event = make_event(name.lower(), series=series, name_en=name)
        make_stop(event, starts_at=NOON + timedelta(days=days))
    make_event("undated", series=series, name_en="Undated")

    page, until = shown_at(app, NOON)

    words = text_of(page)
    assert words.index("Running") < words.index("14 June 2030 Coming")
    assert words.index("Past events") < words.index("15 April 2030")
    assert "15 May 2030 Live now Running" in words
    assert "Dates to be announced Undated" in words
    assert until == NOON + timedelta(hours=4)


def test_home_says_whom_an_event_reached_once_nobody_can_register(app: Flask) -> None:
    event = make_event("tour", registration_closes_at=NOON + timedelta(hours=9))
    make_stop(event)
    make_registration(event)
    make_registration(event, country_code="JP")
    make_registration(event, country_code="US", withdrawn_at=NOON - timedelta(days=1))

    before, until = shown_at(app, NOON + timedelta(hours=8))
    after, _ = shown_at(app, NOON + timedelta(days=1))

    assert "registrants" not in before
    assert until == NOON + timedelta(hours=9)
    assert "2 registrants 2 countries" in text_of(after)


def test_home_quotes_earlier_editions_with_source_and_fate(app: Flask) -> None:
    make_event("x", name_en="ATMP World Tour")
    make_edition("atmp-sweden-2020", state="cancelled", replaced_by="atmp-sweden-online-week-2020")
    make_edition(
        "atmp-sweden-online-week-2020",
        kind="online_week",
        starts_on="2020-11-16",
        ends_on="2020-11-20",
    )
    make_edition("atmp-sweden-2018", participants=130, approximate=True, place="Lund")
    make_edition("atmp-sweden-2017", participants=1, state="postponed")

    page, _ = shown_at(app, NOON, "?lang=sv")

    words = text_of(page)
    assert "april 2020 ATMP Sweden 2020 Inställd" in words
    assert "Ersatt av ATMP Sweden Online Week 2020" in words
    assert "16–20 november 2020" in words
    assert "Lund omkring 130 deltagare" in words
    assert "Uppskjuten" in words
    assert 'href="#edition-atmp-sweden-online-week-2020"' in page
    assert "a report" in words


def test_home_asks_the_database_a_fixed_number_of_times(client: FlaskClient) -> None:
    counts = []
    for number in (1, 3):
        for _ in range(number):
            event = make_event()
            make_stop(event)
            make_registration(event)
            make_edition(event.slug)
        with transaction():
            touch_site()
        with statements() as asked:
            client.get("/")
        counts.append(len(asked))

    assert counts == [5, 5]


def test_home_is_made_anew_when_registrations_came_in(client: FlaskClient) -> None:
    event = make_event("tour")
    etag = client.get("/").headers["ETag"]

    with transaction():
        touch_figures(event.id)

    assert client.get("/", headers={"If-None-Match": etag}).status_code == 200
