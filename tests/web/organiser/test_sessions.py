"""Editing a session on its page."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from eventapp.foundation.database import db
from eventapp.programme.models import Session
from eventapp.programme.queries import programme_of
from tests.factories import NOON, make_event, make_session, make_speaker, make_stop, make_track
from tests.web.organiser.filling import filled, open_form, send
from tests.web.organiser.signing import EMAIL

EDIT = "/organise/events/tour/sessions/S1/edit"
NIGHT = datetime(2030, 3, 30, 22, 30)


@pytest.fixture
def session(app: Flask) -> Session:
    stop = make_stop(make_event("tour"), "D1", title_en="East")
    make_track(stop, "Hall")
    return make_session(stop, "S1", title_en="Old", title_sv="Gammal")


def stored(code: str = "S1") -> Session:
    db.session.rollback()
    return db.session.scalars(sa.select(Session).where(Session.code == code)).one()


def line_up(session: Session) -> list[str]:
    db.session.rollback()
    return [one.code for one in programme_of(session.event_id)[0].people]


def test_form_sent_as_it_is_changes_nothing(organiser: FlaskClient, session: Session) -> None:
    answer = send(organiser, EDIT, open_form(organiser, EDIT))

    assert answer.status_code == 303
    assert stored().version == 1


def test_fields_are_stored(organiser: FlaskClient, session: Session) -> None:
    form = open_form(organiser, EDIT)

    answer = send(
        organiser,
        EDIT,
        form,
        title_en="New <b>",
        track="Hall",
        wall_starts="2030-05-15T14:30",
        wall_ends="2030-05-15T15:30",
        capacity="25",
        guest_zone="Tokyo",
        abstract_sv="Ett\r\ntvå",
    )

    one = stored()
    assert answer.status_code == 303
    assert (one.title_en, one.capacity, one.guest_zone) == ("New <b>", 25, "Asia/Tokyo")
    assert (one.starts_at, one.abstract_sv) == (NOON + timedelta(minutes=30), "Ett\ntvå")
    assert one.track is not None
    assert "New &lt;b&gt;" in organiser.get(EDIT).text


def test_city_decides_which_clock_counts(organiser: FlaskClient, session: Session) -> None:
    form = open_form(organiser, EDIT)

    send(
        organiser,
        EDIT,
        form,
        zone="Tokyo",
        wall_starts="2030-05-15T21:15",
        wall_ends="2030-05-15T22:00",
    )

    assert (stored().zone, stored().starts_at) == ("Asia/Tokyo", NOON + timedelta(minutes=15))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("zone", "Nowhere-at-all", "No city of that name is known."),
        ("zone", "", "Type a city."),
        ("wall_starts", "tomorrow", "Write day and time like"),
        ("wall_starts", "", "Type day and time."),
        ("wall_ends", "2030-05-15T14:00", "This is not after the start."),
        ("wall_ends", "2030-05-15T20:00", "A session lies within its stop"),
        ("capacity", "many", "Write a whole number"),
        ("capacity", "99999999", "This is too large."),
        ("kind", "song", "Not a valid choice"),
        ("title_en", "x" * 301, "This is too long."),
        ("title_en", "a\0b", "This holds a sign that no text has."),
        ("track", "Elsewhere", "Not a valid choice"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    organiser: FlaskClient, session: Session, field: str, value: str, words: str
) -> None:
    form = open_form(organiser, EDIT)

    answer = send(organiser, EDIT, form, **{field: value})

    assert answer.status_code == 422
    assert words in answer.text
    assert stored().version == 1


def test_session_without_any_title_is_refused(organiser: FlaskClient, session: Session) -> None:
    form = open_form(organiser, EDIT)

    answer = send(organiser, EDIT, form, title_en=" ", title_sv="")

    assert answer.status_code == 422
    assert "Type a title in one language at least." in answer.text


def test_time_that_the_clocks_skip_is_refused_with_a_proposal(
    organiser: FlaskClient, app: Flask
) -> None:
    stop = make_stop(make_event("tour"), "D1", starts_at=datetime.fromisoformat(f"{NIGHT}+00:00"))
    make_session(stop, "S1", starts_at=stop.starts_at)
    form = open_form(organiser, EDIT)

    answer = send(
        organiser, EDIT, form, wall_starts="2030-03-31T02:15", wall_ends="2030-03-31T03:15"
    )

    assert answer.status_code == 422
    assert "03:15 is as much later as they skip" in answer.text


def test_time_that_happens_twice_is_asked_about(organiser: FlaskClient, app: Flask) -> None:
    starts_at = datetime.fromisoformat("2030-10-26T23:00:00+00:00")
    stop = make_stop(make_event("tour"), "D1", starts_at=starts_at)
    make_session(stop, "S1", starts_at=starts_at)
    times = {"wall_starts": "2030-10-27T02:30", "wall_ends": "2030-10-27T03:30"}
    form = open_form(organiser, EDIT)

    asked = send(organiser, EDIT, form, **times)
    answer = send(organiser, EDIT, filled(asked.text), wall_starts_fold="1")

    assert asked.status_code == 422
    assert "the second time: 02:30 UTC+1" in asked.text
    assert answer.status_code == 303
    assert stored().starts_at == datetime.fromisoformat("2030-10-27T01:30:00+00:00")
    again = open_form(organiser, EDIT)
    assert again["wall_starts_fold"] == "1"
    assert send(organiser, EDIT, again).status_code == 303
    assert stored().version == 2


def test_stale_save_merges_what_does_not_collide(organiser: FlaskClient, session: Session) -> None:
    mine, theirs = open_form(organiser, EDIT), open_form(organiser, EDIT)
    send(organiser, EDIT, theirs, title_sv="Deras", capacity="8")

    answer = send(organiser, EDIT, mine, title_en="Mine")

    one = stored()
    assert answer.status_code == 303
    assert (one.title_en, one.title_sv, one.capacity) == ("Mine", "Deras", 8)
    told = organiser.get(EDIT).text
    assert "What others changed meanwhile stays too: Title in Swedish, Places." in told


def test_colliding_fields_are_shown_side_by_side(organiser: FlaskClient, session: Session) -> None:
    mine, theirs = open_form(organiser, EDIT), open_form(organiser, EDIT)
    send(organiser, EDIT, theirs, title_en="Theirs", title_sv="Deras")

    asked = send(organiser, EDIT, mine, title_en="Mine", capacity="9")
    form = filled(asked.text)
    answer = send(organiser, EDIT, form)

    assert asked.status_code == 409
    assert f"Saved by {EMAIL} meanwhile" in asked.text
    assert "Theirs</p>" in asked.text
    assert (form["title_en"], form["title_sv"], form["capacity"]) == ("Mine", "Deras", "9")
    assert answer.status_code == 303
    one = stored()
    assert (one.title_en, one.title_sv, one.capacity) == ("Mine", "Deras", 9)


def test_what_somebody_else_saved_can_be_kept(organiser: FlaskClient, session: Session) -> None:
    mine, theirs = open_form(organiser, EDIT), open_form(organiser, EDIT)
    send(organiser, EDIT, theirs, title_en="Theirs")
    asked = send(organiser, EDIT, mine, title_en="Mine", title_sv="Min")

    send(organiser, EDIT, filled(asked.text), **{"take-title_en": "1"})

    assert (stored().title_en, stored().title_sv) == ("Theirs", "Min")


@pytest.mark.parametrize("seen", ["", "no json", "[]", '{"title_en": 1}', "{}"])
def test_form_that_lost_what_it_saw_overwrites_nothing(
    organiser: FlaskClient, session: Session, seen: str
) -> None:
    form = open_form(organiser, EDIT)

    answer = send(organiser, EDIT, form, title_en="Mine", seen=seen, version="x")

    assert answer.status_code == 409
    assert stored().title_en == "Old"


def test_new_session_is_made_in_the_stop_that_is_asked_for(
    organiser: FlaskClient, session: Session
) -> None:
    address = "/organise/events/tour/sessions/new"
    form = open_form(organiser, f"{address}?stop=D1")

    answer = send(organiser, address, form, title_en="Added", state="published")
    taken = send(organiser, address, form, title_en="Twin", code="S1")

    assert answer.status_code == 303
    assert answer.location == "/organise/events/tour/sessions/S2/edit"
    assert (stored("S2").state, stored("S2").starts_at) == ("published", NOON)
    assert taken.status_code == 422
    assert "S1 is taken already." in taken.text


def test_new_session_needs_a_stop(organiser: FlaskClient, app: Flask) -> None:
    make_event("tour")

    answer = organiser.get("/organise/events/tour/sessions/new")

    assert answer.location == "/organise/events/tour/stops/new"


def test_session_is_cancelled_and_restored(organiser: FlaskClient, session: Session) -> None:
    address = "/organise/events/tour/sessions/S1/state"

    organiser.post(address, data={"do": "cancel"})
    cancelled = (stored().state, stored().sequence)
    told = organiser.get(EDIT).text
    organiser.post(address, data={"do": "restore"})

    assert cancelled == ("cancelled", 1)
    assert "Programme and calendars say so." in told
    assert (stored().state, stored().sequence) == ("published", 2)
    assert organiser.post(address, data={"do": "sing"}).status_code == 400


def test_draft_is_published_or_deleted(organiser: FlaskClient, session: Session) -> None:
    make_session(session.stop, "S2", state="draft")
    make_session(session.stop, "S3", state="draft")

    for code, name in (("S2", "publish"), ("S3", "delete"), ("S1", "delete")):
        organiser.post(f"/organise/events/tour/sessions/{code}/state", data={"do": name})

    db.session.rollback()
    codes = {one.code: one.state for one in programme_of(session.event_id)}
    assert codes == {"S1": "published", "S2": "published"}


def test_line_up_is_changed_on_the_page(organiser: FlaskClient, session: Session) -> None:
    address = "/organise/events/tour/sessions/S1/line-up"
    for code in ("ada", "bo"):
        make_speaker(session.stop.event, code)
        organiser.post(address, data={"do": "add", "speaker": code, "role": "panellist"})

    organiser.post(address, data={"do": "up", "speaker": "bo", "role": "panellist"})
    first = line_up(session)
    organiser.post(address, data={"do": "remove", "speaker": "bo", "role": "panellist"})
    organiser.post(address, data={"do": "add", "speaker": "nobody", "role": "panellist"})
    organiser.post(address, data={"do": "add", "speaker": "bo", "role": "singer"})

    assert first == ["bo", "ada"]
    assert line_up(session) == ["ada"]
    assert organiser.post(address, data={"speaker": "ada"}).status_code == 400


def test_sessions_of_other_events_are_not_found(organiser: FlaskClient, session: Session) -> None:
    make_event("other")

    assert organiser.get("/organise/events/other/sessions/S1/edit").status_code == 404
    assert organiser.get("/organise/events/tour/sessions/S9/edit").status_code == 404


def test_heading_says_which_language_it_is_in(organiser: FlaskClient, session: Session) -> None:
    send(organiser, EDIT, open_form(organiser, EDIT), title_en="")

    pages = [organiser.get(address).text for address in (EDIT, "/organise/events/tour/board/S1")]

    assert all('<h1 class="page-title" lang="sv" dir="auto">Gammal</h1>' in page for page in pages)
