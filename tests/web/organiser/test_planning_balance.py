"""The organisers' page of balance."""

import pytest
from flask.testing import FlaskClient

from eventapp.events.models import Event
from tests.counting import statements
from tests.factories import make_appearance, make_event, make_session, make_speaker, make_stop
from tests.page_rules import problems_of
from tests.web.organiser.signing import make_account, sign_in
from tests.web.public.test_figures import words_of

BALANCE = "/organise/events/tour/balance"


def fill(event: Event, number: int = 1) -> None:
    """Make a panel of a woman and two men, from two countries, once or more often."""
    stop = make_stop(event, f"D{number}", title_en="East", title_sv="Öst")
    panel = make_session(stop, f"P{number}", kind="panel", title_en="Who pays?")
    for gender, country, name in (
        ("woman", "SE", "Ada"),
        ("man", "SE", "Bo"),
        ("man", "JP", "Cy"),
    ):
        speaker = make_speaker(
            event, f"{name}-{number}", gender=gender, country_code=country, given_name=name
        )
        make_appearance(panel, speaker, "panellist")


def test_page_tells_shares_and_what_one_more_would_do(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    page = organiser.get(BALANCE)
    words = words_of(page.text)

    assert page.status_code == 200
    assert problems_of(page.text) == []
    assert "All speakers 33.3% women of those who stated: too few women" in words
    assert "4 groups are outside the target." in words
    assert "P1 · Who pays? 1 2 0 0 33.3% too few women 50.0% in the target 25.0%" in words
    assert "D1 · East 3 Sweden 2, Japan 1 Academia / research institute 3" in words


def test_page_is_in_swedish_too(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    words = words_of(organiser.get(BALANCE, query_string={"lang": "sv"}).text)

    assert "33,3 % kvinnor av dem som angett: för få kvinnor" in words


def test_event_without_speakers_says_so(organiser: FlaskClient) -> None:
    make_event("tour")

    assert "Nobody speaks yet" in words_of(organiser.get(BALANCE).text)


def test_target_is_changed(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    answer = organiser.post(f"{BALANCE}/target", data={"least": "30", "most": "70"})

    words = words_of(organiser.get(BALANCE).text)
    assert (answer.status_code, answer.location) == (303, BALANCE)
    assert "a target of 30–70%" in words
    assert "0 groups are outside the target." in words


@pytest.mark.parametrize(
    ("least", "most", "told"),
    [
        ("70", "30", "This is not above the least."),
        ("x", "60", "Write a whole number from 0 to 100."),
        ("40", "101", "Write a whole number from 0 to 100."),
        ("", "60", "Write a whole number from 0 to 100."),
    ],
)
def test_target_that_is_none_is_refused(
    organiser: FlaskClient, least: str, most: str, told: str
) -> None:
    make_event("tour")

    answer = organiser.post(f"{BALANCE}/target", data={"least": least, "most": most})

    assert answer.status_code == 422
    assert problems_of(answer.text) == []
    assert told in words_of(answer.text)


def test_decisions_are_kept_with_what_they_are_about(organiser: FlaskClient) -> None:
    fill(make_event("tour"))
    send = {"about": "session:P1", "decision": "Ask one <b>woman</b> more."}

    answer = organiser.post(f"{BALANCE}/decisions", data=send)
    organiser.post(f"{BALANCE}/decisions", data={"about": "event", "decision": "Look again."})
    page = organiser.get(BALANCE)

    assert answer.location == f"{BALANCE}#decisions"
    assert "Ask one &lt;b&gt;woman&lt;/b&gt; more." in page.text
    assert "The whole event Look again. olga@example.org" in words_of(page.text)


@pytest.mark.parametrize(
    "data", [{"about": "event", "decision": " "}, {"about": "moon", "decision": "Go"}, {}]
)
def test_decision_that_is_none_is_refused(organiser: FlaskClient, data: dict[str, str]) -> None:
    make_event("tour")

    answer = organiser.post(f"{BALANCE}/decisions", data=data)

    assert answer.status_code == 422
    assert "Nothing is decided yet." in words_of(answer.text)


def test_analysts_see_figures_and_nothing_that_was_decided(client: FlaskClient) -> None:
    fill(make_event("tour"))
    make_account("organiser")
    make_account("analyst", "ana@example.org")
    sign_in(client)
    client.post(f"{BALANCE}/decisions", data={"about": "event", "decision": "Ask Ada."})
    client.delete_cookie("organiser")
    sign_in(client, "ana@example.org")

    page = client.get(BALANCE)

    assert page.status_code == 200
    assert problems_of(page.text) == []
    assert "All speakers 33.3% women" in words_of(page.text)
    assert "Ada" not in page.text
    assert "P1" not in page.text
    assert "timetable" not in page.text
    assert client.post(f"{BALANCE}/target", data={"least": "0", "most": "9"}).status_code == 403
    assert client.post(f"{BALANCE}/decisions", data={"decision": "x"}).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_balance_takes_the_same_statements_for_any_number(
    organiser: FlaskClient, number: int
) -> None:
    event = make_event("tour")
    for place in range(number):
        fill(event, place + 1)
        organiser.post(f"{BALANCE}/decisions", data={"about": "event", "decision": "Go on."})

    with statements() as seen:
        organiser.get(BALANCE)

    assert len(seen) == 11
