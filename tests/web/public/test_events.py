"""The page of an event."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.events.models import Event
from eventapp.web.public.events import event_page
from tests.counting import statements
from tests.factories import (
    NOON,
    make_event,
    make_registration,
    make_session,
    make_speaker,
    make_stop,
)
from tests.reading_pages import read_page
from tests.web.public.test_programme import text_of


def shown_at(app: Flask, now: datetime, query: str = "") -> tuple[str, datetime | None]:
    with app.app_context(), app.test_request_context(f"/events/tour{query}"):
        page = event_page("tour", now)
    assert isinstance(page.text, str)
    assert read_page(page.text)
    return text_of(page.text), page.until


def make_tour(**values: Any) -> Event:
    event = make_event("tour", name_en="Tour", kind="world_tour", **values)
    east = make_stop(event, "D1", title_en="East")
    make_stop(event, "D2", title_en="West", starts_at=NOON + timedelta(days=1))
    make_session(east, guest_zone="Asia/Tokyo", host_country_code="JP", kind="codesigned")
    return event


def test_event_shows_each_stop_in_its_own_time_and_the_readers(app: Flask) -> None:
    make_tour()

    words, _ = shown_at(app, NOON - timedelta(days=9), "?zone=Asia/Kathmandu")

    assert "15–16 May 2030" in words
    assert "Wednesday 15 May 2030 East" in words
    assert "14:00 – 18:00 Stockholm · UTC+2" in words
    assert "17:45 – 21:45 Kathmandu · UTC+5:45" in words
    assert "1 session Japan" in words


def test_event_shows_the_skies_of_its_guests(app: Flask) -> None:
    make_tour()

    words, _ = shown_at(app, NOON - timedelta(days=9))

    assert "The sun over the tour" in words
    assert "21:00 – 01:00 Tokyo · UTC+9" in words


def test_event_sums_up_its_speakers_by_country(client: FlaskClient) -> None:
    event = make_tour()
    for country in ("JP", "SE", "JP"):
        make_speaker(event, country_code=country)

    page = client.get("/events/tour")

    assert "3 speakers, 2 countries" in text_of(page.text)
    assert text_of(page.text).index("Japan 2") < text_of(page.text).index("Sweden 1")
    assert "/events/tour/programme?country=JP" in read_page(page.text).anchors


OPENS, CLOSES = NOON - timedelta(days=30), NOON - timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "words", "until"),
    [
        (
            OPENS - timedelta(days=1),
            "Registration opens Monday 15 April 2030 14:00 Stockholm · UTC+2",
            OPENS,
        ),
        (OPENS, "Open until Tuesday 14 May 2030 14:00 Stockholm · UTC+2", CLOSES),
        (CLOSES, "Registration closed Tuesday 14 May 2030 14:00 Stockholm · UTC+2", NOON),
    ],
)
def test_event_tells_whether_one_can_register(
    app: Flask, now: datetime, words: str, until: datetime
) -> None:
    make_tour(registration_opens_at=OPENS, registration_closes_at=CLOSES)

    shown, holds_until = shown_at(app, now)

    assert words in shown
    assert holds_until == until


def test_event_tells_deadlines_in_the_readers_time_too(app: Flask) -> None:
    make_tour(registration_opens_at=OPENS, registration_closes_at=CLOSES)

    shown, _ = shown_at(app, OPENS, "?zone=Pacific/Apia&lang=sv")

    assert "tisdag 14 maj 2030 14:00 Stockholm · UTC+2" in shown
    assert "onsdag 15 maj 2030 01:00 Apia · UTC+13" in shown


def test_event_without_dates_for_registration_is_open_for_it(app: Flask) -> None:
    make_tour()

    shown, _ = shown_at(app, OPENS)

    assert "Registration is open." in shown


def test_event_that_is_past_says_how_it_went(app: Flask) -> None:
    event = make_tour()
    make_registration(event)
    make_registration(event, country_code="JP", withdrawn_at=NOON)

    shown, until = shown_at(app, NOON + timedelta(days=9))

    assert "Registrants 1 " in shown
    assert "Registration closed" not in shown
    assert until is None


def test_event_does_not_count_registrants_while_one_can_register(app: Flask) -> None:
    event = make_tour(registration_closes_at=NOON + timedelta(days=20))
    make_registration(event)

    shown, until = shown_at(app, NOON + timedelta(days=9))

    assert "How it went Sessions 1" in shown.replace(" All figures", "")
    assert "Registrants" not in shown
    assert until == NOON + timedelta(days=20)


def test_event_without_stops_says_so(client: FlaskClient) -> None:
    make_event("tour")

    page = client.get("/events/tour")

    assert read_page(page.text)
    assert "No dates yet" in page.text


def test_event_links_only_to_pages_that_there_are(client: FlaskClient) -> None:
    make_tour(registration_opens_at=NOON, registration_closes_at=NOON + timedelta(days=1))

    for href in read_page(client.get("/events/tour").text).anchors:
        if href.startswith("/"):
            assert client.get(href).status_code == 200, href


def test_event_has_its_address_for_others(client: FlaskClient) -> None:
    make_tour()

    page = client.get("/events/tour?zone=Asia/Tokyo&lang=sv").text

    assert '<link rel="canonical" href="http://localhost/events/tour">' in page
    assert 'hreflang="sv" href="http://localhost/events/tour?lang=sv"' in page
    assert "application/ld+json" in page
    assert 'href="webcal://localhost/events/tour/calendar.ics"' in page


def test_event_asks_the_database_a_fixed_number_of_times(client: FlaskClient) -> None:
    event = make_tour()
    with statements() as few:
        client.get("/events/tour")
    for number in range(10):
        make_session(make_stop(event), f"N{number}")
        make_speaker(event)
    with statements() as many:
        client.get("/events/tour?zone=Asia/Tokyo")

    assert len(few) == len(many)
    assert len(few) == 5


def test_event_that_is_not_there_is_not_found(client: FlaskClient) -> None:
    assert client.get("/events/none").status_code == 404
