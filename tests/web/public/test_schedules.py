"""The programme in frab's exchange format, as it is fetched."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from eventapp.events.actions import touch_event
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.programme.models import Session
from tests.counting import statements
from tests.exchange.schedule_rules import checked_json, checked_xml, talks_of
from tests.factories import make_appearance, make_event, make_session, make_speaker, make_stop

ADDRESSES = ("/events/tour/schedule.json", "/events/tour/schedule.xml")


def test_programme_is_given_as_json_and_xml(client: FlaskClient) -> None:
    stop = make_stop(make_event("tour"))
    make_session(stop, "A", title_sv="Ett")
    make_session(stop, "B", state="draft", title_en="Secret")

    as_json = client.get("/events/tour/schedule.json?lang=sv")
    as_xml = client.get("/events/tour/schedule.xml")

    assert as_json.headers["Content-Type"] == "application/json; charset=utf-8"
    assert as_xml.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert [talk["title"] for talk in talks_of(checked_json(as_json.text))] == ["Ett"]
    assert checked_xml(as_xml.text).findtext("day/room/event/title") == "A"
    assert "Secret" not in as_json.text + as_xml.text
    assert "Set-Cookie" not in as_json.headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_unchanged_schedule_is_not_sent_again(client: FlaskClient, address: str) -> None:
    event = make_event("tour")
    make_session(make_stop(event), "A")
    first = client.get(address)
    known = {"If-None-Match": first.headers["ETag"]}

    same, head = client.get(address, headers=known), client.head(address)
    with transaction():
        db.session.execute(sa.update(Session).values(title_en="New"))
        touch_event(event.id)
    changed = client.get(address, headers=known)

    assert (same.status_code, same.data) == (304, b"")
    assert (head.status_code, head.data) == (200, b"")
    assert changed.status_code == 200
    assert "New" in changed.text


@pytest.mark.parametrize("address", ADDRESSES)
def test_event_without_days_has_no_schedule(client: FlaskClient, address: str) -> None:
    make_event("tour")

    assert client.get(address).status_code == 404
    assert client.get(address.replace("tour", "none")).status_code == 404
    assert client.get(address.replace("tour", "to%00ur")).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("sessions", [1, 3, 50])
def test_schedule_takes_as_many_statements_whatever_the_rows(
    client: FlaskClient, address: str, sessions: int
) -> None:
    event = make_event("tour")
    stop = make_stop(event)
    for number in range(sessions):
        make_appearance(make_session(stop), make_speaker(event, f"T{number}"))

    with statements() as cold:
        client.get(address)
    with statements() as warm:
        client.get(address)

    assert (len(cold), len(warm)) == (5, 0)
