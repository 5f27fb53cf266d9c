"""Forms on pages that are kept: each reader gets what is theirs, and no page that is stale."""

import re
from collections.abc import Hashable
from datetime import datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient

from eventapp.events.models import Event
from eventapp.foundation.clock import utc_now
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.web.kept import Store
from eventapp.web.shells import KEY_MARK, TOKEN_MARK, Shell
from tests.counting import statements
from tests.factories import make_event, make_registration

ADDRESS = "/events/tour/register"
AFTERWARDS = "/events/tour/registered"
DAY = timedelta(days=1)
HIDDEN = re.compile(r'name="(csrf_token|key)" type="hidden" value="([^"]+)"')


def hidden_of(client: FlaskClient, address: str = ADDRESS) -> dict[str, str]:
    text = client.get(address).text
    assert TOKEN_MARK not in text
    assert KEY_MARK not in text
    return dict(HIDDEN.findall(text))


def test_each_reader_of_a_kept_form_gets_a_token_and_a_key_of_their_own(
    app: Flask, client: FlaskClient
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    make_event("tour")

    one, other = hidden_of(client), hidden_of(app.test_client())

    assert set(one) == {"csrf_token", "key"}
    assert one["csrf_token"] != other["csrf_token"]
    assert one["key"] != other["key"]


def test_form_that_was_kept_can_be_sent_by_its_reader_alone(
    app: Flask, client: FlaskClient
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    make_event("tour")
    reader, thief = client, app.test_client()
    hidden_of(thief, AFTERWARDS)
    token = hidden_of(reader, AFTERWARDS)["csrf_token"]
    sent = {"csrf_token": token, "email": "mio@example.org"}

    assert reader.post(AFTERWARDS, data=sent).status_code == 303
    assert thief.post(AFTERWARDS, data=sent).status_code == 422


def test_kept_form_is_made_anew_when_the_event_or_its_places_change(client: FlaskClient) -> None:
    event = make_event("tour", capacity_online=30, name_en="Before")
    event_id = event.id
    assert "Before" in client.get(ADDRESS).text

    with transaction():
        changed = db.session.get_one(Event, event_id)
        changed.name_en, changed.version = "After", changed.version + 1
    assert "After" in client.get(ADDRESS).text

    with transaction():
        db.session.get_one(Event, event_id).taken_online = 30
    assert "All places are taken." in client.get(ADDRESS).text


class EarlyStore(Store[Shell]):
    """A store whose clock can be put forward."""

    ahead = timedelta(0)

    def get(self, key: Hashable, now: datetime) -> Shell | None:
        return super().get(key, now + self.ahead)


def test_kept_form_holds_until_registration_closes(app: Flask, client: FlaskClient) -> None:
    app.extensions["shells"] = store = EarlyStore()
    make_event("tour", registration_closes_at=utc_now() + 2 * DAY)
    client.get(ADDRESS)

    store.ahead = DAY
    with statements() as before:
        client.get(ADDRESS)
    store.ahead = 2 * DAY
    with statements() as afterwards:
        client.get(ADDRESS)

    assert before == []
    assert afterwards != []


def test_kept_form_takes_one_look_at_the_database(client: FlaskClient) -> None:
    event = make_event("tour")
    make_registration(event)
    client.get(ADDRESS)

    with statements() as made:
        client.get(ADDRESS)

    assert made == []


def test_answer_with_a_kept_form_says_what_every_private_page_says(
    app: Flask, client: FlaskClient
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    make_event("tour")

    first, second = client.get(ADDRESS), client.get(ADDRESS)

    nonce = re.search(r"nonce-([0-9a-f]+)", second.headers["Content-Security-Policy"])
    assert nonce is not None
    assert f'nonce="{nonce[1]}"' in second.text
    assert (second.headers["Cache-Control"], second.headers["Vary"]) == (
        "private, no-store",
        "Cookie",
    )
    assert second.headers["Referrer-Policy"] == "same-origin"
    assert int(second.headers["Content-Length"]) == len(second.data)
    assert "Set-Cookie" in first.headers
    assert "Set-Cookie" not in second.headers
