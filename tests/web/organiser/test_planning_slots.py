"""The organisers' page of the best slot."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from eventapp.events.models import Event
from eventapp.foundation.transaction import transaction
from eventapp.speaking.answering import state_hours
from tests.counting import statements
from tests.factories import (
    NOON,
    make_event,
    make_registration,
    make_series,
    make_speaker,
    make_stop,
)
from tests.page_rules import problems_of
from tests.web.public.test_figures import words_of
from tests.web.speaker.asking import token_for

ADDRESS = "/organise/events/tour/slots"
AT_ONE = datetime(2026, 7, 15, 11, 0, tzinfo=UTC)
"""On the clock of Stockholm."""
DAY = {"on": "2026-07-15", "minutes": "60"}


def fill(event: Event, number: int = 1) -> None:
    for _ in range(number):
        make_registration(event)
        make_registration(event, zone="Asia/Tokyo", country_code="JP")
        make_registration(event, zone="Pacific/Auckland", country_code="NZ")
        make_speaker(event, zone="America/Lima", country_code="PE")


def test_slots_are_ranked_four_times(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    page = organiser.get(ADDRESS, query_string=DAY)
    words = words_of(page.text)

    assert page.status_code == 200
    assert problems_of(page.text) == []
    assert all(name in words for name in ("Countries", "Speakers", "Worst zone", "as good"))
    assert "Wednesday 15 July 2026 Starts on the clock of Stockholm (UTC+2)" in words
    assert "00–06: 10 · 06–07: 6" in words


def test_only_starts_within_the_hours_that_speakers_told(organiser: FlaskClient) -> None:
    event = make_event("tour")
    fill(event)
    make_stop(event, starts_at=AT_ONE)
    speaker = make_speaker(event, "mio", zone="Asia/Tokyo", email="mio@example.org")
    token_for(speaker)
    half_hours = [AT_ONE + timedelta(minutes=minutes) for minutes in (60, 90, 120)]
    asked = DAY | {"within": "y"}

    found = []
    for cells in ([], half_hours):
        with transaction():
            state_hours(speaker.id, cells, now=NOON)
        page = organiser.get(ADDRESS, query_string=asked).text
        assert problems_of(page) == []
        found.append(page)

    assert "At no start of that day can all speakers be there" in words_of(found[0])
    assert set(re.findall(r"start=(\d\d:\d\d)#", found[1])) == {"14:00", "14:30"}


def test_start_is_shown_in_every_zone(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    words = words_of(organiser.get(ADDRESS, query_string=DAY | {"start": "14:00"}).text)

    assert "1 registrant would be asleep." in words
    assert "Some of it falls between 22 and 06 in these cities: Auckland." in words
    assert "00:00 – 01:00 +1 day" in words.replace("–", " – ").replace("  ", " ")


@pytest.mark.parametrize(("minutes", "times"), [("120", 0), ("150", 1)])
def test_a_slot_over_midnight_says_that_it_ends_the_day_after(
    organiser: FlaskClient, minutes: str, times: int
) -> None:
    fill(make_event("tour"))

    asked = DAY | {"start": "12:00", "minutes": minutes}
    words = words_of(organiser.get(ADDRESS, query_string=asked).text)

    assert words.count("ends +1 day") == times


def test_clocks_that_change_until_then_are_told(organiser: FlaskClient) -> None:
    event = make_event("tour")
    fill(event)

    # One of the two days is on the other side of a change, whenever this runs.
    summer, winter = (
        words_of(organiser.get(ADDRESS, query_string={"on": day, "minutes": "60"}).text)
        for day in ("2027-07-15", "2028-01-15")
    )

    told = ["Stockholm: UTC+1 → UTC+2" in summer, "Stockholm: UTC+2 → UTC+1" in winter]
    assert sorted(told) == [False, True]


def test_weights_are_edited_and_printed(organiser: FlaskClient) -> None:
    fill(make_event("tour"))
    dear_mornings = {"from_9": "50", "weekend": "7"}

    words = words_of(organiser.get(ADDRESS, query_string=DAY | dear_mornings).text)

    assert "09–17: 50" in words
    assert "weekend: at least 7" in words


def test_registrants_of_an_earlier_edition_can_be_suited(organiser: FlaskClient) -> None:
    series = make_series()
    make_event("tour", series=series)
    make_registration(make_event("before", series=series, name_en="Last year"), zone="Asia/Tokyo")

    nobody = words_of(organiser.get(ADDRESS, query_string=DAY | {"people": "tour"}).text)
    somebody = words_of(organiser.get(ADDRESS, query_string=DAY | {"people": "before"}).text)

    assert "Nobody has registered yet" in nobody
    assert "Last year" in nobody
    assert "Tokyo" in somebody
    assert words_of(organiser.get(ADDRESS, query_string=DAY).text) == somebody


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("on", "yesterday", "Write the day like 2021-04-19."),
        ("on", "2150-01-01", "Choose a day within ten years."),
        ("minutes", "0", "Write a whole number from 1 to 1440."),
        ("minutes", "²", "Write a whole number from 1 to 1440."),
        ("step", "7", "Choose one of the answers."),
        ("people", "nowhere", "Choose one of the answers."),
        ("from_0", "-1", "Write a whole number from 0 to 100."),
        ("weekend", "", "Write a whole number from 0 to 100."),
    ],
)
def test_what_cannot_be_meant_is_refused_beside_its_field(
    organiser: FlaskClient, name: str, value: str, expected: str
) -> None:
    make_event("tour")

    answer = organiser.get(ADDRESS, query_string=DAY | {name: value})

    assert answer.status_code == 422
    assert problems_of(answer.text) == []
    assert expected in words_of(answer.text)


def test_what_is_asked_at_first_is_the_first_stop(organiser: FlaskClient) -> None:
    make_stop(make_event("tour"), hours=3)

    page = organiser.get(ADDRESS)

    assert 'value="2030-05-15"' in page.text
    assert 'value="180"' in page.text


@pytest.mark.parametrize("number", [1, 3])
def test_slots_take_the_same_statements_for_any_number(organiser: FlaskClient, number: int) -> None:
    fill(make_event("tour"), number)

    with statements() as seen:
        organiser.get(ADDRESS, query_string=DAY)

    assert len(seen) == 11
