"""The organisers' page of the roster, and the form of a shift."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.audit.queries import log_of
from eventapp.events.models import Stop
from eventapp.foundation.database import db
from eventapp.roster.queries import shifts_of
from tests.counting import statements
from tests.factories import (
    NOON,
    make_appearance,
    make_event,
    make_session,
    make_shift,
    make_speaker,
    make_stop,
)
from tests.page_rules import problems_of
from tests.web.organiser.filling import filled, open_form, send
from tests.web.public.test_figures import words_of

ROSTER = "/organise/events/tour/roster"
NEW = f"{ROSTER}/new"


@pytest.fixture
def stop(app: Flask) -> Stop:
    event = make_event("tour")
    make_speaker(event, "T1", given_name="Mio", family_name="Hoshi", zone="Asia/Tokyo")
    return make_stop(event, "D1", title_en="East", title_sv="Öst")


def shifts(event_id: int) -> list[tuple[str, str, str, datetime, datetime]]:
    db.session.rollback()
    return [
        (one.name, one.role, one.person_zone, one.wall_starts, one.starts_at.replace(tzinfo=None))
        for one in shifts_of(event_id)
    ]


def test_roster_shows_who_works_when_and_what_is_wrong(organiser: FlaskClient, stop: Stop) -> None:
    session = make_session(stop, title_en="Who pays?")
    speaker = make_speaker(stop.event, "T2", given_name="Ada")
    make_appearance(session, speaker)
    make_shift(stop, "R1", name="Ada", speaker_id=speaker.id, hours=4)
    make_shift(stop, "R2", name="Aroha", person_zone="Pacific/Auckland", role="moderator")

    page = organiser.get(ROSTER)
    words = words_of(page.text)

    assert page.status_code == 200
    assert problems_of(page.text) == []
    assert "2 shifts, 2 people. 2 severe 3 remarks" in words
    assert "Ada speaks in “Who pays?” meanwhile, 14:00–14:45." in words
    assert "Between midnight and six for Aroha: 00:00–02:00 in Auckland." in words
    assert "No moderator is there, 16:00–18:00." in words
    assert (
        "Aroha Moderator Night shift 14:00 – 16:00 00:00 – 02:00 Auckland · UTC+12 +1 day" in words
    )


def test_roster_is_in_swedish_too(organiser: FlaskClient, stop: Stop) -> None:
    words = words_of(organiser.get(ROSTER, query_string={"lang": "sv"}).text)

    assert "0 pass, 0 personer." in words
    assert "Ingen tekniker är på plats, 14:00–18:00." in words


def test_event_without_stops_says_what_to_do(organiser: FlaskClient) -> None:
    make_event("tour")

    assert "No stops yet" in words_of(organiser.get(ROSTER).text)
    assert organiser.get(NEW).location == "/organise/events/tour/stops/new"


def test_shift_of_somebody_is_added(organiser: FlaskClient, stop: Stop) -> None:
    form = open_form(organiser, f"{NEW}?stop=D1")

    answer = send(
        organiser,
        NEW,
        form,
        name="Kim",
        person_zone="Lima",
        role="moderator",
        email="k@example.org",
    )

    assert (answer.status_code, answer.location) == (303, f"{ROSTER}#stop-D1")
    assert shifts(stop.event_id) == [
        ("Kim", "moderator", "America/Lima", datetime(2030, 5, 15, 14), NOON.replace(tzinfo=None))
    ]


def test_shift_of_a_speaker_takes_name_and_city(organiser: FlaskClient, stop: Stop) -> None:
    send(organiser, NEW, open_form(organiser, NEW), speaker="T1")
    form = open_form(organiser, "/organise/events/tour/shifts/R1/edit")

    answer = send(
        organiser,
        "/organise/events/tour/shifts/R1/edit",
        form,
        speaker="",
        name="Kim",
        person_zone="Oslo",
    )

    assert (form["name"], form["person_zone"]) == ("", "")
    assert answer.status_code == 303
    assert [one[:3] for one in shifts(stop.event_id)] == [("Kim", "technician", "Europe/Oslo")]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "Type a name, or choose a speaker."),
        ({"name": "Kim"}, "Type a city."),
        ({"speaker": "T1", "role": "interpreter"}, "Say from and into which languages"),
        ({"speaker": "T1", "email": "nobody"}, "Write the address as name@example.org."),
        ({"speaker": "T1", "wall_ends": "2030-05-15T13:00"}, "This is not after the start."),
        ({"speaker": "T1", "wall_ends": "x"}, "Write day and time like"),
    ],
)
def test_shift_that_is_none_is_refused(
    organiser: FlaskClient, stop: Stop, values: dict[str, str], told: str
) -> None:
    answer = send(organiser, NEW, open_form(organiser, NEW), **values)

    assert answer.status_code == 422
    assert told in words_of(answer.text)
    assert shifts(stop.event_id) == []


def test_times_that_clocks_skip_or_show_twice_are_asked_about(
    organiser: FlaskClient, stop: Stop
) -> None:
    form = open_form(organiser, NEW) | {"speaker": "T1"}
    skipped = {"wall_starts": "2030-03-31T02:30", "wall_ends": "2030-03-31T05:00"}
    twice = {"wall_starts": "2030-10-27T02:30", "wall_ends": "2030-10-27T05:00"}

    gap = send(organiser, NEW, form, **skipped)
    fold = send(organiser, NEW, form, **twice)
    send(organiser, NEW, form, **twice, wall_starts_fold="1")

    assert "The clocks of Stockholm skip this time." in words_of(gap.text)
    assert "The clocks show this time twice." in words_of(fold.text)
    assert [one[4] for one in shifts(stop.event_id)] == [datetime(2030, 10, 27, 1, 30)]


def test_edits_that_collide_are_shown_side_by_side(organiser: FlaskClient, stop: Stop) -> None:
    make_shift(stop, "R1")
    edit = "/organise/events/tour/shifts/R1/edit"
    form = open_form(organiser, edit)
    send(organiser, edit, form, name="Bo", email="b@example.org")

    answer = send(organiser, edit, form, name="Cy")

    assert answer.status_code == 409
    assert "Saved by somebody else meanwhile Bo" in words_of(answer.text)
    assert filled(answer.text)["email"] == "b@example.org"


def test_shift_is_removed(organiser: FlaskClient, stop: Stop) -> None:
    make_shift(stop, "R1")

    answer = organiser.post("/organise/events/tour/shifts/R1/delete")

    assert answer.location == f"{ROSTER}#stop-D1"
    assert shifts(stop.event_id) == []
    assert "The shift is off the roster." in words_of(organiser.get(ROSTER).text)


def test_shifts_of_other_events_are_not_there(organiser: FlaskClient, stop: Stop) -> None:
    make_shift(make_stop(make_event("other")), "R9")

    assert organiser.get("/organise/events/tour/shifts/R9/edit").status_code == 404
    assert organiser.post("/organise/events/tour/shifts/R9/delete").status_code == 404


def test_roster_is_taken_out_as_a_file_and_that_is_noted(
    organiser: FlaskClient, stop: Stop
) -> None:
    make_shift(stop, "R1", name="=Kim", email="kim@example.org", person_zone="Asia/Tokyo")

    answer = organiser.post(ROSTER)

    header, row, *rest = answer.text.removeprefix("\ufeff").splitlines()
    entry = log_of(stop.event_id).entries[0]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tour-roster.csv"'
    assert header.startswith("shift,stop,role,languages,name,email,zone,starts,ends,own_zone")
    assert row == (
        "R1,D1,technician,,'=Kim,kim@example.org,Europe/Stockholm,2030-05-15T14:00,"
        "2030-05-15T16:00,Asia/Tokyo,2030-05-15T21:00,2030-05-15T23:00,"
        "2030-05-15T12:00:00Z,2030-05-15T14:00:00Z"
    )
    assert rest == []
    assert (entry.action, entry.detail) == ("roster exported", "1")


def test_next_edition_takes_the_roster_along_where_that_is_wished(
    organiser: FlaskClient, stop: Stop
) -> None:
    make_shift(stop, "R1")
    copy = "/organise/events/tour/copy"
    form = open_form(organiser, copy) | {"do": "copy"}

    send(organiser, copy, {name: form[name] for name in form if name != "roster"}, slug="without")
    send(organiser, copy, form, slug="open")
    send(organiser, copy, form, slug="with", roster_people="y")

    made = ("without", "open", "with")
    pages = [organiser.get(f"/organise/events/{slug}/roster").text for slug in made]
    assert ["Kim" in page for page in pages] == [False, False, True]
    assert ["nobody works this shift yet" in page for page in pages] == [False, True, False]
    assert "Nobody yet" in pages[1]
    assert ["roster-bar--vacant" in page for page in pages] == [False, True, False]
    shift = open_form(organiser, "/organise/events/open/shifts/R1/edit")
    assert (shift["name"], shift["person_zone"]) == ("", "")


@pytest.mark.parametrize("number", [1, 3])
def test_roster_takes_the_same_statements_for_any_number(
    organiser: FlaskClient, stop: Stop, number: int
) -> None:
    for place in range(number):
        make_shift(stop, starts_at=NOON + timedelta(hours=place), name=f"Kim {place}")

    with statements() as seen:
        organiser.get(ROSTER)

    assert len(seen) == 8
