"""The organisers' page of clock changes."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from eventapp.events.models import Event
from eventapp.foundation.clock import utc_now
from tests.counting import statements
from tests.factories import (
    NOON,
    make_event,
    make_registration,
    make_session,
    make_shift,
    make_stop,
)
from tests.page_rules import problems_of
from tests.proposals.wishes import make_call
from tests.web.public.test_figures import words_of

ADDRESS = "/organise/events/tour/clocks"
SUNDAY = datetime(2030, 3, 31, 12, 0, tzinfo=UTC)
"""The day on which Stockholm goes to summer time."""


def fill(event: Event, number: int = 1) -> None:
    """Make stops around a change of clocks, with people there and elsewhere."""
    for day in range(number):
        make_stop(event, f"A{day}", starts_at=SUNDAY - timedelta(days=2 + day))
        make_stop(event, f"B{day}", starts_at=SUNDAY + timedelta(days=2 + day))
        make_registration(event)
        make_registration(event, zone="Asia/Tokyo", country_code="JP")


def moved_session(event: Event) -> None:
    wall = datetime(2030, 5, 15, 14, 0)
    make_session(
        make_stop(event, "D9"),
        starts_at=NOON - timedelta(hours=1),
        title_en="Moved talk",
        wall_starts=wall,
        wall_ends=wall + timedelta(minutes=45),
    )


def test_a_change_of_clocks_within_a_stop_is_told(organiser: FlaskClient) -> None:
    event = make_event("tour")
    make_stop(event, "A", starts_at=SUNDAY - timedelta(hours=12), hours=4)
    make_registration(event, zone="Asia/Tokyo", country_code="JP")

    words = words_of(organiser.get(ADDRESS).text)

    assert "changes within it" in words
    assert "No clock comes nearer" not in words


def test_what_moves_for_whom_is_told(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    page = organiser.get(ADDRESS)
    words = words_of(page.text).replace("–", " – ").replace("  ", " ")

    assert page.status_code == 200
    assert problems_of(page.text) == []
    assert "The clocks in Stockholm change on Sunday 31 March 2030, from UTC+1 to UTC+2." in words
    assert "Tokyo 1 21:00 – 01:00 21:00 – 01:00 1 h earlier" in words
    assert "1 zone keeps its distance to Stockholm." in words
    assert "All clock times still mean the moments that are stored." in words


def test_event_without_stops_has_nothing_that_moves(organiser: FlaskClient) -> None:
    make_event("tour")

    page = organiser.get(ADDRESS)

    assert problems_of(page.text) == []
    assert "No stop is to come" in words_of(page.text)


def test_a_tour_that_has_begun_still_has_stops_to_come(organiser: FlaskClient) -> None:
    event, now = make_event("tour"), utc_now()
    make_stop(event, "D1", starts_at=now - timedelta(hours=1))
    make_stop(event, "D2", starts_at=now + timedelta(days=1))

    words = words_of(organiser.get(ADDRESS).text)

    assert "The first stop has begun" in words
    assert "No stop is to come" not in words


def test_moved_times_are_listed_and_derived(organiser: FlaskClient) -> None:
    event = make_event("tour")
    moved_session(event)

    listed = words_of(organiser.get(ADDRESS).text)
    answer = organiser.post(f"{ADDRESS}/derive")
    afterwards = words_of(organiser.get(ADDRESS).text)

    assert "2 times are other moments now." in listed
    assert "Moved talk Starts 2030-05-15 14:00 in Stockholm" in listed
    assert (answer.status_code, answer.headers["Location"]) == (303, ADDRESS)
    assert "2 times were derived anew." in afterwards
    assert "All clock times still mean the moments that are stored." in afterwards


def test_moved_deadline_shift_and_registration_are_named(organiser: FlaskClient) -> None:
    wall = datetime(2030, 5, 15, 14, 0)
    early = NOON - timedelta(hours=1)
    event = make_event("tour", wall_registration_opens=wall, registration_opens_at=early)
    make_call(event, wall_closes=wall, closes_at=early)
    make_shift(make_stop(event), "R1", wall_starts=wall, starts_at=early, name="")

    listed = words_of(organiser.get(ADDRESS).text)

    assert "Registration Opens 2030-05-15 14:00 in Stockholm" in listed
    assert "The call for sessions Closes 2030-05-15 14:00 in Stockholm" in listed
    assert "R1 Shift R1 Starts 2030-05-15 14:00 in Stockholm" in listed


@pytest.mark.parametrize("number", [1, 3])
def test_clocks_take_the_same_statements_for_any_number(
    organiser: FlaskClient, number: int
) -> None:
    fill(make_event("tour"), number)

    with statements() as seen:
        organiser.get(ADDRESS)

    assert len(seen) == 16
