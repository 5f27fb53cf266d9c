"""Calendar files as they are fetched."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from eventapp.events.actions import touch_event
from eventapp.events.models import Event
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.programme.models import Session
from tests.calendars.reading import instants_of, strictly
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


def events_in(text: str) -> list[Any]:
    """Give the entries of a calendar file that holds to the standard."""
    return list(strictly(text).walk("VEVENT"))


def test_event_calendar_has_all_sessions_but_breaks_and_drafts(client: FlaskClient) -> None:
    event = make_event("tour", name_en="Tour")
    first, second = make_stop(event, "D1"), make_stop(event, "D2")
    make_session(second, "B", starts_at=NOON + timedelta(hours=1))
    make_session(first, "A")
    make_session(first, "P", kind="break")
    make_session(first, "X", state="draft", title_en="Secret")
    make_session(make_stop(make_event("other")), "O")

    answer = client.get("/events/tour/calendar.ics")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tour.ics"'
    assert [event["SUMMARY"] for event in events_in(answer.text)] == ["A", "B"]
    assert "Secret" not in answer.text


def test_entry_says_who_what_where(client: FlaskClient) -> None:
    event = make_event("tour", format="hybrid")
    stop = make_stop(event, "D1", title_en="Nordic neighbours")
    track = make_track(stop, "Aula")
    session = make_session(
        stop,
        "D1-1",
        title_en="Paying; fairly, now",
        abstract_en="On models.",
        theme="payment",
        track_id=track.id,
        sequence=4,
        changed_at=NOON - timedelta(days=3),
    )
    ada = make_speaker(event, given_name="Ada", family_name="Ek", organisation="KI")
    eva = make_speaker(event, given_name="Eva", family_name="", country_code="NO")
    make_appearance(session, ada)
    make_appearance(session, eva, "moderator")

    text = client.get("/events/tour/calendar.ics").text
    (entry,) = events_in(text)

    assert entry["SUMMARY"] == "Paying; fairly, now"
    assert entry["DESCRIPTION"] == (
        "Ada Ek, KI, Sweden (presenter)\nEva, Norway (moderator)\n\nOn models.\n\n"
        "http://localhost/events/tour/sessions/D1-1"
    )
    assert entry["LOCATION"] == "Aula · Nordic neighbours · Online"
    assert entry["URL"] == "http://localhost/events/tour/sessions/D1-1"
    assert entry["CATEGORIES"].cats == ["Payment models"]
    assert entry["SEQUENCE"] == 4
    assert entry["STATUS"] == "CONFIRMED"
    assert entry["LAST-MODIFIED"].dt == NOON - timedelta(days=3)
    assert instants_of(entry, strictly(text)) == (NOON, NOON + timedelta(minutes=45))


def test_cancelled_session_stays_and_says_so(client: FlaskClient) -> None:
    make_session(make_stop(make_event("tour")), "A", state="cancelled")

    (entry,) = events_in(client.get("/events/tour/calendar.ics?lang=sv").text)

    assert entry["STATUS"] == "CANCELLED"
    assert entry["SUMMARY"] == "Inställd: A"


def test_language_is_asked_for_or_the_events_own(client: FlaskClient) -> None:
    stop = make_stop(make_event("tour", languages="sv en"))
    make_session(stop, "A", title_en="Hello", title_sv="Hej")

    address = "/events/tour/calendar.ics"
    own = client.get(address, headers={"Accept-Language": "en"})
    english = client.get(f"{address}?lang=en")
    again = client.get(address)

    assert [entry["SUMMARY"] for entry in events_in(own.text)] == ["Hej"]
    assert [entry["SUMMARY"] for entry in events_in(english.text)] == ["Hello"]
    assert again.text == own.text
    assert "Set-Cookie" not in english.headers
    assert own.headers["Vary"] == "Accept-Encoding"
    assert own.headers["Cache-Control"] == "public, no-cache"


def test_language_that_is_not_spoken_is_refused(client: FlaskClient) -> None:
    make_event("tour")

    assert client.get("/events/tour/calendar.ics?lang=tlh").status_code == 400


def test_stop_calendar_has_its_sessions(client: FlaskClient) -> None:
    event = make_event("tour")
    make_session(make_stop(event, "D1"), "A")
    make_session(make_stop(event, "D2"), "B")

    answer = client.get("/events/tour/stops/D2.ics")

    assert [entry["SUMMARY"] for entry in events_in(answer.text)] == ["B"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tour-D2.ics"'


def test_session_calendar_is_the_entry_of_the_event_calendar(client: FlaskClient) -> None:
    stop = make_stop(make_event("tour"))
    make_session(stop, "A.1")
    make_session(stop, "B")

    (alone,) = events_in(client.get("/events/tour/sessions/A.1.ics").text)
    whole = events_in(client.get("/events/tour/calendar.ics").text)

    assert alone.to_ical() == whole[0].to_ical()


def test_break_has_a_calendar_of_its_own_for_who_asks(client: FlaskClient) -> None:
    make_session(make_stop(make_event("tour")), "P", kind="break")

    assert len(events_in(client.get("/events/tour/sessions/P.ics").text)) == 1


def test_event_without_sessions_gives_its_stops(client: FlaskClient) -> None:
    event = make_event("tour", name_en="Tour")
    make_stop(event, "D1", title_en="Asia")
    make_stop(event, "D2", title_en="Nordics", starts_at=NOON + timedelta(days=1))

    text = client.get("/events/tour/calendar.ics").text

    entries = events_in(text)
    assert [entry["SUMMARY"] for entry in entries] == ["Tour: Asia", "Tour: Nordics"]
    assert instants_of(entries[0], strictly(text)) == (NOON, NOON + timedelta(hours=4))
    assert len(events_in(client.get("/events/tour/stops/D2.ics").text)) == 1


def test_event_without_stops_gives_a_calendar_without_entries(client: FlaskClient) -> None:
    make_event("tour")

    assert events_in(client.get("/events/tour/calendar.ics").text) == []


def test_uid_outlives_every_edit(client: FlaskClient) -> None:
    event = make_event("tour")
    session = make_session(make_stop(event), "A")
    (before,) = events_in(client.get("/events/tour/calendar.ics").text)

    with transaction():
        db.session.execute(sa.update(Event).values(slug="journey", name_en="Journey"))
        db.session.execute(
            sa.update(Session)
            .where(Session.id == session.id)
            .values(title_en="New", starts_at=NOON + timedelta(minutes=5), sequence=1)
        )
        touch_event(event.id)
    (after,) = events_in(client.get("/events/journey/calendar.ics").text)

    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["SUMMARY"] == "New"


@pytest.mark.parametrize(
    "address",
    [
        "/events/none/calendar.ics",
        "/events/tour/stops/none.ics",
        "/events/tour/stops/.ics",
        "/events/tour/sessions/none.ics",
        "/events/tour/sessions/X.ics",
        "/events/tour/sessions/O.ics",
        "/events/to%00ur/calendar.ics",
        "/events/tour/stops/%00.ics",
        "/events/tour/sessions/%00.ics",
        "/events/..%2Ftour/calendar.ics",
        "/events/tour'--/calendar.ics",
        "/events/%F0%9F%A7%AC/calendar.ics",
        "/events/%FF/calendar.ics",
        f"/events/tour/sessions/{'x' * 5000}.ics",
    ],
)
def test_what_is_not_there_is_not_found(client: FlaskClient, address: str) -> None:
    stop = make_stop(make_event("tour"))
    make_session(stop, "X", state="draft")
    make_session(make_stop(make_event("other")), "O")

    assert client.get(address).status_code == 404


def test_head_and_unchanged_answers_have_no_body(client: FlaskClient) -> None:
    make_session(make_stop(make_event("tour")), "A")
    whole = client.get("/events/tour/calendar.ics")

    head = client.head("/events/tour/calendar.ics")
    same = client.get("/events/tour/calendar.ics", headers={"If-None-Match": whole.headers["ETag"]})

    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]
    assert (same.status_code, same.data) == (304, b"")
    assert client.post("/events/tour/calendar.ics").status_code == 405


def test_change_gives_new_bytes(client: FlaskClient) -> None:
    event = make_event("tour")
    make_session(make_stop(event), "A")
    before = client.get("/events/tour/calendar.ics")

    with transaction():
        db.session.execute(sa.update(Session).values(title_en="New", sequence=1))
        touch_event(event.id)
    after = client.get(
        "/events/tour/calendar.ics", headers={"If-None-Match": before.headers["ETag"]}
    )

    assert after.status_code == 200
    assert [entry["SUMMARY"] for entry in events_in(after.text)] == ["New"]


@pytest.mark.parametrize("sessions", [1, 3, 50])
def test_calendar_takes_one_statement_whatever_the_rows(client: FlaskClient, sessions: int) -> None:
    event = make_event("tour")
    stop = make_stop(event)
    speaker = make_speaker(event)
    for _ in range(sessions):
        make_appearance(make_session(stop), speaker)
    client.get("/events/none/calendar.ics")

    with statements() as cold:
        answer = client.get("/events/tour/calendar.ics")
    with statements() as warm:
        client.get("/events/tour/calendar.ics")

    assert len(events_in(answer.text)) == sessions
    assert (len(cold), len(warm)) == (1, 0)
