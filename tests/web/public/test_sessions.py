"""The page of a session."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.programme.models import Session
from eventapp.web.public.sessions import session_page
from tests.counting import statements
from tests.factories import (
    NOON,
    make_appearance,
    make_event,
    make_session,
    make_speaker,
    make_stop,
    make_track,
)
from tests.reading_pages import read_page
from tests.web.public.test_programme import text_of

ADDRESS = "/events/tour/sessions/A"


def make_talk(**values: Any) -> Session:
    event = make_event("tour", name_en="Tour")
    stop = make_stop(event, "D1", title_en="East", hours=20)
    make_session(stop, "Z", starts_at=NOON - timedelta(hours=2), title_en="Earlier")
    defaults: dict[str, Any] = {
        "title_en": "In Japan",
        "title_sv": "I Japan",
        "kind": "codesigned",
        "guest_zone": "Asia/Tokyo",
        "host_country_code": "JP",
        "abstract_en": "First.\n\nSecond.",
        "track_id": make_track(stop, "Red").id,
    }
    talk = make_session(stop, "A", **defaults | values)
    make_session(stop, "P", starts_at=NOON + timedelta(hours=1), kind="break", title_en="Pause")
    make_session(stop, "B", starts_at=NOON + timedelta(hours=2), title_en="Later")
    for code, role, zone in (
        ("T1", "counterpart", "Europe/Stockholm"),
        ("T2", "host", "Asia/Tokyo"),
        ("T3", "presenter", "America/Los_Angeles"),
    ):
        make_appearance(talk, make_speaker(event, code, zone=zone, email="x@example.org"), role)
    return talk


def test_session_is_told_on_the_clocks_of_all_whom_it_concerns(client: FlaskClient) -> None:
    make_talk()

    page = client.get(f"{ADDRESS}?zone=Asia/Kathmandu")

    words = text_of(page.text)
    assert read_page(page.text)
    assert "Your time" in words
    assert "17:45 – 18:30 Kathmandu · UTC+5:45" in words
    assert "14:00 – 14:45 Stockholm · UTC+2" in words
    assert "For the host in Japan" in words
    assert "21:00 – 21:45 Tokyo · UTC+9" in words
    assert "05:00 – 05:45 Los Angeles · UTC−7 night" in words


def test_session_names_its_line_up_by_role(client: FlaskClient) -> None:
    make_talk()

    words = text_of(client.get(ADDRESS).text)

    line_up = words[words.index("Line-up") :]
    assert line_up.index("International host") < line_up.index("Local counterpart")
    assert line_up.index("Local counterpart") < line_up.index("Presenter")


def test_session_has_its_title_in_both_languages_where_they_differ(client: FlaskClient) -> None:
    make_talk()

    page = client.get(f"{ADDRESS}?lang=sv").text

    assert ">I Japan</h1>" in page
    assert '<p class="lede" lang="en" dir="auto">In Japan</p>' in page


@pytest.mark.parametrize("titles", [{"title_sv": ""}, {"title_sv": "In Japan"}])
def test_session_has_one_title_where_there_is_one(
    client: FlaskClient, titles: dict[str, str]
) -> None:
    make_talk(**titles)

    assert client.get(ADDRESS).text.count(">In Japan</") == 2  # the heading and the crumb


def test_session_has_its_abstract_in_paragraphs(client: FlaskClient) -> None:
    make_talk()

    page = client.get(f"{ADDRESS}?lang=sv").text

    assert '<p dir="auto">Second.</p>' in page
    assert 'aria-labelledby="h-about" lang="en"' in page


def test_session_leads_to_those_before_and_after_but_no_break(client: FlaskClient) -> None:
    make_talk()

    page = read_page(client.get(ADDRESS).text)

    assert "/events/tour/sessions/Z" in page.anchors
    assert "/events/tour/sessions/B" in page.anchors
    assert "/events/tour/sessions/P" not in page.anchors
    assert "/events/tour/sessions/A.ics" in page.anchors


def test_session_that_is_cancelled_says_so(client: FlaskClient) -> None:
    make_talk(state="cancelled")

    page = client.get(ADDRESS).text

    assert "This session is cancelled." in page
    assert 'class="struck"' in page


def test_session_is_live_while_it_runs(app: Flask) -> None:
    make_talk()
    with app.app_context(), app.test_request_context(ADDRESS):
        page = session_page("tour", "A", NOON)

    assert "Live now" in str(page.text)
    assert page.until == NOON + timedelta(minutes=45)


def test_session_that_is_a_draft_or_elsewhere_is_not_found(client: FlaskClient) -> None:
    make_talk(state="draft")
    make_session(make_stop(make_event("other")), "O")

    assert client.get(ADDRESS).status_code == 404
    assert client.get("/events/tour/sessions/O").status_code == 404
    assert client.get("/events/tour/sessions/none").status_code == 404
    assert client.get("/events/none/sessions/A").status_code == 404


def test_session_shows_no_address_of_anybody(client: FlaskClient) -> None:
    make_talk()

    assert "@example.org" not in client.get(ADDRESS).text


def test_session_asks_the_database_a_fixed_number_of_times(client: FlaskClient) -> None:
    make_talk()

    with statements() as asked:
        client.get(ADDRESS)

    assert len(asked) == 3
