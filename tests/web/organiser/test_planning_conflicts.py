"""The organisers' page of conflicts."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from eventapp.events.models import Event
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
from tests.page_rules import problems_of
from tests.web.public.test_figures import words_of

ADDRESS = "/organise/events/tour/conflicts"


def fill(event: Event, number: int = 1) -> None:
    """Make a stop with a person from Lima in two of its tracks at once, once or more often."""
    stop = make_stop(event, starts_at=NOON + timedelta(days=number))
    mio = make_speaker(event, given_name="Mio", family_name="Hoshi", zone="America/Lima")
    for track in ("Blue", "Red"):
        session = make_session(
            stop,
            f"{number}-{track}",
            starts_at=NOON + timedelta(days=number),
            track_id=make_track(stop, f"{track} {number}").id,
            title_en=f"Talk in {track}",
            title_sv=f"Föredrag i {track}",
        )
        make_appearance(session, mio)


def test_conflicts_say_who_what_and_what_to_do(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    page = organiser.get(ADDRESS)
    words = words_of(page.text)

    assert page.status_code == 200
    assert problems_of(page.text) == []
    assert "Conflicts (1)" in words
    assert "Mio Hoshi also has a part in “Talk in Blue”, for 45 minutes at the same time." in words
    # 12:00 UTC is the morning of Lima.
    assert "07:00 – 07:45" in words.replace("–", " – ").replace("  ", " ")
    assert "Lima · UTC−5" in words


def test_conflicts_are_in_swedish_too(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    words = words_of(organiser.get(ADDRESS, query_string={"lang": "sv"}).text)

    assert "Mio Hoshi medverkar också i ”Föredrag i Blue”, 45 minuter samtidigt." in words
    assert "Allvarligt" in words


def test_conflicts_are_filtered(organiser: FlaskClient) -> None:
    event = make_event("tour")
    fill(event)
    make_session(make_stop(event, "D9"), title_sv="")

    of_stop = words_of(organiser.get(ADDRESS, query_string={"stop": "D9"}).text)
    of_kind = words_of(organiser.get(ADDRESS, query_string={"kind": "untranslated"}).text)

    assert "2 conflicts shown of 3." in of_stop
    assert "1 conflict shown of 3." in of_kind
    assert "The title stands in one language only." in of_kind


def test_nothing_that_conflicts_is_said(organiser: FlaskClient) -> None:
    make_stop(make_event("tour"))

    assert "Nothing conflicts" in words_of(organiser.get(ADDRESS).text)


@pytest.mark.parametrize(
    "query",
    ["kind=other", "stop=nowhere", "gap=-1", "gap=61", "gap=x", "page=0", "gap=%C2%B2", "page=9e9"],
)
def test_filters_that_are_none_are_refused_in_words(organiser: FlaskClient, query: str) -> None:
    make_event("tour")

    assert organiser.get(f"{ADDRESS}?{query}").status_code == 400


def test_page_beyond_the_last_is_empty_and_many_are_paged(organiser: FlaskClient) -> None:
    stop = make_stop(make_event("tour"), hours=48)
    for number in range(101):
        make_session(stop, starts_at=NOON + timedelta(minutes=20 * number), minutes=10)

    first, second, third = (
        words_of(organiser.get(ADDRESS, query_string={"page": page}).text) for page in (1, 2, 3)
    )

    assert first.count("Nobody takes part in it yet.") == 100
    assert second.count("Nobody takes part in it yet.") == 1
    assert "Nothing conflicts" in third


@pytest.mark.parametrize("number", [1, 3])
def test_conflicts_take_the_same_statements_for_any_number(
    organiser: FlaskClient, number: int
) -> None:
    event = make_event("tour")
    for day in range(number):
        fill(event, day + 1)

    with statements() as seen:
        organiser.get(ADDRESS)

    assert len(seen) == 7
