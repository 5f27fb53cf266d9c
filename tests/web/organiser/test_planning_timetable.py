"""The timetable room: a stop as a grid, and sessions moved on it."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from eventapp.audit.models import AuditEntry
from eventapp.events.models import Event, Stop
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.programme.models import Session
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

ADDRESS = "/organise/events/tour/timetable"
HOUR = timedelta(hours=1)
JSON = {"Accept": "application/json"}


def fill(event: Event, number: int = 1) -> Stop:
    """Make stops of four hours from 14:00 in Stockholm, with a track, people, a draft."""
    for day in range(number):
        stop = make_stop(event, f"D{day}", starts_at=NOON + day * 24 * HOUR)
        blue = make_track(stop, "Blue")
        at = NOON + day * 24 * HOUR
        talk = make_session(stop, f"A{day}", starts_at=at, track_id=blue.id, title_en="First talk")
        make_appearance(talk, make_speaker(event, zone="Asia/Tokyo", given_name="Mio"))
        make_session(stop, f"B{day}", starts_at=at + HOUR, track_id=blue.id, state="draft")
    return stop


def fields(page: str, code: str) -> dict[str, str]:
    """Give what the form of a session would send."""
    form = re.search(rf'/timetable/{code}">(.*?)</form>', page, re.DOTALL)
    assert form is not None
    inputs = re.findall(r'<input[^>]*name="(\w+)"[^>]*>', form[1])
    values = [re.search(rf'name="{name}"[^>]*value="([^"]*)"', form[1]) for name in inputs]
    return {name: unescape(value[1]) for name, value in zip(inputs, values, strict=True) if value}


def move(client: FlaskClient, code: str, *, json: bool = False, **changes: Any) -> Any:
    sent = fields(client.get(ADDRESS).text, code) | changes
    return client.post(f"{ADDRESS}/{code}", data=sent, headers=JSON if json else {})


def slot(code: str) -> tuple[datetime, datetime, datetime]:
    db.session.rollback()
    session = db.session.scalars(sa.select(Session).where(Session.code == code)).one()
    return session.starts_at, session.ends_at, session.wall_starts


def test_timetable_shows_tracks_times_and_local_hours(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    page = organiser.get(ADDRESS)
    words = words_of(page.text)

    assert page.status_code == 200
    assert problems_of(page.text) == []
    assert "Wednesday 15 May 2030" in words
    assert "Stockholm UTC+2 Tokyo UTC+9 Blue" in words
    assert "14:00–14:45 First talk Mio" in words
    assert "21:00 Tokyo" in words
    assert "14:00 21:00" in words
    assert "Parking list" in words


def test_second_ruler_is_of_any_zone_and_another_stop_is_chosen(organiser: FlaskClient) -> None:
    fill(make_event("tour"), 2)

    words = words_of(
        organiser.get(ADDRESS, query_string={"stop": "D1", "ruler": "Pacific/Chatham"}).text
    )

    assert "Thursday 16 May 2030" in words
    assert "UTC+12:45" in words
    assert "14:00 00:45 +1 day" in words


@pytest.mark.parametrize(("month", "offset"), [(1, "UTC+11"), (6, "UTC+10")])
def test_cities_of_the_ruler_have_their_offset_of_that_day(
    organiser: FlaskClient, month: int, offset: str
) -> None:
    make_stop(make_event("tour"), "D1", starts_at=NOON.replace(month=month))

    assert f"Melbourne, Australia ({offset})" in organiser.get(ADDRESS).text


@pytest.mark.parametrize("query", ["stop=nowhere", "ruler=Mars/Base"])
def test_what_is_not_there_is_refused(organiser: FlaskClient, query: str) -> None:
    fill(make_event("tour"))

    assert organiser.get(f"{ADDRESS}?{query}").status_code == 400


def test_event_without_stops_has_no_timetable_yet(organiser: FlaskClient) -> None:
    make_event("tour")

    page = organiser.get(ADDRESS)

    assert problems_of(page.text) == []
    assert "No stops yet" in words_of(page.text)


def test_form_moves_a_session_and_offers_to_take_it_back(organiser: FlaskClient) -> None:
    event = make_event("tour")
    fill(event)
    version = event.version

    answer = move(organiser, "A0", starts="2030-05-15T16:00", minutes="60")
    page = organiser.get(answer.headers["Location"])
    undone = organiser.post(f"{ADDRESS}/A0", data=fields(page.text, "A0"))

    assert answer.status_code == 303
    assert "Moved." in words_of(page.text)
    assert "Undo the move" in words_of(page.text)
    assert problems_of(page.text) == []
    assert undone.status_code == 303
    assert slot("A0") == (NOON, NOON + HOUR * 3 / 4, datetime(2030, 5, 15, 14, 0))
    noted = db.session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert noted.count("session scheduled") == 2
    db.session.refresh(event)
    assert event.version > version


def test_script_is_told_what_conflicts_after_a_drop(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    answer = move(organiser, "A0", json=True, at="2030-05-15T13:15:00Z")

    assert answer.status_code == 200
    assert answer.json["message"] == "Moved."
    assert answer.json["was"] == "2030-05-15T12:00:00Z;45;Blue;D0"
    severe = [one["words"] for one in answer.json["conflicts"] if one["severity"] == "severe"]
    assert len(severe) == 1
    # B0 starts later, and is named all the same: the words are about the session that was moved.
    assert "Shares 30 minutes of its track with “B0”" in severe[0]
    assert slot("A0")[0] == NOON + HOUR * 5 / 4


def test_session_keeps_its_own_zone(organiser: FlaskClient) -> None:
    stop = make_stop(make_event("tour"), "D0")
    make_session(stop, "A0", zone="Asia/Tokyo")

    move(organiser, "A0", starts="2030-05-15T15:00")

    assert slot("A0") == (NOON + HOUR, NOON + HOUR * 7 / 4, datetime(2030, 5, 15, 22, 0))


def test_session_goes_by_the_clock_of_the_stop_it_goes_to(organiser: FlaskClient) -> None:
    event = make_event("tour")
    stop = make_stop(event, "D0")
    make_stop(event, "D1", starts_at=NOON + HOUR, zone="America/Lima")
    for code, zone in (("A0", stop.zone), ("A1", "Asia/Tokyo")):
        make_session(stop, code, zone=zone)

    for code in ("A0", "A1"):
        move(organiser, code, stop="D1", starts="2030-05-15T08:00")

    # Next year's copy keeps eight o'clock in Lima, whatever the clocks of Stockholm do.
    assert {code: slot(code)[2] for code in ("A0", "A1")} == {
        "A0": datetime(2030, 5, 15, 8, 0),
        "A1": datetime(2030, 5, 15, 22, 0),
    }
    assert [one.zone for one in db.session.query(Session).order_by(Session.code)] == [
        "America/Lima",
        "Asia/Tokyo",
    ]


def test_move_that_changes_nothing_is_said(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    answer = move(organiser, "A0", json=True)

    assert (answer.json["message"], answer.json["was"]) == ("It is there already.", "")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts": "2030-05-15T13:00"}, "The stop is open from 2030-05-15 14:00"),
        ({"starts": "soon"}, "Write day and time like"),
        ({"at": "soon"}, "Write day and time like"),
        ({"starts": "9999-05-15T13:00"}, "Write day and time like"),
        ({"starts": "2030-03-31T02:30"}, "The clocks skip 2030-03-31 02:30 there."),
        ({"starts": "2030-10-27T02:30"}, "The clocks show 2030-10-27 02:30 twice there."),
        ({"minutes": "0"}, "Write a whole number from 1 to 1440."),
        ({"minutes": "²"}, "Write a whole number from 1 to 1440."),
        ({"track": "Nowhere"}, "That stop has no such track."),
        ({"stop": "nowhere"}, "This event has no stop with that code."),
    ],
)
def test_move_that_cannot_be_is_refused_in_words(
    organiser: FlaskClient, changes: dict[str, Any], words: str
) -> None:
    fill(make_event("tour"))

    page = move(organiser, "A0", **changes)
    for_script = move(organiser, "A0", json=True, **changes)

    assert page.status_code == 422
    assert problems_of(page.text) == []
    assert words in words_of(page.text)
    assert for_script.status_code == 422
    assert words in for_script.json["message"]
    assert slot("A0")[0] == NOON


def test_time_that_happens_twice_is_asked_about(organiser: FlaskClient) -> None:
    stop = make_stop(
        make_event("tour"), starts_at=datetime(2030, 10, 26, 20, 0, tzinfo=UTC), hours=12
    )
    make_session(stop, "A0", starts_at=stop.starts_at)

    asked = move(organiser, "A0", starts="2030-10-27T02:30", minutes="33")
    form = fields(asked.text, "A0")
    organiser.post(f"{ADDRESS}/A0", data=form | {"fold": "1"})

    assert ">UTC+2</button>" in asked.text
    assert ">UTC+1</button>" in asked.text
    assert (form["starts"], form["minutes"]) == ("2030-10-27T02:30", "33")
    assert slot("A0")[0] == datetime(2030, 10, 27, 1, 30, tzinfo=UTC)


def test_second_move_of_two_at_once_is_told_and_loses_nothing(organiser: FlaskClient) -> None:
    fill(make_event("tour"))
    seen = fields(organiser.get(ADDRESS).text, "A0")

    organiser.post(f"{ADDRESS}/A0", data=seen | {"starts": "2030-05-15T15:00"})
    late = organiser.post(f"{ADDRESS}/A0", data=seen | {"starts": "2030-05-15T16:00"})

    assert late.status_code == 422
    assert "Somebody else moved it meanwhile." in words_of(late.text)
    assert slot("A0")[0] == NOON + HOUR


def test_what_others_changed_besides_the_slot_stays(organiser: FlaskClient) -> None:
    fill(make_event("tour"))
    seen = fields(organiser.get(ADDRESS).text, "A0")
    with transaction():
        session = db.session.scalars(sa.select(Session).where(Session.code == "A0")).one()
        session.title_en, session.version = "Renamed", session.version + 1

    answer = organiser.post(f"{ADDRESS}/A0", data=seen | {"starts": "2030-05-15T15:00"})

    assert answer.status_code == 303
    assert "Renamed" in words_of(organiser.get(ADDRESS).text)


def state(code: str) -> str:
    db.session.rollback()
    return db.session.scalars(sa.select(Session.state).where(Session.code == code)).one()


def test_draft_is_parked_placed_at_another_stop_and_both_are_taken_back(
    organiser: FlaskClient,
) -> None:
    fill(make_event("tour"), 2)
    before = slot("B1")

    parked = organiser.post(f"{ADDRESS}/B1", data={"park": "1"})
    parked_page = organiser.get(parked.headers["Location"]).text
    placed = move(organiser, "B1", starts="2030-05-15T16:00", stop="D0", track="Blue", at="")
    placed_slot, placed_page = slot("B1"), organiser.get(placed.headers["Location"]).text
    organiser.post(f"{ADDRESS}/B1", data={"park": "1"})
    parked_again = state("B1")

    assert (parked.status_code, placed.status_code, parked_again) == (303, 303, "parked")
    assert "Parked." in words_of(parked_page)
    assert '<input type="hidden" name="stop" value="D1">' in parked_page
    assert placed_slot[0] == NOON + 2 * HOUR != before[0]
    assert '<input type="hidden" name="park" value="1">' in placed_page


def test_parked_session_stands_on_no_row_and_conflicts_with_nothing(
    organiser: FlaskClient,
) -> None:
    fill(make_event("tour"))
    move(organiser, "A0", starts="2030-05-15T14:20")
    assert "Two sessions on one track" in words_of(organiser.get(ADDRESS).text)

    answer = move(organiser, "B0", json=True, park="1")
    page = organiser.get(ADDRESS).text

    assert answer.get_json()["was"].endswith(";D0")
    assert "Two sessions on one track" not in words_of(page)
    assert page.index('id="h-parked"') < page.index('id="session-B0"')


def test_what_everybody_sees_is_not_parked(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    answer = move(organiser, "A0", json=True, park="1")

    assert answer.status_code == 422
    assert "Only drafts can be parked" in answer.get_json()["message"]
    assert state("A0") == "published"


def test_session_of_another_event_is_not_found(organiser: FlaskClient) -> None:
    fill(make_event("tour"))
    make_session(make_stop(make_event("other")), "X1")

    assert organiser.post(f"{ADDRESS}/X1", data={}).status_code == 404


@pytest.mark.parametrize("sent", [{}, {"seen": "x;;", "stop": "D0", "minutes": "45"}])
def test_mangled_forms_are_refused(organiser: FlaskClient, sent: dict[str, str]) -> None:
    fill(make_event("tour"))

    assert organiser.post(f"{ADDRESS}/A0", data=sent).status_code == 422


@pytest.mark.parametrize("number", [1, 3])
def test_timetable_takes_the_same_statements_for_any_number(
    organiser: FlaskClient, number: int
) -> None:
    fill(make_event("tour"), number)

    with statements() as seen:
        organiser.get(ADDRESS)

    assert len(seen) == 9
