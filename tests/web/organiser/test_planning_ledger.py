"""The organisers' page of the ledger."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from eventapp.events.models import Event
from tests.counting import statements
from tests.factories import NOON, make_event, make_registration, make_stop
from tests.page_rules import problems_of
from tests.web.public.test_figures import words_of

ADDRESS = "/organise/events/tour/ledger"


def fill(event: Event, number: int = 1) -> None:
    """Make stops of an hour at 14:00 in Stockholm, with somebody there and in Tokyo."""
    for day in range(number):
        make_stop(event, f"D{day}", starts_at=NOON + timedelta(days=day), hours=1)
        make_registration(event)
        make_registration(event, zone="Asia/Tokyo", country_code="JP")


def test_ledger_tells_whose_turn_it_is_and_when(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    page = organiser.get(ADDRESS, query_string={"on": "2027-05-20"})
    words = words_of(page.text)

    assert page.status_code == 200
    assert problems_of(page.text) == []
    assert "1 registrant had no stop in office hours: Tokyo · 3.00" in words
    assert "Thursday 20 May 2027" in words
    assert "02:00 – 03:00" in words.replace("–", " – ").replace("  ", " ")
    assert "Tokyo Japan 1 3.00 3.00" in words


def test_a_tour_that_suits_all_is_nobodys_turn(organiser: FlaskClient) -> None:
    event = make_event("tour")
    make_stop(event, hours=1)
    make_registration(event)

    words = words_of(organiser.get(ADDRESS).text)

    assert "Nobody's" in words
    assert "Nobody to serve." in words


def test_the_edition_before_tells_whom_to_suit_until_somebody_registers(
    organiser: FlaskClient,
) -> None:
    before = make_event("before", name_en="Last Tour")
    make_registration(before, zone="Asia/Tokyo", country_code="JP")
    event = make_event("tour", series=before.series)

    bare = words_of(organiser.get(ADDRESS).text)
    make_stop(event, "D1", starts_at=NOON, hours=1)
    guessed = words_of(organiser.get(ADDRESS).text)
    own = words_of(organiser.get(ADDRESS, query_string={"people": "tour"}).text)
    make_registration(event)
    registered = words_of(organiser.get(ADDRESS).text)

    assert "No stops yet" in bare
    assert "These are the registrants of Last Tour." in guessed
    assert "Tokyo Japan 1 3.00 3.00" in guessed
    assert "Nobody has registered yet" in own
    assert "Stockholm Sweden 1 0.00 0.00" in registered


def test_weights_change_the_ledger(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    words = words_of(organiser.get(ADDRESS, query_string={"from_19": "9"}).text)

    assert "Tokyo · 9.00" in words


def test_what_cannot_be_meant_is_refused(organiser: FlaskClient) -> None:
    make_event("tour")

    answer = organiser.get(ADDRESS, query_string={"minutes": "x", "on": "soon"})

    assert answer.status_code == 422
    assert problems_of(answer.text) == []
    assert "Write the day like 2021-04-19." in words_of(answer.text)


@pytest.mark.parametrize("number", [1, 3])
def test_ledger_takes_the_same_statements_for_any_number(
    organiser: FlaskClient, number: int
) -> None:
    fill(make_event("tour"), number)

    with statements() as seen:
        organiser.get(ADDRESS)

    assert len(seen) == 11
