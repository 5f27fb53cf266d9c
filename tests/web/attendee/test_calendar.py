"""The registrant's calendar: a secret of its own, which ends at will."""

import re

from flask.testing import FlaskClient

from tests.factories import make_session
from tests.web.attendee.holding import PAGE, TICKET, make_holder

FEED = re.compile(r"http://localhost(/tickets/calendar/[\w-]+\.ics)")


def feed_address(client: FlaskClient) -> str:
    found = FEED.search(client.get(PAGE).text)
    return found[1] if found else ""


def renew(client: FlaskClient) -> str:
    answer = client.post(f"{PAGE}/calendar", data={"wish": "renew"})
    assert (answer.status_code, answer.location) == (303, f"{PAGE}?told=calendar#calendar")
    return feed_address(client)


def test_calendar_is_made_by_a_button(client: FlaskClient) -> None:
    holder = make_holder(language="sv")
    make_session(holder.stop, "S1", title_en="Vectors", title_sv="Vektorer")
    assert feed_address(client) == ""

    answer = client.get(renew(client))

    assert answer.mimetype == "text/calendar"
    assert "SUMMARY:Vektorer" in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_calendar_tells_neither_ticket_nor_person(client: FlaskClient) -> None:
    holder = make_holder(given_name="Mio")
    make_session(holder.stop, "S1")

    address = renew(client)
    text = client.get(address).text

    assert TICKET not in address
    for secret in (TICKET, "mio@example.org", "Mio"):
        assert secret not in text


def test_new_address_ends_the_old_one(client: FlaskClient) -> None:
    make_holder()
    old = renew(client)

    new = renew(client)

    assert old != new
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200


def test_calendar_ends(client: FlaskClient) -> None:
    make_holder()
    address = renew(client)

    client.post(f"{PAGE}/calendar", data={"wish": "end"})

    assert client.get(address).status_code == 404
    assert feed_address(client) == ""


def test_calendar_ends_with_the_registration(client: FlaskClient) -> None:
    make_holder()
    address = renew(client)

    client.post(f"{PAGE}/withdraw")

    assert client.get(address).status_code == 404


def test_secrets_open_nothing_else(client: FlaskClient) -> None:
    make_holder()
    token = renew(client).rpartition("/")[2].removesuffix(".ics")

    assert client.get(f"/tickets/{token}").status_code == 404
    assert client.get(f"/tickets/calendar/{TICKET}.ics").status_code == 404


def test_other_wishes_are_refused(client: FlaskClient) -> None:
    make_holder()

    assert client.post(f"{PAGE}/calendar").status_code == 400
    assert client.post(f"{PAGE}/calendar", data={"wish": "x"}).status_code == 400
