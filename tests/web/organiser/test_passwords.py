"""A new password by mail."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from eventapp.accounts.models import AccountLink
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.mail.models import OutboxMail
from eventapp.web.rate_limits import RESET_TO
from tests.web.organiser.mails import link_of_mail, mails
from tests.web.organiser.signing import EMAIL, make_account, sign_in

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NEW = "another long sentence"
CHOSEN = {"new_password": NEW, "again": NEW}


def ask(client: FlaskClient, email: str = EMAIL) -> str:
    client.post("/organise/new-password", data={"email": email})
    return link_of_mail()


def test_link_leads_to_a_new_password(app: Flask, client: FlaskClient) -> None:
    make_account()
    sign_in(client)
    stranger = app.test_client()

    link = ask(stranger, " OLGA@example.org")
    page = stranger.get(link)
    done = stranger.post(link, data=CHOSEN)

    assert (page.status_code, page.headers["Referrer-Policy"]) == (200, "strict-origin")
    assert (done.status_code, done.location) == (303, "/organise/sign-in")
    assert client.get("/organise/").status_code == 302
    assert sign_in(stranger).status_code == 422
    assert sign_in(stranger, password=NEW).status_code == 303
    assert stranger.post(link, data=CHOSEN).status_code == 410


@on_sqlite
def test_token_stands_nowhere_in_the_database(client: FlaskClient) -> None:
    make_account()

    token = ask(client).rpartition("/")[2]

    stored = [*db.session.execute(sa.text("SELECT * FROM account_link")).one()]
    stored += db.session.execute(sa.text("SELECT * FROM outbox")).one()
    assert len(token) >= 43
    assert not any(token in str(value) for value in stored)


@on_sqlite
def test_unknown_address_gets_the_same_answer_and_no_mail(client: FlaskClient) -> None:
    make_account()

    known = client.post("/organise/new-password", data={"email": EMAIL})
    pages = [client.get(known.location).text]
    unknown = client.post("/organise/new-password", data={"email": "nobody@example.org"})
    pages.append(client.get(unknown.location).text)

    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    without_tokens = {re.sub(r'(nonce|value)="[^"]+"', "", page) for page in pages}
    assert len(without_tokens) == 1
    assert [mail.recipient for mail in mails()] == [EMAIL]


@on_sqlite
def test_opening_the_link_changes_nothing(client: FlaskClient) -> None:
    make_account()
    link = ask(client)

    for _ in range(3):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200

    assert client.post(link, data=CHOSEN).status_code == 303


@on_sqlite
def test_older_links_and_old_links_are_good_no_longer(client: FlaskClient) -> None:
    make_account()
    first, second = ask(client), ask(client)
    with transaction():
        for link in db.session.scalars(sa.select(AccountLink)):
            link.expires_at -= timedelta(minutes=59)

    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200
    with transaction():
        for link in db.session.scalars(sa.select(AccountLink)):
            link.expires_at -= timedelta(minutes=1)
    assert client.get(second).status_code == 410
    assert client.post(second, data=CHOSEN).status_code == 410


@on_sqlite
def test_links_are_good_for_one_purpose(client: FlaskClient) -> None:
    make_account()
    token = ask(client).rpartition("/")[2]

    assert client.get(f"/organise/invitations/{token}").status_code == 410
    assert client.post(f"/organise/invitations/{token}", data=CHOSEN).status_code == 410
    assert client.get("/organise/new-password/x").status_code == 410


@on_sqlite
@pytest.mark.parametrize(
    ("new_password", "again", "words"),
    [
        ("short", "short", "Use at least 15 characters."),
        ("aaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaa", "This is easily guessed."),
        (NEW, NEW + "s", "The two passwords differ."),
        ("", "", "Choose a password."),
    ],
)
def test_passwords_that_are_no_good_are_refused_in_words(
    client: FlaskClient, new_password: str, again: str, words: str
) -> None:
    make_account()
    link = ask(client)

    answer = client.post(link, data={"new_password": new_password, "again": again})

    assert answer.status_code == 422
    assert words in answer.text
    assert client.get(link).status_code == 200


@on_sqlite
def test_mails_to_an_address_are_limited_without_a_word(app: Flask, client: FlaskClient) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], rate_limit=True)
    make_account()

    answers = [
        client.post("/organise/new-password", data={"email": EMAIL})
        for _ in range(RESET_TO.tries + 2)
    ]

    assert {answer.status_code for answer in answers} == {303}
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(OutboxMail)) == RESET_TO.tries


@on_sqlite
def test_host_of_the_request_is_in_no_link(client: FlaskClient) -> None:
    make_account()
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}

    client.post("/organise/new-password", data={"email": EMAIL}, headers=headers)

    assert "evil.example" not in str(mails()[0])
    assert link_of_mail().startswith("/organise/new-password/")


@on_sqlite
@pytest.mark.parametrize("email", ["", "nobody", "a@b\r\nBcc: x@example.org", "x" * 300])
def test_what_is_no_address_is_refused(client: FlaskClient, email: str) -> None:
    answer = client.post("/organise/new-password", data={"email": email})

    assert answer.status_code == 422
    assert mails() == []
