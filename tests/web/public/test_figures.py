"""The public page of figures."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from eventapp.events.actions import touch_figures
from eventapp.events.models import Event
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction
from tests.counting import statements
from tests.factories import (
    make_event,
    make_log_in,
    make_play,
    make_registration,
    make_session,
    make_speaker,
    make_stop,
)

PAST = datetime(2021, 4, 19, 12, 0, tzinfo=UTC)
FAR = datetime(2190, 4, 19, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def past_event(**values: Any) -> Event:
    """Make an event that was over long ago, with twelve registrants and one who is alone."""
    event = make_event("tour", name_en="World Tour", **values)
    stop = make_stop(event, "D1", starts_at=PAST, title_en="Nordic neighbours")
    session = make_session(stop, "D1-1", starts_at=PAST, title_en="Opening talk")
    make_session(stop, "D1-2", starts_at=PAST, state="draft", title_en="Secret")
    people = [make_registration(event, gender="woman") for _ in range(6)]
    people += [make_registration(event, gender="man", country_code="NO") for _ in range(6)]
    people.append(make_registration(event, gender="man", country_code="IS", email="lone@x.example"))
    make_log_in(stop, people[0], PAST, PAST + HOUR)
    make_play(session, people[1])
    make_speaker(event)
    return event


def words_of(html: str) -> str:
    """Give what a page says, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_figures_of_a_past_event_are_told(client: FlaskClient) -> None:
    past_event()

    answer = client.get("/events/tour/figures")

    assert answer.status_code == 200
    words = words_of(answer.text)
    assert "Registrants 13" in words
    assert "Nordic neighbours" in words
    assert "Opening talk" in words
    assert "Arrivals on site were not recorded." in words
    assert "How it is counted" in words


def test_small_groups_are_not_told(client: FlaskClient) -> None:
    past_event()

    page = client.get("/events/tour/figures").text

    assert "Iceland" not in page
    assert "Countries with fewer than 5 each, merged" in page
    assert "map__country" in page


def test_drafts_and_people_are_not_told(client: FlaskClient) -> None:
    past_event()

    page = client.get("/events/tour/figures").text

    assert "Secret" not in page
    assert "example.org" not in page
    assert "Ada" not in page


def test_figures_speak_swedish(client: FlaskClient) -> None:
    past_event()

    page = client.get("/events/tour/figures?lang=sv").text

    assert "Anmälda deltagare" in page
    assert "How it is counted" not in page


def test_coming_event_tells_rounded_numbers_of_this_morning(client: FlaskClient) -> None:
    event = make_event("tour")
    make_stop(event, starts_at=FAR)
    for number in range(24):
        country = "SE" if number % 2 else "IS"
        make_registration(event, country_code=country, registered_at=PAST)
    make_registration(event, registered_at=utc_now() + HOUR)

    words = words_of(client.get("/events/tour/figures").text)

    assert "Registrants, at least 20" in words
    assert "Countries 2" in words
    assert "Iceland" not in words


def test_coming_event_with_few_registrants_tells_little(client: FlaskClient) -> None:
    event = make_event("tour")
    make_stop(event, starts_at=FAR)
    for _ in range(19):
        make_registration(event, registered_at=PAST)

    words = words_of(client.get("/events/tour/figures").text)

    assert "Little to tell yet" in words
    assert "15" not in words.split("So far")[1].split("Until the event")[0]


def test_event_still_open_for_registration_is_not_counted_out(client: FlaskClient) -> None:
    past_event(registration_closes_at=FAR)

    assert "Little to tell yet" in client.get("/events/tour/figures").text


def test_event_without_anything_has_a_page(client: FlaskClient) -> None:
    make_event("bare")

    assert "Little to tell yet" in client.get("/events/bare/figures").text


def test_past_event_nobody_came_to_says_what_was_not_measured(client: FlaskClient) -> None:
    make_stop(make_event("tour"), starts_at=PAST)

    words = words_of(client.get("/events/tour/figures").text)

    assert "No log-ins were recorded, so nothing is known about live viewers." in words
    assert "Who watched live" not in words


def test_unknown_event_is_not_found(client: FlaskClient) -> None:
    assert client.get("/events/nothing/figures").status_code == 404


def test_page_is_kept_until_figures_change(client: FlaskClient) -> None:
    event = past_event()
    first = client.get("/events/tour/figures")

    with statements() as seen:
        again = client.get("/events/tour/figures", headers={"If-None-Match": first.headers["ETag"]})
    with transaction():
        touch_figures(event.id)
    changed = client.get("/events/tour/figures", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, len(seen)) == (304, 1)
    assert changed.status_code == 200


@pytest.mark.parametrize("number", [1, 3, 30])
def test_page_takes_the_same_statements_for_any_number(client: FlaskClient, number: int) -> None:
    event = make_event("tour")
    for place in range(number):
        stop = make_stop(event, starts_at=PAST + timedelta(days=place))
        session = make_session(stop, starts_at=stop.starts_at)
        registration = make_registration(event)
        make_log_in(stop, registration, stop.starts_at, stop.ends_at)
        make_play(session, registration)

    with statements() as seen:
        assert client.get("/events/tour/figures").status_code == 200

    assert len(seen) == 14


def test_nothing_on_the_page_needs_inline_styles(client: FlaskClient) -> None:
    past_event()

    page = client.get("/events/tour/figures").text

    assert "style=" not in page
    assert "<style" not in page
