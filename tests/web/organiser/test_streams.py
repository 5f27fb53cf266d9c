"""Setting up streams and recordings."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from eventapp.accounts.rules import Scope
from eventapp.audit.models import AuditEntry
from eventapp.events.models import Event, Stop
from eventapp.foundation.database import db
from eventapp.streams.models import Recording, Stream
from tests.counting import statements
from tests.factories import make_event, make_recording, make_session, make_stop, make_stream
from tests.signing_in import signed_in
from tests.web.organiser.filling import filled, open_form, send
from tests.web.organiser.signing import EMAIL, make_account
from tests.web.public.test_figures import words_of

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LIST = "/organise/events/tour/streams"
STREAM = f"{LIST}/D1"
RECORDING = "/organise/events/tour/recordings/S1"
FORM = {
    "kind": "youtube",
    "address": "https://youtu.be/dQw4w9WgXcQ",
    "files_from": "",
    "opens_before_minutes": "20",
    "version": "0",
    "seen": "{}",
    "wish": "save",
}


@pytest.fixture
def event(app: Flask) -> Event:
    event = make_event("tour")
    make_session(make_stop(event, "D1"), "S1", title_en="A talk")
    return event


@pytest.fixture
def organiser(app: Flask, event: Event) -> FlaskClient:
    make_account("organiser", EMAIL, Scope(event_id=event.id))
    return signed_in(app, EMAIL)


def stream() -> Stream | None:
    db.session.rollback()
    return db.session.scalar(sa.select(Stream))


def noted() -> list[tuple[str, str]]:
    rows = db.session.execute(
        sa.select(AuditEntry.action, AuditEntry.subject).order_by(AuditEntry.id)
    )
    return [(row[0], row[1]) for row in rows]


def test_stream_is_stored_shown_and_noted(organiser: FlaskClient, event: Event) -> None:
    version = event.version
    before = words_of(organiser.get(LIST).text)

    answer = organiser.post(STREAM, data=FORM)
    again = organiser.post(STREAM, data=FORM | {"version": "1"})
    page = organiser.get(STREAM)
    after = words_of(organiser.get(LIST).text)

    stored = stream()
    assert stored is not None
    assert (stored.kind, stored.opens_before_minutes, stored.version) == ("youtube", 20, 1)
    assert (answer.status_code, again.status_code, answer.location) == (303, 303, STREAM)
    assert "youtube-nocookie.com/embed/dQw4w9WgXcQ" in page.text
    assert "frame-src https://www.youtube-nocookie.com" in page.headers["Content-Security-Policy"]
    assert "No stream" in before
    assert "opens 20 minutes before the start" in after
    assert noted() == [("save_stream", "D1")]
    assert event.version == version + 1


@on_sqlite
def test_trial_shows_the_player_and_stores_nothing(organiser: FlaskClient) -> None:
    tried = organiser.post(STREAM, data=FORM | {"wish": "check"})
    page = organiser.get(STREAM)

    assert tried.status_code == 200
    assert "This is a trial: nothing is stored yet." in tried.text
    assert "frame-src https://www.youtube-nocookie.com" in tried.headers["Content-Security-Policy"]
    assert "frame-src" not in page.headers["Content-Security-Policy"]
    assert stream() is None


@on_sqlite
@pytest.mark.parametrize("wish", ["save", "check"])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", ""),
        ("kind", "carrier pigeon"),
        ("address", ""),
        ("address", "javascript:alert(1)"),
        ("address", "https://example.org/watch"),
        ("address", "https://youtu.be/" + "x" * 5000),
        ("address", "https://youtu.be/\N{GRINNING FACE}"),
        ("opens_before_minutes", "-1"),
        ("opens_before_minutes", "soon"),
        ("opens_before_minutes", "1441"),
        ("opens_before_minutes", "٣"),
        ("opens_before_minutes", ""),
    ],
)
def test_what_cannot_be_shown_is_refused_beside_its_field(
    organiser: FlaskClient, field: str, value: str, wish: str
) -> None:
    answer = organiser.post(STREAM, data=FORM | {field: value, "wish": wish})

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text or f'href="#{field}"' in answer.text
    assert "<iframe" not in answer.text
    assert stream() is None


def test_stale_form_overwrites_nothing_and_tells_who_saved_what(
    app: Flask, organiser: FlaskClient, event: Event
) -> None:
    make_account("organiser", "ines@example.org", Scope(event_id=event.id))
    other = signed_in(app, "ines@example.org")
    mine, theirs = open_form(organiser, STREAM), open_form(other, STREAM)
    send(other, STREAM, theirs | {"kind": "vimeo", "address": "https://vimeo.com/76979871"})

    stale = send(organiser, STREAM, mine | {"kind": "youtube", "address": FORM["address"]})
    stored = stream()
    assert stored is not None
    kept = stored.address
    taken = {"take-address": "1", "take-kind": "1"}
    second = send(organiser, STREAM, filled(stale.text), **taken)

    words = words_of(stale.text)
    assert (stale.status_code, kept) == (409, "https://vimeo.com/76979871")
    assert "Saved by ines@example.org meanwhile" in words
    assert "https://vimeo.com/76979871" in words
    assert f'value="{FORM["address"]}"' in stale.text
    assert second.status_code == 303
    assert [row.kind for row in db.session.scalars(sa.select(Stream))] == ["vimeo"]


def test_what_two_changed_of_other_fields_is_merged(organiser: FlaskClient, event: Event) -> None:
    organiser.post(STREAM, data=FORM)
    mine, theirs = open_form(organiser, STREAM), open_form(organiser, STREAM)
    send(organiser, STREAM, theirs, opens_before_minutes="45")

    merged = send(organiser, STREAM, mine | {"address": "https://youtu.be/aaaaaaaaaaa"})
    told = words_of(organiser.get(STREAM).text)

    stored = stream()
    assert stored is not None
    assert merged.status_code == 303
    assert (stored.address[-11:], stored.opens_before_minutes) == ("aaaaaaaaaaa", 45)
    assert "What others changed meanwhile stays too" in told


def test_stream_is_removed_unless_it_changed_meanwhile(
    organiser: FlaskClient, event: Event
) -> None:
    make_stream(db.session.scalars(sa.select(Stop)).one())

    stale = organiser.post(f"{STREAM}/remove", data={"version": "7", "seen": "{}"})
    kept = stream() is not None
    told = organiser.get(STREAM).text
    organiser.post(f"{STREAM}/remove", data={"version": "1", "seen": "{}"})

    assert stale.status_code == 303
    assert "Somebody changed it meanwhile." in told
    assert (kept, stream()) == (True, None)
    assert noted() == [("remove_stream", "D1")]


def test_recording_is_stored_and_removed(organiser: FlaskClient, event: Event) -> None:
    form = {"kind": "file", "address": "/talk.webm", "seconds": "2700"}
    form |= {"version": "0", "seen": "{}"}

    stored = organiser.post(RECORDING, data=form)
    listed = words_of(organiser.get(LIST).text)
    page = organiser.get(RECORDING).text
    without_length = organiser.post(
        RECORDING, data=open_form(organiser, RECORDING) | {"seconds": ""}
    )
    wrong = organiser.post(RECORDING, data=form | {"seconds": "0"})
    organiser.post(f"{RECORDING}/remove", data={"version": "2", "seen": "{}"})

    assert (stored.status_code, without_length.status_code, wrong.status_code) == (303, 303, 422)
    assert 'src="/talk.webm"' in page
    assert "A talk" in listed
    assert "Recording is set up" in listed
    assert db.session.scalars(sa.select(Recording)).all() == []
    assert noted() == [
        ("save_recording", "S1"),
        ("save_recording", "S1"),
        ("remove_recording", "S1"),
    ]


@on_sqlite
def test_list_takes_the_same_statements_for_any_number(
    organiser: FlaskClient, event: Event
) -> None:
    taken = []
    for number in (1, 5):
        for _ in range(number):
            stop = make_stop(event)
            make_stream(stop)
            make_recording(make_session(stop))
        with statements() as seen:
            organiser.get(LIST)
        taken.append(len(seen))

    assert taken == [6, 6]


@on_sqlite
def test_stops_and_sessions_of_other_events_are_not_there(
    organiser: FlaskClient, event: Event
) -> None:
    make_session(make_stop(make_event("other"), "X1"), "X2")

    for address in (f"{LIST}/X1", "/organise/events/tour/recordings/X2"):
        assert organiser.get(address).status_code == 404
        assert organiser.post(address, data=FORM).status_code == 404
        assert organiser.post(f"{address}/remove", data=FORM).status_code == 404
