"""The organisers' first page."""

import pytest
from flask.testing import FlaskClient

from tests.counting import statements
from tests.factories import NOON, make_event, make_log_in, make_registration, make_stop
from tests.web.organiser.signing import make_account, sign_in
from tests.web.public.test_figures import words_of


def test_home_shows_events_and_what_there_is(client: FlaskClient) -> None:
    event = make_event("tour", name_en="World Tour")
    stop = make_stop(event)
    make_log_in(stop, make_registration(event), NOON)
    make_account("analyst")
    sign_in(client)

    page = client.get("/organise/").text

    words = words_of(page)
    assert "World Tour" in words
    assert "15 May 2030" in words
    assert "Registrations 1 Log-ins 1 Plays 0" in words
    assert 'href="/organise/events/tour"' in page


def test_home_without_events_says_how_to_begin(client: FlaskClient) -> None:
    make_account()
    sign_in(client)

    assert "eventapp import tour" in client.get("/organise/").text


@pytest.mark.parametrize("number", [1, 3, 30])
def test_home_takes_the_same_statements_for_any_number(client: FlaskClient, number: int) -> None:
    for _ in range(number):
        make_registration(make_event())
    make_account()
    sign_in(client)

    with statements() as seen:
        assert client.get("/organise/").status_code == 200

    assert len(seen) == 10
