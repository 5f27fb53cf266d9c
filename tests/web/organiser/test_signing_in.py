"""Signing in and out, and who is let in."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.web.organiser.attempts import MOST_FAILURES
from tests.factories import make_event
from tests.web.organiser.signing import EMAIL, PASSWORD, make_account, sign_in

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def organisers_addresses(app: Flask) -> list[tuple[str, str]]:
    """Give every organisers' address with the methods it takes, but for the sign-in page."""
    return [
        (method, rule.rule.replace("<slug>", "tour"))
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("organiser.") and rule.endpoint != "organiser.sign_in"
        for method in sorted((rule.methods or set()) - {"OPTIONS"})
    ]


def test_every_organisers_page_refuses_strangers(app: Flask, client: FlaskClient) -> None:
    make_event("tour")
    addresses = organisers_addresses(app)

    answers = {
        (method, address): client.open(address, method=method).headers.get("Location", "")
        for method, address in addresses
    }

    assert len(addresses) >= 6
    assert {
        place: where for place, where in answers.items() if "/organise/sign-in" not in where
    } == {}


def test_every_organisers_page_refuses_door_staff(app: Flask, client: FlaskClient) -> None:
    make_event("tour")
    make_account("door")
    sign_in(client)

    addresses = [one for one in organisers_addresses(app) if one[1] != "/organise/sign-out"]
    answers = {
        (method, address): client.open(address, method=method).status_code
        for method, address in addresses
    }

    assert set(answers.values()) == {403}
    assert client.post("/organise/sign-out").status_code == 303


def test_right_password_leads_to_the_page_that_was_asked_for(client: FlaskClient) -> None:
    make_event("tour")
    make_account()
    asked = client.get("/organise/events/tour/report")

    answer = sign_in(client, email=" Olga@Example.org", next="/organise/events/tour/report")

    assert asked.location == "/organise/sign-in?next=/organise/events/tour/report"
    assert (answer.status_code, answer.location) == (303, "/organise/events/tour/report")
    assert client.get(answer.location).status_code == 200
    assert client.get("/organise/sign-in").location == "/organise"


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/organise/", "/events/tour", "/organise\\x"]
)
@on_sqlite
def test_signing_in_leads_nowhere_else(client: FlaskClient, wanted: str) -> None:
    make_account()

    assert sign_in(client, next=wanted).location == "/organise"


@on_sqlite
@pytest.mark.parametrize(
    ("email", "password"), [(EMAIL, "wrong"), ("nobody@example.org", PASSWORD), ("\x00", "x")]
)
def test_wrong_answers_get_the_same_words(client: FlaskClient, email: str, password: str) -> None:
    make_account()

    answer = sign_in(client, email=email, password=password)

    assert answer.status_code == 422
    assert "No account has this e-mail address and password." in answer.text
    assert client.get("/organise").status_code == 302


@on_sqlite
def test_empty_form_says_what_is_missing(client: FlaskClient) -> None:
    answer = sign_in(client, email="", password="")

    assert answer.status_code == 422
    assert "Type your e-mail address." in answer.text
    assert "Type your password." in answer.text


@on_sqlite
def test_too_many_attempts_wait(app: Flask, client: FlaskClient) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], rate_limit=True)
    make_account()
    for _ in range(MOST_FAILURES):
        sign_in(client, password="wrong")  # noqa: S106 -- of a test

    answer = sign_in(client)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "Too many attempts." in answer.text
    assert client.get("/organise").status_code == 302


@on_sqlite
def test_signing_out_takes_a_pressed_button(client: FlaskClient) -> None:
    make_account()
    sign_in(client)

    by_link = client.get("/organise/sign-out")
    still = client.get("/organise").status_code
    by_button = client.post("/organise/sign-out")

    assert (by_link.status_code, still) == (405, 200)
    assert by_button.location == "/organise/sign-in"
    assert client.get("/organise").status_code == 302


@on_sqlite
def test_new_password_signs_others_out(client: FlaskClient) -> None:
    make_account()
    sign_in(client)

    make_account()

    assert client.get("/organise").status_code == 302


@on_sqlite
def test_forms_of_other_sites_are_refused(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    make_account()

    answer = sign_in(client)

    assert answer.status_code == 400
    assert client.get("/organise").status_code == 302
