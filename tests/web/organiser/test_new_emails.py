"""Another e-mail address for one's account."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from eventapp.accounts.models import AccountLink, BrowserSession
from eventapp.audit.models import AuditEntry
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.web.rate_limits import NEW_EMAIL_BY
from tests.page_rules import problems_of
from tests.signing_in import signed_in
from tests.web.organiser.mails import link_of_mail, mails
from tests.web.organiser.signing import EMAIL, PASSWORD, make_account, sign_in

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NEW = "olga.new@example.org"
FORM = "/organise/account/address"
CHOSEN = "another long sentence"


def noted() -> list[tuple[str, str]]:
    db.session.rollback()
    rows = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id))
    return [(row.action, row.detail) for row in rows if row.action != "signed in"]


def test_address_is_changed_by_a_link_and_the_old_one_is_told(app: Flask) -> None:
    make_account()
    reader, other = signed_in(app, EMAIL), signed_in(app, EMAIL)

    asked = reader.post(FORM, data={"email": " Olga.New@Example.org "})
    link = link_of_mail()
    page = app.test_client().get(link)
    before = sign_in(app.test_client()).status_code
    taken = reader.post(link)

    assert (asked.status_code, asked.location) == (303, "/organise/account")
    assert (page.status_code, page.headers["Referrer-Policy"]) == (200, "strict-origin")
    assert NEW in page.text
    assert problems_of(page.text) == problems_of(reader.get(FORM).text) == []
    assert before == 303
    assert (taken.status_code, taken.location) == (303, "/organise/account")
    assert NEW in reader.get("/organise/account").text
    assert other.get("/organise/account").status_code == 302
    assert sign_in(app.test_client()).status_code == 422
    assert sign_in(app.test_client(), NEW).status_code == 303
    assert [(mail.recipient, mail.subject) for mail in mails()] == [
        (EMAIL, "Your account has another e-mail address")
    ]
    assert noted() == [("new address asked for", ""), ("address changed", "")]
    assert reader.post(link).status_code == 410


@on_sqlite
def test_stranger_with_the_link_signs_in_afterwards(app: Flask) -> None:
    make_account()
    reader = signed_in(app, EMAIL)
    reader.post(FORM, data={"email": NEW})

    taken = app.test_client().post(link_of_mail())

    assert taken.location == "/organise/sign-in"
    assert reader.get("/organise/account").status_code == 302


@on_sqlite
def test_opening_the_link_changes_nothing(app: Flask) -> None:
    make_account()
    reader = signed_in(app, EMAIL)
    reader.post(FORM, data={"email": NEW})
    link = link_of_mail()

    for _ in range(3):
        assert reader.get(link).status_code == 200
        assert reader.head(link).status_code == 200

    assert sign_in(app.test_client()).status_code == 303


@on_sqlite
def test_address_that_is_taken_is_told_to_nobody(app: Flask) -> None:
    make_account()
    make_account(email="taken@example.org")
    reader = signed_in(app, EMAIL)

    answers = [reader.post(FORM, data={"email": email}) for email in (NEW, "taken@example.org")]

    assert {(one.status_code, one.location) for one in answers} == {(303, "/organise/account")}
    assert mails() == []  # The second try made the first link void, and its own mail is nobody's.


@on_sqlite
def test_address_taken_meanwhile_is_not_given_twice(app: Flask) -> None:
    make_account()
    reader = signed_in(app, EMAIL)
    reader.post(FORM, data={"email": NEW})
    link = link_of_mail()
    make_account(email=NEW)

    assert reader.post(link).status_code == 410
    assert sign_in(app.test_client()).status_code == 303


@on_sqlite
def test_old_links_and_links_of_other_purposes_are_worth_nothing(app: Flask) -> None:
    make_account()
    reader = signed_in(app, EMAIL)
    reader.post(FORM, data={"email": NEW})
    link = link_of_mail()
    token = link.rpartition("/")[2]

    assert reader.get(f"/organise/new-password/{token}").status_code == 410
    with transaction():
        for row in db.session.scalars(sa.select(AccountLink)):
            row.expires_at -= timedelta(hours=1)
    assert reader.get(link).status_code == 410
    assert reader.post(link).status_code == 410


def test_new_password_ends_what_was_asked_for_before(app: Flask) -> None:
    make_account()
    reader, thief = signed_in(app, EMAIL), signed_in(app, EMAIL)
    thief.post("/organise/new-password", data={"email": EMAIL})
    reset = link_of_mail()
    thief.post(FORM, data={"email": "thief@example.org"})
    link = link_of_mail()
    passwords = {"password": PASSWORD, "new_password": CHOSEN, "again": CHOSEN}

    changed = reader.post("/organise/account/password", data=passwords)

    assert changed.status_code == 303
    assert [thief.get(one).status_code for one in (link, reset)] == [410, 410]
    assert [thief.post(one).status_code for one in (link, reset)] == [410, 410]
    assert sign_in(app.test_client(), EMAIL, CHOSEN).status_code == 303


@on_sqlite
def test_password_is_asked_for_when_it_was_proven_long_ago(app: Flask) -> None:
    make_account()
    reader = signed_in(app, EMAIL)
    with transaction():
        for browser in db.session.scalars(sa.select(BrowserSession)):
            assert browser.proven_at is not None
            browser.proven_at -= timedelta(minutes=31)

    answer = reader.post(FORM, data={"email": NEW})

    assert answer.location == "/organise/account/confirm?next=/organise/account/address"
    assert mails() == []


@on_sqlite
def test_letters_to_new_addresses_are_limited(app: Flask) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], rate_limit=True)
    make_account()
    reader = signed_in(app, EMAIL)

    answers = [
        reader.post(FORM, data={"email": f"olga{number}@example.org"}).status_code
        for number in range(NEW_EMAIL_BY.tries + 1)
    ]

    assert answers == [303] * NEW_EMAIL_BY.tries + [429]


@on_sqlite
@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("", "Type your e-mail address."),
        ("olga", "This is no e-mail address."),
        ("OLGA@example.org ", "This is your address already."),
    ],
)
def test_what_is_no_new_address_is_refused(app: Flask, email: str, words: str) -> None:
    make_account()

    answer = signed_in(app, EMAIL).post(FORM, data={"email": email})

    assert answer.status_code == 422
    assert words in answer.text


@on_sqlite
def test_pages_are_in_swedish_too(app: Flask) -> None:
    make_account()
    reader: FlaskClient = signed_in(app, EMAIL)
    reader.set_cookie("lang", "sv")

    assert "Byt e-postadress" in reader.get(FORM).text
