"""Making and editing events, stops, speakers and series on their pages."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.accounts.rules import Scope
from eventapp.events.models import Event, Stop
from eventapp.events.queries import event_by_slug, series_by_slug, stop_by_code, stops_of
from eventapp.foundation.database import db
from eventapp.programme.queries import programme_of, session_by_code, tracks_of
from eventapp.speakers.queries import speaker_by_code, speakers_of
from tests.counting import statements
from tests.factories import (
    NOON,
    make_appearance,
    make_event,
    make_series,
    make_session,
    make_speaker,
    make_stop,
)
from tests.signing_in import signed_in
from tests.web.organiser.filling import open_form, send
from tests.web.organiser.signing import EMAIL, make_account, sign_in

TOUR = "/organise/events/tour"


@pytest.fixture
def stop(app: Flask) -> Stop:
    series = make_series("tours", name_en="Tours")
    event = make_event("tour", series=series, name_en="Tour 2030", name_sv="Turné 2030")
    stop = make_stop(event, "D1", title_en="East", title_sv="Öst")
    speaker = make_speaker(event, "ada", given_name="Ada", family_name="Lovelace")
    make_appearance(make_session(stop, "S1", title_en="Talk"), speaker)
    return stop


def event(slug: str = "tour") -> Event:
    db.session.rollback()
    found = event_by_slug(slug)
    assert found is not None
    return found


@pytest.mark.parametrize("page", ["edit", "stops/D1/edit", "speakers/ada/edit", "sessions/S1/edit"])
def test_forms_sent_as_they_are_change_nothing(
    organiser: FlaskClient, stop: Stop, page: str
) -> None:
    before = event().version

    answer = send(organiser, f"{TOUR}/{page}", open_form(organiser, f"{TOUR}/{page}"))

    assert answer.status_code == 303
    assert event().version == before


def test_plan_lists_stops_and_sessions_in_the_stops_zone(
    organiser: FlaskClient, stop: Stop
) -> None:
    make_session(stop, "S2", state="draft", title_en="Waiting")

    page = organiser.get(f"{TOUR}/programme").text

    assert "East" in page
    assert "14:00" in page
    assert "14:45" in page
    assert f'href="{TOUR}/sessions/S2/edit"' in page
    assert "Draft" in page


def test_programme_is_taken_out_and_the_log_says_so(organiser: FlaskClient, stop: Stop) -> None:
    answer = organiser.post(f"{TOUR}/programme.csv")

    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    assert answer.text.splitlines()[1].startswith("S1,D1,talk,2030-05-15T14:00,2030-05-15T14:45,")
    assert "Took out the programme" in organiser.get(f"{TOUR}/log").text


def test_event_is_edited_and_a_stale_save_merges(organiser: FlaskClient, stop: Stop) -> None:
    mine, theirs = open_form(organiser, f"{TOUR}/edit"), open_form(organiser, f"{TOUR}/edit")
    send(
        organiser,
        f"{TOUR}/edit",
        theirs,
        name_sv="Deras",
        capacity_online="80",
        wall_registration_closes="2030-05-14T12:00",
    )

    merged = send(organiser, f"{TOUR}/edit", mine, name_en="Mine", languages="sv, en")
    asked = send(organiser, f"{TOUR}/edit", mine, name_sv="Min")

    one = event()
    assert (merged.status_code, asked.status_code) == (303, 409)
    assert (one.name_en, one.name_sv, one.capacity_online) == ("Mine", "Deras", 80)
    assert one.languages == "sv en"
    assert one.registration_closes_at == datetime.fromisoformat("2030-05-14T10:00:00+00:00")
    assert "Deras</p>" in asked.text
    assert f"Saved by {EMAIL} meanwhile" in asked.text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"languages": "Klingon"}, "Write codes of languages"),
        ({"wall_registration_opens": "2030-03-31T02:30"}, "The clocks of Stockholm skip this time"),
        ({"recordings_until_on": "soon"}, "Write a day like"),
        (
            {
                "wall_registration_opens": "2030-04-02T12:00",
                "wall_registration_closes": "2030-04-01T12:00",
            },
            "This is not after registration opens.",
        ),
        ({"name_en": "", "name_sv": ""}, "Type a name in one language at least."),
    ],
)
def test_what_no_event_can_be_is_told(
    organiser: FlaskClient, stop: Stop, values: dict[str, str], words: str
) -> None:
    form = open_form(organiser, f"{TOUR}/edit")

    answer = send(organiser, f"{TOUR}/edit", form, **values)

    assert answer.status_code == 422
    assert words in answer.text


def test_stop_moves_with_its_sessions(organiser: FlaskClient, stop: Stop) -> None:
    address = f"{TOUR}/stops/D1/edit"
    times = {"wall_starts": "2030-05-15T10:00", "wall_ends": "2030-05-15T13:00"}
    form = open_form(organiser, address)
    alone = {name: value for name, value in form.items() if name != "with_sessions"}

    refused = send(organiser, address, alone, **times)
    moved = send(organiser, address, form, **times)

    assert (refused.status_code, moved.status_code) == (422, 303)
    assert "These sessions would lie outside: S1." in refused.text
    session = session_by_code(event().id, "S1")
    assert session is not None
    assert session.starts_at == NOON - timedelta(hours=4)


def test_stop_is_added_and_deleted(organiser: FlaskClient, stop: Stop) -> None:
    address = f"{TOUR}/stops/new"
    form = open_form(organiser, address)

    send(organiser, address, form, title_en="West", zone="New York")
    added = stop_by_code(event().id, "D2")
    organiser.post(f"{TOUR}/stops/D1/delete")
    organiser.post(f"{TOUR}/stops/D2/delete")

    assert added is not None
    assert (added.zone, added.wall_starts) == ("America/New_York", datetime(2030, 5, 16, 14))
    assert [one.code for one in stops_of(event().id)] == ["D1"]


def test_tracks_are_added_renamed_and_deleted(organiser: FlaskClient, stop: Stop) -> None:
    address = f"{TOUR}/stops/D1/tracks"
    organiser.post(address, data={"do": "add", "name": "Hall"})
    organiser.post(address, data={"do": "add", "name": "Stream"})
    first, second = (str(one.id) for one in tracks_of(event().id))

    rename = {"do": "rename", "track": first, "name": "Great hall", "version": "1"}
    organiser.post(address, data=rename)
    organiser.post(address, data={"do": "delete", "track": second})

    assert [one.name for one in tracks_of(event().id)] == ["Great hall"]
    assert organiser.post(address, data={"do": "delete", "track": "999"}).status_code == 400
    assert organiser.post(address, data=rename | {"version": "x"}).status_code < 500


def test_speaker_is_added_edited_and_deleted(organiser: FlaskClient, stop: Stop) -> None:
    new, edit = f"{TOUR}/speakers/new", f"{TOUR}/speakers/ada/edit"
    form = open_form(organiser, new)
    told = {"given_name": "Bo", "code": "bo", "zone": "Tokyo", "country_code": "JP"}
    send(organiser, new, form, **told, sector="region")
    refused = send(organiser, new, form, given_name="Cy", email="nobody")
    mine = open_form(organiser, edit)
    send(organiser, edit, open_form(organiser, edit), organisation="Analytical")
    send(organiser, edit, mine, bio_en="Wrote the first one.")
    organiser.post(f"{TOUR}/speakers/ada/delete")

    ada, bo = (speaker_by_code(event().id, code) for code in ("ada", "bo"))
    organiser.post(f"{TOUR}/speakers/bo/delete")
    assert ada is not None
    assert bo is not None
    assert (ada.organisation, ada.bio_en) == ("Analytical", "Wrote the first one.")
    assert (bo.zone, bo.country_code) == ("Asia/Tokyo", "JP")
    assert "Write name@example.org." in refused.text
    assert "Choose a sector." in refused.text
    assert [one.code for one in speakers_of(event().id)] == ["ada"]


def test_draft_is_for_organisers_alone_until_it_is_published(
    organiser: FlaskClient, stop: Stop
) -> None:
    public = ("/events/tour", "/events/tour/programme", "/events/tour/register")
    organiser.post(f"{TOUR}/state", data={"do": "withdraw"})

    hidden = [organiser.get(address).status_code for address in public]
    home, sitemap = organiser.get("/").text, organiser.get("/sitemap.xml").text
    organiser.post(f"{TOUR}/state", data={"do": "publish"})

    assert hidden == [404, 404, 404]
    assert "Tour 2030" not in home
    assert "/events/tour" not in sitemap
    assert [organiser.get(address).status_code for address in public] == [200, 200, 200]


def test_cancelled_event_says_so_everywhere_and_can_be_taken_back(
    organiser: FlaskClient, stop: Stop
) -> None:
    make_event("week", series=series_by_slug("tours"), name_en="Online week")
    organiser.post(f"{TOUR}/state", data={"do": "cancel", "replaced_by": "week"})

    page, form = organiser.get("/events/tour").text, organiser.get("/events/tour/register").text
    calendar = organiser.get("/events/tour/calendar.ics").text
    organiser.post(f"{TOUR}/state", data={"do": "restore"})
    after = organiser.get("/events/tour/calendar.ics").text

    assert "This event is cancelled." in page
    assert "Online week" in page
    assert "This event is cancelled." in form
    assert "STATUS:CANCELLED" in calendar
    assert "SEQUENCE:1" in calendar
    assert "STATUS:CANCELLED" not in after
    assert "SEQUENCE:2" in after


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("stops/D1/tracks", {"do": "add", "name": "a\0b"}),
        ("sessions/S1/line-up", {"do": "add", "speaker": "a\0b", "role": "host"}),
        ("board", {"session": "a\0b"}),
    ],
)
def test_signs_that_no_text_has_are_refused(
    organiser: FlaskClient, stop: Stop, page: str, fields: dict[str, str]
) -> None:
    assert organiser.post(f"{TOUR}/{page}", data=fields).status_code == 303


def test_drafts_of_others_are_neither_offered_nor_taken_instead(app: Flask, stop: Stop) -> None:
    series = series_by_slug("tours")
    make_event("week", series=series, name_en="Online week")
    make_event("secret", series=series, name_en="Not announced", state="draft")
    make_event("elsewhere", name_en="Of another series")
    make_account(email="one@example.org", scope=Scope(event_id=stop.event_id))
    client = signed_in(app, "one@example.org")

    page = client.get(f"{TOUR}/edit").text
    stored = []
    for slug in ("secret", "elsewhere", "a\0b", "week"):
        answer = client.post(f"{TOUR}/state", data={"do": "cancel", "replaced_by": slug})
        assert answer.status_code == 303
        stored.append(event().replaced_by_id)

    assert "Online week" in page
    assert "Not announced" not in page
    assert "secret" not in page
    week = event_by_slug("week")
    assert week is not None
    assert stored == [None, None, None, week.id]


def test_event_is_put_away_and_deleted_as_a_draft(organiser: FlaskClient, stop: Stop) -> None:
    for name in ("archive", "unarchive", "postpone", "restore", "withdraw", "delete"):
        answer = organiser.post(f"{TOUR}/state", data={"do": name})
        assert answer.status_code == 303

    db.session.rollback()
    assert event_by_slug("tour") is None
    assert organiser.post("/organise/events/tour/state").status_code == 404


def test_series_is_made_renamed_and_lists_its_editions(organiser: FlaskClient, stop: Stop) -> None:
    form = open_form(organiser, "/organise/series/new")
    send(organiser, "/organise/series/new", form, name_en="Webinars", slug="webinars")
    taken = send(organiser, "/organise/series/new", form, name_en="Twin", slug="tours")
    edit = open_form(organiser, "/organise/series/tours/edit")
    send(organiser, "/organise/series/tours/edit", edit, name_en="World tours")

    page = organiser.get("/organise/series/tours").text
    assert "World tours" in page
    assert "Tour 2030" in page
    assert taken.status_code == 422
    assert "Webinars" in organiser.get("/organise/series").text


def test_webinar_is_made_from_nothing_and_takes_registrations(
    organiser: FlaskClient, app: Flask
) -> None:
    address = "/organise/events/new"
    form = open_form(organiser, address)

    answer = send(
        organiser,
        address,
        form,
        name_en="Gene therapy",
        name_sv="Genterapi",
        wall_starts="2031-02-03T13:00",
        wall_ends="2031-02-03T14:00",
        zone="Tokyo",
        given_name="Ada",
    )

    made = event("gene-therapy-2031")
    (session,) = programme_of(made.id)
    assert answer.location == "/organise/events/gene-therapy-2031/programme"
    assert (made.state, made.zone, made.country_code) == ("published", "Asia/Tokyo", "JP")
    assert (session.starts_at, len(session.people)) == (
        datetime.fromisoformat("2031-02-03T04:00:00+00:00"),
        1,
    )
    register = organiser.get("/events/gene-therapy-2031/register").text
    assert 'name="given_name"' in register
    assert 'href="/events/gene-therapy-2031/register"' in organiser.get("/").text
    assert made.registration_closes_at is None


def test_twins_get_addresses_of_their_own(organiser: FlaskClient, app: Flask) -> None:
    form = open_form(organiser, "/organise/events/new")

    twins = [
        send(organiser, "/organise/events/new", form, name_en="Café", slug="") for _ in range(2)
    ]
    named = send(organiser, "/organise/events/new", form, name_en="研究", slug="kenkyu")
    refused = send(organiser, "/organise/events/new", form, name_en="Three", slug="kenkyu")
    nameless = send(organiser, "/organise/events/new", form)

    assert [answer.status_code for answer in (*twins, named)] == [303, 303, 303]
    assert len({answer.location for answer in twins}) == 2
    assert refused.status_code == nameless.status_code == 422


def test_new_events_belong_to_series_at_which_one_organises(
    client: FlaskClient, stop: Stop
) -> None:
    make_account(scope=Scope(event_id=stop.event_id))
    sign_in(client)

    page = client.get("/organise/events/new")

    assert page.status_code == 200
    assert "Your role holds at single events." in page.text
    assert client.post("/organise/events/new", data={"name_en": "Mine"}).status_code < 500


def test_plan_asks_the_database_as_often_for_many_sessions(
    organiser: FlaskClient, stop: Stop
) -> None:
    with statements() as few:
        organiser.get(f"{TOUR}/programme")
    for number in range(5):
        make_session(make_stop(stop.event, f"E{number}"), f"N{number}")

    with statements() as many:
        organiser.get(f"{TOUR}/programme")

    assert len(many) == len(few)
