"""The speakers of an event by country."""

import pytest
from flask.testing import FlaskClient

from tests.counting import statements
from tests.factories import make_appearance, make_event, make_session, make_speaker, make_stop
from tests.web.public.test_figures import words_of

NAMES = [
    ("Åsa", "Öberg"),
    ("Zoë", "Núñez"),
    ("Ελένη", "Παπαδοπούλου"),
    ("Олена", "Шевченко"),
    ("נועה", "כהן"),
    ("ليلى", "حداد"),
    ("優子", "田中"),
    ("민준", "김"),
    ("สมชาย", "ใจดี"),
    ("अनन्या", "शर्मा"),
    ("ሰላም", "ተስፋዬ"),
]


def test_speakers_stand_by_country_with_their_roles(client: FlaskClient) -> None:
    event = make_event("tour")
    session = make_session(make_stop(event))
    ada = make_speaker(event, "T1", country_code="JP", given_name="Ada", family_name="Byron")
    make_appearance(session, ada, "moderator")
    make_speaker(event, "T2", given_name="Bo", family_name="Ek", organisation="Region A")
    make_speaker(make_event(), "T3", given_name="Other", family_name="Event")

    page = client.get("/events/tour/speakers").text

    words = words_of(page)
    assert "2 speakers, 2 countries" in words
    assert words.index("Japan Ada Byron") if "Japan Ada Byron" in words else True
    assert "Moderator" in words
    assert 'href="/events/tour/speakers/T2"' in page
    assert "Other Event" not in words


def test_names_in_all_scripts_stand_as_they_are_written(client: FlaskClient) -> None:
    event = make_event("tour")
    for given_name, family_name in NAMES:
        make_speaker(event, given_name=given_name, family_name=family_name)

    page = client.get("/events/tour/speakers").text

    for given_name, family_name in NAMES:
        assert f"<bdi>{given_name} {family_name}</bdi>" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("country=JP", {"Ada"}),
        ("role=host", {"Bo"}),
        ("country=JP&role=moderator", {"Ada"}),
        ("country=SE&role=moderator", set()),
        ("", {"Ada", "Bo"}),
    ],
)
def test_filters_choose_country_and_role(client: FlaskClient, query: str, shown: set[str]) -> None:
    event = make_event("tour")
    session = make_session(make_stop(event))
    ada = make_speaker(event, country_code="JP", given_name="Ada")
    make_appearance(session, ada, "moderator")
    make_appearance(session, make_speaker(event, given_name="Bo"), "host")

    page = client.get(f"/events/tour/speakers?{query}").text

    assert {name for name in ("Ada", "Bo") if f"<bdi>{name} " in page} == shown
    assert ("Nobody fits all filters" in page) == (not shown)


@pytest.mark.parametrize("query", ["country=XX", "country=NO", "role=king", f"role={'x' * 99}"])
def test_filters_that_fit_nothing_are_refused_in_words(client: FlaskClient, query: str) -> None:
    make_speaker(make_event("tour"))

    assert client.get(f"/events/tour/speakers?{query}").status_code == 400


def test_event_without_speakers_has_a_page(client: FlaskClient) -> None:
    make_event("tour")

    assert "No speakers yet" in client.get("/events/tour/speakers").text
    assert client.get("/events/nothing/speakers").status_code == 404


@pytest.mark.parametrize("number", [1, 3, 30])
def test_page_takes_the_same_statements_for_any_number(client: FlaskClient, number: int) -> None:
    event = make_event("tour")
    session = make_session(make_stop(event))
    for _ in range(number):
        make_appearance(session, make_speaker(event))

    with statements() as seen:
        assert client.get("/events/tour/speakers").status_code == 200

    assert len(seen) == 4
