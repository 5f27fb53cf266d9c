"""How many registrations one network address may make."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.limits.rules import Limit
from eventapp.web.public import registration
from tests.web.public.test_registration import ADDRESS, WISH, make_tour, register, registrations


def test_flood_from_one_address_ends(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_tour()
    app.extensions["settings"] = replace(app.extensions["settings"], rate_limit=True)
    two_an_hour = Limit("register-from", 2, timedelta(hours=1))
    monkeypatch.setattr(registration, "REGISTER_FROM", two_an_hour)
    there = {"REMOTE_ADDR": "192.0.2.9"}
    forged = {"X-Forwarded-For": "198.51.100.4"}

    answers = [
        client.post(
            ADDRESS,
            data=WISH | {"email": f"{number}@example.org", "key": str(number)},
            environ_base=there,
            headers=forged,
        )
        for number in range(3)
    ]
    elsewhere = register(client)

    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert 0 < int(answers[2].headers["Retry-After"]) <= 3600
    assert elsewhere.status_code == 303
    assert len(registrations()) == 3
