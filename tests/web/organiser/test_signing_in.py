"""Signing in, in one step or two, and out."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from eventapp.accounts.models import BrowserSession
from eventapp.accounts.one_time_codes import code_of, key_for, step_at
from eventapp.accounts.queries import account_by_id
from eventapp.accounts.rules import ROLES
from eventapp.accounts.second_factors import begin_codes, new_recovery_codes, prepare_codes
from eventapp.audit.models import AuditEntry
from eventapp.foundation.clock import utc_now
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.web.rate_limits import CODE, SIGN_IN, SIGN_IN_FROM
from tests.factories import make_event
from tests.web.organiser.signing import EMAIL, PASSWORD, make_account, sign_in

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WRONG = "not the right password"


def limited(app: Flask) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], rate_limit=True)


def browsers() -> list[BrowserSession]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(BrowserSession).order_by(BrowserSession.id)))


def with_codes(app: Flask, number: int) -> bytes:
    """Let an account have one-time codes, the present one used; give their key."""
    with transaction():
        account = account_by_id(number)
        assert account is not None
        prepare_codes(account)
        key = key_for(app.config["SECRET_KEY"], str(account.codes_seed))
        step = step_at(utc_now()) - 1
        begin_codes(account, code_of(key, step), secret=app.config["SECRET_KEY"], now=utc_now())
    return key


def test_right_password_leads_to_the_page_that_was_asked_for(client: FlaskClient) -> None:
    make_event("tour")
    make_account()
    asked = client.get("/organise/events/tour/report")

    answer = sign_in(client, email=" Olga@Example.org", next="/organise/events/tour/report")

    assert asked.location == "/organise/sign-in?next=/organise/events/tour/report"
    assert (answer.status_code, answer.location) == (303, "/organise/events/tour/report")
    assert client.get(answer.location).status_code == 200
    assert client.get("/organise/sign-in").location == "/organise/"


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/organise/",
        "/events/tour",
        "/organise\\x",
        "/organise/\\evil.example",
        "/organise/\t/evil.example",
        "http:/organise/",
        "javascript:alert(1)",
    ],
)
@on_sqlite
def test_signing_in_leads_nowhere_else(client: FlaskClient, wanted: str) -> None:
    make_account()

    assert sign_in(client, next=wanted).location == "/organise/"


@on_sqlite
@pytest.mark.parametrize(
    ("email", "password"), [(EMAIL, WRONG), ("nobody@example.org", PASSWORD), ("\x00", "x")]
)
def test_wrong_answers_get_the_same_words(client: FlaskClient, email: str, password: str) -> None:
    make_account()

    answer = sign_in(client, email=email, password=password)

    assert answer.status_code == 422
    assert "No account has this e-mail address and password." in answer.text
    assert client.get("/organise/").status_code == 302


@on_sqlite
def test_empty_form_says_what_is_missing(client: FlaskClient) -> None:
    answer = sign_in(client, email="", password="")

    assert answer.status_code == 422
    assert "Type your e-mail address." in answer.text
    assert "Type your password." in answer.text


@on_sqlite
def test_cookie_is_for_this_site_alone(app: Flask, client: FlaskClient) -> None:
    app.extensions["settings"] = replace(
        app.extensions["settings"], base_url="https://events.example.org"
    )
    make_account()

    set_cookies = sign_in(client).headers.getlist("Set-Cookie")

    cookie = next(one for one in set_cookies if one.startswith("__Host-organiser="))
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


@on_sqlite
def test_signing_in_gives_a_new_cookie_and_ends_the_old_one(client: FlaskClient) -> None:
    make_account()
    client.set_cookie("organiser", "chosen by somebody else")
    sign_in(client)
    first = client.get_cookie("organiser")
    sign_in(client)
    second = client.get_cookie("organiser")

    assert first is not None
    assert second is not None
    assert len({first.value, second.value, "chosen by somebody else"}) == 3
    assert [one.ended_at is None for one in browsers()] == [False, True]
    assert all(first.value != one.token_digest for one in browsers())


def test_guesses_at_an_account_are_limited_for_strangers_alone(
    app: Flask, client: FlaskClient
) -> None:
    limited(app)
    make_account()
    sign_in(client)
    client.post("/organise/sign-out")
    stranger = app.test_client()
    for number in range(SIGN_IN.tries):
        forged = {"X-Forwarded-For": f"192.0.2.{number}", "Forwarded": f"for=192.0.2.{number}"}
        stranger.post("/organise/sign-in", data={"email": EMAIL, "password": WRONG}, headers=forged)

    refused = stranger.post(
        "/organise/sign-in",
        data={"email": EMAIL.upper(), "password": PASSWORD},
        headers={"X-Forwarded-For": "192.0.2.200", "X-Real-IP": "192.0.2.200"},
        environ_base={"REMOTE_ADDR": "198.51.100.7"},
    )

    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 900
    assert stranger.get("/organise/").status_code == 302
    assert sign_in(client).status_code == 303


@on_sqlite
def test_guesses_from_an_address_are_limited(app: Flask) -> None:
    limited(app)
    here, network = {"REMOTE_ADDR": "2001:db8::1"}, {"REMOTE_ADDR": "2001:db8::ffff"}
    statuses = []
    for number in range(SIGN_IN_FROM.tries + 1):
        answer = app.test_client().post(
            "/organise/sign-in",
            data={"email": f"{number}@example.org", "password": ""},
            environ_base=here,
        )
        statuses.append(answer.status_code)

    assert set(statuses) == {422}

    answers = [
        app.test_client().post(
            "/organise/sign-in",
            data={"email": f"{number // 9}@example.org", "password": "x"},
            environ_base=here if number % 2 else network,
        )
        for number in range(SIGN_IN_FROM.tries + 1)
    ]

    assert [answer.status_code for answer in answers] == [422] * SIGN_IN_FROM.tries + [429]


@on_sqlite
def test_signing_out_takes_a_pressed_button(client: FlaskClient) -> None:
    make_account()
    sign_in(client)
    cookie = client.get_cookie("organiser")

    by_link = client.get("/organise/sign-out")
    still = client.get("/organise/").status_code
    by_button = client.post("/organise/sign-out")

    assert (by_link.status_code, still) == (405, 200)
    assert by_button.location == "/organise/sign-in"
    assert cookie is not None
    client.set_cookie("organiser", cookie.value)
    assert client.get("/organise/").status_code == 302


@on_sqlite
def test_forms_of_other_sites_are_refused(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    make_account()

    answer = sign_in(client)

    assert answer.status_code == 400
    assert client.get("/organise/").status_code == 302


def age(**moments: timedelta) -> None:
    """Let the browsers be older than they are."""
    with transaction():
        for one in db.session.scalars(sa.select(BrowserSession)):
            for name, by in moments.items():
                setattr(one, name, getattr(one, name) - by)


@pytest.mark.parametrize(
    ("moments", "status"),
    [
        ({"seen_at": timedelta(hours=2, minutes=59)}, 200),
        ({"seen_at": timedelta(hours=3)}, 302),
        ({"created_at": timedelta(hours=11, minutes=59)}, 200),
        ({"created_at": timedelta(hours=12)}, 302),
    ],
)
@on_sqlite
def test_nobody_stays_signed_in_for_ever(
    client: FlaskClient, moments: dict[str, timedelta], status: int
) -> None:
    make_account()
    sign_in(client)

    age(**moments)

    assert client.get("/organise/").status_code == status


@on_sqlite
def test_being_there_is_noted_now_and_then(client: FlaskClient) -> None:
    make_account()
    sign_in(client)
    age(seen_at=timedelta(minutes=4))
    before = browsers()[0].seen_at

    client.get("/organise/")
    soon = browsers()[0].seen_at
    age(seen_at=timedelta(minutes=2))
    client.get("/organise/")

    assert soon == before
    assert browsers()[0].seen_at > before


def test_second_factor_is_asked_for_before_anything_opens(app: Flask, client: FlaskClient) -> None:
    key = with_codes(app, make_account("owner"))
    answer = sign_in(client, next="/organise/people")
    half = client.get_cookie("organiser")

    closed = client.get("/organise/people")
    page = client.get(answer.location)
    code = code_of(key, step_at(utc_now()))
    done = client.post("/organise/second-step", data={"code": code, "next": "/organise/people"})

    assert answer.location == "/organise/second-step?next=/organise/people"
    assert closed.location == "/organise/second-step?next=/organise/people"
    assert "Six digits from the app" in page.text
    assert (done.status_code, done.location) == (303, "/organise/people")
    assert client.get("/organise/people").status_code == 200
    assert half is not None
    client.set_cookie("organiser", half.value)
    assert client.get("/organise/people").status_code == 302
    notes = db.session.scalars(sa.select(AuditEntry.action)).all()
    assert notes == ["signed in"]


def test_code_is_taken_once(app: Flask, client: FlaskClient) -> None:
    key = with_codes(app, make_account())
    code = code_of(key, step_at(utc_now()))
    sign_in(client)
    client.post("/organise/second-step", data={"code": code})

    sign_in(client)
    again = client.post("/organise/second-step", data={"code": code})

    assert again.status_code == 422
    assert "wrong or was used before" in again.text
    assert client.get("/organise/").status_code == 302


@on_sqlite
@pytest.mark.parametrize("code", ["", "000000", "12345", "abcdef", "١٢٣٤٥٦", "abcd-efgh-jkmn-pqrs"])
def test_wrong_codes_open_nothing(app: Flask, client: FlaskClient, code: str) -> None:
    with_codes(app, make_account())
    sign_in(client)

    answer = client.post("/organise/second-step", data={"code": code})

    assert answer.status_code == 422
    assert 'aria-describedby="code-hint code-error" aria-invalid="true"' in answer.text
    assert client.get("/organise/").status_code == 302


def test_recovery_code_is_taken_once(app: Flask, client: FlaskClient) -> None:
    number = make_account()
    with_codes(app, number)
    with transaction():
        account = account_by_id(number)
        assert account is not None
        code = new_recovery_codes(account)[0].upper().replace("-", " ")
    sign_in(client)

    first = client.post("/organise/second-step", data={"code": code})
    home = client.get("/organise/").text
    sign_in(client)
    second = client.post("/organise/second-step", data={"code": code})

    assert first.status_code == 303
    assert "9 are left" in home
    assert second.status_code == 422


@on_sqlite
def test_guesses_at_a_code_are_limited(app: Flask, client: FlaskClient) -> None:
    limited(app)
    key = with_codes(app, make_account())
    sign_in(client)
    for _ in range(CODE.tries):
        client.post("/organise/second-step", data={"code": "abcdef"})

    answer = client.post("/organise/second-step", data={"code": code_of(key, step_at(utc_now()))})

    assert answer.status_code == 429


@on_sqlite
def test_second_step_does_not_wait_for_ever(app: Flask, client: FlaskClient) -> None:
    with_codes(app, make_account())
    sign_in(client)

    age(created_at=timedelta(minutes=10))

    assert "sign-in" in client.get("/organise/second-step").location


@on_sqlite
@pytest.mark.parametrize(
    "answer", ["{", "[]", "{}", '{"id": "x"}', '"x"', "null", "[" * 19_000], ids=lambda one: one[:9]
)
def test_answers_that_are_no_passkeys_open_nothing(
    app: Flask, client: FlaskClient, answer: str
) -> None:
    with_codes(app, make_account())
    sign_in(client)

    refused = client.post("/organise/second-step", data={"answer": answer})

    assert refused.status_code == 422
    assert "The passkey was not accepted." in refused.text
    assert client.get("/organise/").status_code == 302


PAGES_OF = {
    "owner": "/organise/people",
    "organiser": "/organise/events/tour/registrations",
    "analyst": "/organise/events/tour/report",
    "door": "/door/events/tour",
    "reviewer": "/organise/events/tour/proposals",
}


@on_sqlite
@pytest.mark.parametrize("role", ROLES)
def test_site_may_ask_every_role_for_a_second_factor(
    app: Flask, client: FlaskClient, role: str
) -> None:
    make_event("tour")
    account = make_account(role)
    sign_in(client)
    assert client.get(PAGES_OF[role]).status_code == 200
    app.extensions["settings"] = replace(app.extensions["settings"], second_factor_required=True)

    sent = client.get(PAGES_OF[role])

    assert sent.location == "/organise/account/second-factor"
    assert "this site asks it of everybody with a role" in client.get(sent.location).text
    with_codes(app, account)
    assert client.get(PAGES_OF[role]).status_code == 200
