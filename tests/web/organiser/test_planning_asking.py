"""What the timetable's script is told before a move: one slot in words, all slots by number."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from eventapp.accounts.rules import Scope
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
from tests.web.organiser.signing import make_account, sign_in
from tests.web.organiser.test_planning_timetable import ADDRESS, fill, slot

SLOT = {"at": "2030-05-15T12:00:00Z", "minutes": "45", "track": "Blue", "stop": "D0"}


def ask(client: FlaskClient, code: str = "A0", **changes: Any) -> Any:
    sent = {name: value for name, value in (SLOT | changes).items() if value is not None}
    return client.get(f"{ADDRESS}/{code}", query_string=sent)


def ask_map(client: FlaskClient, query: str = "stop=D0&minutes=45", code: str = "A0") -> Any:
    return client.get(f"{ADDRESS}/{code}/map?{query}")


def test_slot_is_told_with_the_hours_of_its_people(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    answer = ask(organiser, at="2030-05-15T13:15:00Z")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    told = answer.json
    assert (told["when"], told["where"], told["day"]) == ("15:15–16:00", "Stockholm UTC+2", "")
    person = {name: value for name, value in told["people"][0].items() if name != "name"}
    assert person == {
        "clock": "22:15–23:00",
        "days": "",
        "place": "Tokyo",
        "part": "night",
        "night": "late or early",
    }
    assert told["verdict"] == "Cannot be held like this."
    assert [one["severity"] for one in told["problems"]] == ["severe", "warning"]
    assert "Shares 30 minutes of its track with “B0”" in told["problems"][0]["words"]
    assert slot("A0")[0] == NOON


def test_free_slot_is_said_to_be_free_in_the_readers_language(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    assert ask(organiser).json["verdict"] == "Nothing conflicts here."
    organiser.set_cookie("lang", "sv")
    told = ask(organiser).json
    night = ask(organiser, at="2030-05-15T15:10:00Z").json

    assert (told["verdict"], told["kind"], told["problems"]) == ("Här krockar inget.", "good", [])
    assert (night["people"][0]["night"], night["people"][0]["days"]) == ("natt", "+1 dag")
    assert "mitt i natten" in night["problems"][0]["words"]


def test_slot_that_a_session_has_is_told_where_none_is_named(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    assert organiser.get(f"{ADDRESS}/A0").json == ask(organiser).json
    assert ask_map(organiser, "").json == ask_map(organiser).json


def test_day_is_said_where_a_stop_has_several(organiser: FlaskClient) -> None:
    stop = make_stop(make_event("tour"), "D0", hours=48)
    make_session(stop, "A0")

    told = ask(organiser, at="2030-05-16T12:00:00Z", track="").json

    assert told["day"] == "Thu 16 May"


def test_person_in_two_places_at_another_stop_is_named(organiser: FlaskClient) -> None:
    event = make_event("tour")
    ada = make_speaker(event, given_name="Ada", family_name="Lind")
    for code in ("D0", "D1"):
        make_appearance(make_session(make_stop(event, code), f"A{code}"), ada)

    told = ask(organiser, "AD0", track="").json

    assert "Ada Lind also has a part in “AD1”, for 45 minutes" in told["problems"][0]["words"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"at": "2030-05-15T11:55:00Z"}, "The stop is open from 2030-05-15 14:00"),
        ({"minutes": "241"}, "The stop is open from 2030-05-15 14:00 to 2030-05-15 18:00"),
        ({"track": "Nowhere"}, "That stop has no such track."),
        ({"at": None, "starts": "2030-03-31T02:30"}, "The clocks skip 2030-03-31 02:30 there."),
        ({"at": None, "starts": "2030-10-27T02:30"}, "show 2030-10-27 02:30 twice there."),
    ],
)
def test_slot_that_cannot_be_is_told(
    organiser: FlaskClient, changes: dict[str, Any], words: str
) -> None:
    fill(make_event("tour"))

    answer = ask(organiser, **changes)

    assert answer.status_code == 200
    assert (answer.json["kind"], answer.json["verdict"]) == ("wrong", "It cannot be moved here.")
    assert [one["severity"] for one in answer.json["problems"]] == ["impossible"]
    assert words in answer.json["problems"][0]["words"]


def test_stop_is_told_by_its_own_clock_to_a_session_of_another_zone(
    organiser: FlaskClient,
) -> None:
    make_session(make_stop(make_event("tour"), "D0"), "A0", zone="Asia/Tokyo")

    told = ask(organiser, at="2030-05-15T11:00:00Z", track="").json

    assert told["when"] == "13:00–13:45"
    assert "from 2030-05-15 14:00 to 2030-05-15 18:00" in told["problems"][0]["words"]


def test_hour_that_comes_twice_is_warned_of_when_it_is_aimed_at(organiser: FlaskClient) -> None:
    starts_at = datetime(2030, 10, 26, 22, 0, tzinfo=UTC)
    make_session(make_stop(make_event("tour"), "D0", starts_at=starts_at, hours=8), "A0")

    told = ask(organiser, at="2030-10-27T00:15:00Z", minutes="30", track="").json

    assert told["kind"] == "care"
    assert "The clocks in Stockholm show 02:15 twice" in told["problems"][0]["words"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"at": "soon"}, "Write day and time like 2021-05-01T00:00."),
        ({"at": ""}, "Write day and time like 2021-05-01T00:00."),
        ({"at": "9999-01-01T00:00:00Z"}, "Write day and time like 2021-05-01T00:00."),
        ({"minutes": "0"}, "Write a whole number from 1 to 1440."),
        ({"minutes": ""}, "Write a whole number from 1 to 1440."),
        ({"minutes": "²"}, "Write a whole number from 1 to 1440."),
        ({"stop": "nowhere"}, "This event has no stop with that code."),
        ({"stop": ""}, "This event has no stop with that code."),
    ],
)
def test_what_is_no_question_is_refused_in_words(
    organiser: FlaskClient, changes: dict[str, Any], words: str
) -> None:
    fill(make_event("tour"))

    answer = ask(organiser, **changes)

    assert (answer.status_code, answer.json) == (400, {"message": words})


@pytest.mark.parametrize("query", ["minutes=x", "stop=nowhere&minutes=45", "stop="])
def test_map_of_what_is_not_there_is_refused(organiser: FlaskClient, query: str) -> None:
    fill(make_event("tour"))

    answer = ask_map(organiser, query)

    assert answer.status_code == 400
    assert answer.json["message"]


def test_map_tells_every_start_on_every_track(organiser: FlaskClient) -> None:
    stop = fill(make_event("tour"))
    make_track(stop, "Red", position=1)

    answer = ask_map(organiser)

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert (answer.json["opens"], answer.json["step"]) == ("2030-05-15T12:00:00Z", 5)
    blue, red = answer.json["tracks"]["Blue"], answer.json["tracks"]["Red"]
    # B0 is on Blue from 13:00; Tokyo's evening ends at 13:00 and its night begins at 15:00.
    assert blue[:4] == "0001"
    assert set(blue[4:21]) == {"3"}
    assert (red[:4], red[4:28], set(red[28:40])) == ("0000", "2" * 24, {"3"})
    assert set(red[40:]) == {"3"}
    assert len(blue) == len(red) == 48


def test_parked_session_may_be_asked_about_and_a_cancelled_one_not(
    organiser: FlaskClient,
) -> None:
    stop = fill(make_event("tour"))
    make_session(stop, "P0", state="parked")
    make_session(stop, "C0", state="cancelled")

    assert ask(organiser, "P0", at="2030-05-15T15:00:00Z").json["kind"] == "good"
    assert ask(organiser, "C0").status_code == 404
    assert ask_map(organiser, code="C0").status_code == 404


def test_session_of_another_event_is_not_found(organiser: FlaskClient) -> None:
    fill(make_event("tour"))
    make_session(make_stop(make_event("other")), "X1")

    assert ask(organiser, "X1").status_code == 404
    assert organiser.get("/organise/events/nowhere/timetable/A0").status_code == 404


@pytest.mark.parametrize("role", ["analyst", "door", "reviewer"])
def test_only_who_may_move_may_ask(client: FlaskClient, role: str) -> None:
    fill(make_event("tour"))
    make_account(role)
    sign_in(client)

    assert ask(client).status_code == 403
    assert ask_map(client).status_code == 403


def test_organiser_of_another_event_may_not_ask(client: FlaskClient) -> None:
    fill(make_event("tour"))
    make_account(scope=Scope(event_id=make_event("other").id))
    sign_in(client)

    assert ask(client).status_code == 404
    assert ask_map(client).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_question_takes_the_same_statements_for_any_number(
    organiser: FlaskClient, number: int
) -> None:
    fill(make_event("tour"), number)

    with statements() as slot_asked:
        ask(organiser)
    with statements() as map_asked:
        ask_map(organiser)

    assert (len(slot_asked), len(map_asked)) == (8, 8)


def test_page_has_a_place_for_what_is_told(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    page = organiser.get(ADDRESS).text

    assert problems_of(page) == []
    assert 'id="aim-told" role="status"' in page
