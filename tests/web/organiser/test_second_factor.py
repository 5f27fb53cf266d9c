"""Setting up a second factor."""

import re

import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from eventapp.accounts.models import Account
from eventapp.accounts.one_time_codes import code_of, key_for, step_at
from eventapp.accounts.passkeys import NewPasskey
from eventapp.accounts.queries import account_by_email, recovery_codes_left
from eventapp.accounts.second_factors import add_passkey
from eventapp.foundation.clock import utc_now
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from tests.signing_in import signed_in
from tests.web.organiser.signing import EMAIL, sign_in

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGE = "/organise/account/second-factor"


def account() -> Account:
    db.session.rollback()
    found = account_by_email(EMAIL)
    assert found is not None
    return found


def code_of_now(app: Flask, steps: int = 0) -> str:
    key = key_for(app.config["SECRET_KEY"], str(account().codes_seed))
    return code_of(key, step_at(utc_now()) + steps)


def test_codes_are_set_up_by_the_first_right_one(app: Flask, organiser: FlaskClient) -> None:
    organiser.post("/organise/account/codes/start")
    page = organiser.get("/organise/account/codes")

    wrong = organiser.post("/organise/account/codes", data={"code": "000000"})
    unasked = account().codes_since_at
    right = organiser.post("/organise/account/codes", data={"code": code_of_now(app)})

    assert page.status_code == 200
    assert (wrong.status_code, unasked) == (422, None)
    assert (right.status_code, right.location) == (303, PAGE)
    assert account().codes_since_at is not None
    assert "Make recovery codes now" in organiser.get(PAGE).text
    assert sign_in(app.test_client()).location == "/organise/second-step"


@on_sqlite
def test_picture_holds_the_key(app: Flask, organiser: FlaskClient) -> None:
    organiser.post("/organise/account/codes/start")
    page = organiser.get("/organise/account/codes").text

    size = int(re.search(r'viewBox="0 0 (\d+) \1" role="img"', page)[1])  # type: ignore[index]
    picture = Image.new("L", (size, size), 255)
    for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", page):
        picture.putpixel((int(x), int(y)), 0)
    read = zxingcpp.read_barcodes(picture.resize((size * 4, size * 4)))[0].text
    typed = re.search(r'<code class="key">([A-Z2-7 ]+)</code>', page)

    assert typed is not None
    assert read == (
        f"otpauth://totp/eventapp:olga%40example.org?secret={typed[1].replace(' ', '')}"
        "&issuer=eventapp"
    )


@on_sqlite
def test_key_is_not_changed_nor_shown_while_codes_are_asked_for(
    app: Flask, organiser: FlaskClient
) -> None:
    organiser.post("/organise/account/codes/start")
    organiser.post("/organise/account/codes", data={"code": code_of_now(app)})
    seed = account().codes_seed

    organiser.post("/organise/account/codes/start")

    assert account().codes_seed == seed
    assert organiser.get("/organise/account/codes").location == PAGE


@on_sqlite
def test_codes_are_removed(app: Flask, organiser: FlaskClient) -> None:
    organiser.post("/organise/account/codes/start")
    organiser.post("/organise/account/codes", data={"code": code_of_now(app)})

    organiser.post("/organise/account/codes/stop")

    assert account().codes_seed is None
    assert sign_in(app.test_client()).location == "/organise/"


def test_other_browsers_are_signed_out_by_what_is_asked_for_anew(
    app: Flask, organiser: FlaskClient
) -> None:
    other = signed_in(app, EMAIL)
    organiser.post("/organise/account/codes/start")
    organiser.post("/organise/account/codes", data={"code": code_of_now(app)})
    begun = organiser.get(PAGE).text
    after_begin = other.get("/organise/").status_code

    other = signed_in(app, EMAIL)
    organiser.post("/organise/account/codes/stop")
    ended = organiser.get(PAGE)

    assert (after_begin, other.get("/organise/").status_code) == (302, 302)
    assert "All other browsers are signed out." in begun
    assert ended.status_code == 200
    assert "All other browsers are signed out." in ended.text


@on_sqlite
def test_nothing_is_told_of_other_browsers_where_there_is_none(
    app: Flask, organiser: FlaskClient
) -> None:
    organiser.post("/organise/account/codes/start")
    organiser.post("/organise/account/codes", data={"code": code_of_now(app)})

    assert "other browsers" not in organiser.get(PAGE).text


@on_sqlite
def test_passkey_taken_away_signs_other_browsers_out(app: Flask, organiser: FlaskClient) -> None:
    other = signed_in(app, EMAIL)
    with transaction():
        passkey = add_passkey(account(), NewPasskey("AAAA", "AAAA", 0), "Key", now=utc_now())
        number = passkey.id

    organiser.post(f"/organise/account/passkeys/{number}/remove")

    assert other.get("/organise/").status_code == 302
    assert organiser.get(PAGE).status_code == 200


@on_sqlite
def test_recovery_codes_are_shown_once(organiser: FlaskClient) -> None:
    shown = organiser.post("/organise/account/recovery-codes").text

    codes = re.findall(r'<code class="key">([a-z0-9-]{19})</code>', shown)
    assert len(set(codes)) == 10
    assert recovery_codes_left(account().id) == 10
    assert not any(code in organiser.get(PAGE).text for code in codes)


@on_sqlite
@pytest.mark.parametrize(
    "answer",
    ["", "{", "{}", '{"id": "x"}', "[]", "null", "1", "x" * 30_000, "[" * 19_000],
    ids=lambda answer: answer[:12],
)
def test_answers_that_are_no_passkeys_are_refused(organiser: FlaskClient, answer: str) -> None:
    refused = organiser.post("/organise/account/passkeys", data={"name": "Key", "answer": answer})

    assert refused.status_code == 422
    assert "The browser made no passkey." in refused.text


@on_sqlite
def test_site_without_a_name_offers_no_passkeys(app: Flask, organiser: FlaskClient) -> None:
    settings = app.extensions["settings"]
    object.__setattr__(settings, "base_url", "http://127.0.0.1:5000")

    page = organiser.get(PAGE).text

    assert "the address of this one is a number" in page
    assert "data-passkey" not in page
    assert organiser.post("/organise/account/passkeys", data={"name": "K"}).status_code == 404


@on_sqlite
def test_passkeys_of_others_are_not_removed(organiser: FlaskClient) -> None:
    assert organiser.post("/organise/account/passkeys/1/remove").status_code == 404
