"""One's own account."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from eventapp.accounts.models import BrowserSession
from eventapp.audit.models import AuditEntry
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from tests.signing_in import signed_in
from tests.web.organiser.signing import EMAIL, PASSWORD, make_account, sign_in
from tests.web.public.test_figures import words_of

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NEW = "another long sentence"


def test_password_is_changed_and_others_are_signed_out(app: Flask, client: FlaskClient) -> None:
    make_account()
    sign_in(client)
    other = signed_in(app, EMAIL)

    answer = client.post(
        "/organise/account/password",
        data={"password": PASSWORD, "new_password": NEW, "again": NEW},
    )

    assert (answer.status_code, answer.location) == (303, "/organise/account")
    assert client.get("/organise/account").status_code == 200
    assert other.get("/organise/account").status_code == 302
    assert sign_in(app.test_client()).status_code == 422
    assert sign_in(app.test_client(), password=NEW).status_code == 303


@on_sqlite
def test_password_is_not_changed_without_the_present_one(app: Flask, client: FlaskClient) -> None:
    make_account()
    sign_in(client)

    answer = client.post(
        "/organise/account/password", data={"password": "wrong", "new_password": NEW, "again": NEW}
    )

    assert answer.status_code == 422
    assert "This is not your password." in answer.text
    assert sign_in(app.test_client()).status_code == 303


@on_sqlite
def test_letters_of_a_password_may_be_typed_otherwise(app: Flask, client: FlaskClient) -> None:
    make_account()
    sign_in(client)
    composed, apart = "ett långt lösenord", "ett la\u030angt lo\u0308senord"
    client.post(
        "/organise/account/password",
        data={"password": PASSWORD, "new_password": composed, "again": composed},
    )

    assert sign_in(app.test_client(), password=apart).status_code == 303


def test_browsers_are_listed_and_signed_out(app: Flask, client: FlaskClient) -> None:
    make_account()
    client.post(
        "/organise/sign-in",
        data={"email": EMAIL, "password": PASSWORD},
        headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"},
    )
    other = signed_in(app, EMAIL)
    number = max(db.session.scalars(sa.select(BrowserSession.id)))

    page = client.get("/organise/account").text
    answer = client.post(f"/organise/account/browsers/{number}/end")

    assert "Firefox, Windows" in page
    assert "Firefox, Linux" in page
    assert answer.status_code == 303
    assert other.get("/organise/").status_code == 302
    assert client.get("/organise/").status_code == 200
    assert client.post(f"/organise/account/browsers/{number}/end").status_code == 404


@on_sqlite
def test_browsers_of_others_are_not_signed_out(app: Flask) -> None:
    make_account()
    make_account("owner", "other@example.org")
    theirs, mine = signed_in(app, EMAIL), signed_in(app, "other@example.org")
    number = min(db.session.scalars(sa.select(BrowserSession.id)))

    assert mine.post(f"/organise/account/browsers/{number}/end").status_code == 404
    assert mine.post("/organise/account/browsers/end-others").status_code == 303
    assert theirs.get("/organise/").status_code == 200


@on_sqlite
def test_all_other_browsers_are_signed_out(app: Flask, client: FlaskClient) -> None:
    make_account()
    others = [signed_in(app, EMAIL) for _ in range(2)]
    sign_in(client)

    client.post("/organise/account/browsers/end-others")

    assert [one.get("/organise/").status_code for one in others] == [302, 302]
    assert client.get("/organise/").status_code == 200
    actions = db.session.scalars(sa.select(AuditEntry.action)).all()
    assert actions == ["signed in", "other browsers signed out"]


@on_sqlite
def test_changing_how_one_signs_in_asks_for_the_password_again(
    app: Flask, client: FlaskClient
) -> None:
    make_account()
    sign_in(client)
    fresh = client.get("/organise/account/second-factor").status_code
    with transaction():
        for one in db.session.scalars(sa.select(BrowserSession)):
            assert one.proven_at is not None
            one.proven_at -= timedelta(minutes=30)

    sent = client.get("/organise/account/second-factor")
    refused = client.post("/organise/account/codes/start")
    wrong = client.post(sent.location, data={"password": "wrong"})
    right = client.post(sent.location, data={"password": PASSWORD})

    assert fresh == 200
    assert sent.location == "/organise/account/confirm?next=/organise/account/second-factor"
    assert refused.location == "/organise/account/confirm"
    assert wrong.status_code == 422
    assert (right.status_code, right.location) == (303, "/organise/account/second-factor")
    assert client.get("/organise/account/second-factor").status_code == 200


@on_sqlite
@pytest.mark.parametrize(
    ("zone", "place"), [("", "UTC"), ("America/Lima", "Lima · UTC−5")], ids=["unknown", "Lima"]
)
def test_moments_of_browsers_name_their_place_once(
    client: FlaskClient, zone: str, place: str
) -> None:
    make_account()
    sign_in(client)
    client.set_cookie("zone", zone)

    page = words_of(client.get("/organise/account").text)

    moment = rf"\w+ \d+ \w+ \d+, \d\d:\d\d {place}"
    assert re.search(f"Since {moment} Last seen {moment} ", page)


@on_sqlite
def test_wrong_passwords_are_told_in_the_order_of_the_page(client: FlaskClient) -> None:
    make_account()
    sign_in(client)

    page = client.post("/organise/account/password", data={}).text

    assert re.findall(r'<a href="#(\w+)">', page) == ["password", "new_password", "again"]
