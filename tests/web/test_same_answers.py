"""No form tells a known address from an unknown one: what can be tried without a clock.

`python -m tests.faults.enumeration` measures the time; that a password is checked for an unknown
address too, and at the same cost, is tried in tests/accounts/test_actions.py.
"""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from eventapp.accounts.links import start_reset, token_of, void_link
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction
from tests.counting import statements
from tests.factories import make_event, make_registration
from tests.faults.void_links import WAYS, unknown_token, void_links
from tests.registration.applicants import make_applicant
from tests.signing_in import make_account

KNOWN, UNKNOWN = "known@example.org", "other@example.org"
CHOSEN = {"new_password": "another long sentence", "again": "another long sentence"}
_NEW = re.compile(r"(nonce|value)=\"[^\"]*\"|nonce-[^']+|[\w-]{43}")

Asking = Callable[[FlaskClient, str], TestResponse]


def registering(client: FlaskClient, email: str) -> TestResponse:
    applicant = make_applicant(email=email)._asdict()
    data = {name: value for name, value in applicant.items() if isinstance(value, str)}
    return client.post("/events/asked/register", data=data)


def ticket_again(client: FlaskClient, email: str) -> TestResponse:
    return client.post("/events/asked/registered", data={"email": email})


def new_password(client: FlaskClient, email: str) -> TestResponse:
    return client.post("/organise/new-password", data={"email": email})


def signing_in(client: FlaskClient, email: str) -> TestResponse:
    data = {"email": email, "password": "a password that is not theirs"}
    return client.post("/organise/sign-in", data=data)


def used_link(client: FlaskClient, email: str) -> TestResponse:
    return client.post(f"/organise/new-password/{TOKENS[email]}", data=CHOSEN)


TOKENS = {UNKNOWN: "x" * 43}
FORMS = (registering, ticket_again, new_password, signing_in, used_link)


@pytest.mark.parametrize("ask", FORMS)
def test_form_says_and_does_the_same_for_unknown_addresses(app: Flask, ask: Asking) -> None:
    make_registration(make_event("asked"), email=KNOWN)
    make_account(KNOWN, "owner")
    with transaction():
        link = start_reset(KNOWN, secret="-", now=utc_now())  # noqa: S106 -- no secret
        void_link(link, now=utc_now())
        TOKENS[KNOWN] = token_of(link, "-")
    ask(app.test_client(), "first@example.org") if ask is not used_link else None

    known, unknown = (_seen(app, ask, email) for email in (KNOWN, UNKNOWN))

    assert known == unknown


@pytest.mark.parametrize("kind", WAYS)
def test_link_that_opens_nothing_does_not_tell_that_it_was_good_once(app: Flask, kind: str) -> None:
    tokens = void_links(["used@example.org", "outdated@example.org"])[kind]

    def opening(client: FlaskClient, token: str) -> TestResponse:
        return client.get(f"{WAYS[kind]}/{token}")

    opening(app.test_client(), "first")
    never = _seen(app, opening, unknown_token(UNKNOWN))

    assert never[0] in {404, 410}
    assert [_seen(app, opening, token) for token in tokens.values()] == [never, never]


def _seen(app: Flask, ask: Asking, email: str) -> tuple[object, ...]:
    """Give all that is told, and the kinds of statements that were run for it, in their order."""
    client = app.test_client()
    with app.app_context(), statements() as sent:
        answer = ask(client, email)
    headers = [
        (name, _NEW.sub("", value)) for name, value in answer.headers if name != "Set-Cookie"
    ]
    text = _NEW.sub("", answer.text)
    return answer.status_code, headers, text, [statement.split()[:3] for statement in sent]
