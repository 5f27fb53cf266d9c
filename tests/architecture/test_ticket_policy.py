"""A ticket opens its holder's pages and nobody else's: every address, ticket, event and method."""

import json
from itertools import product
from typing import Any, NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule as Route
from werkzeug.test import TestResponse

from eventapp.web.attendee.beating import BEAT
from eventapp.web.attendee.recordings import PLAY
from eventapp.web.attendee.ticket_guard import PROVEN_OTHERWISE
from eventapp.web.attendee.tokens import signed
from eventapp.web.policy import POLICY, Proof
from tests.architecture.test_policy import METHODS, writes
from tests.factories import NOON, make_event, make_registration, make_session, make_stop
from tests.signing_in import make_account, signed_in

TICKETS = {
    "own": "ticket-of-the-reader-1234567890",
    "other": "ticket-of-another-1234567890123",
    "foreign": "ticket-of-elsewhere-12345678901",
    "withdrawn": "ticket-given-back-1234567890123",
    "none": "ticket-that-is-none-12345678901",
}
"""The reader's; another one's at the same event; at another event; given back; nobody's."""
NAMES = {"own": "Ownname", "other": "Othername", "foreign": "Foreignname", "withdrawn": "Backname"}
REFUSED = {"withdrawn": 410, "none": 404}
OWN_CODE, FOREIGN_CODE = "OWN1", "FOREIGN1"


class Try(NamedTuple):
    """An address to be opened with a ticket."""

    ticket: str
    route: Route
    place: str
    method: str


@pytest.fixture
def readers(app: Flask) -> list[FlaskClient]:
    """Give a stranger, and an owner of everything, whose roles are no ticket."""
    app.config["TESTING"] = True
    for slug, code in (("own", OWN_CODE), ("foreign", FOREIGN_CODE)):
        event = make_event(slug)
        make_session(make_stop(event, code), code)
        for ticket in ("foreign",) if slug == "foreign" else ("own", "other", "withdrawn"):
            values = {"ticket_code": TICKETS[ticket], "given_name": NAMES[ticket]}
            withdrawn = {"withdrawn_at": NOON} if ticket == "withdrawn" else {}
            make_registration(event, ticket, **values, **withdrawn)
    make_account("owner@example.org", "owner")
    return [app.test_client(), signed_in(app, "owner@example.org")]


def tries(app: Flask, tickets: tuple[str, ...], code: str) -> list[Try]:
    """Give every address of tickets that asks for one, with each of the tickets."""
    routes = [
        route
        for route in app.url_map.iter_rules()
        if POLICY[route.endpoint].proof is Proof.TICKET
        and "ticket_code" in route.arguments
        and route.endpoint not in PROVEN_OTHERWISE
    ]
    adapter = app.url_map.bind("localhost")
    found = []
    for ticket, route in product(tickets, routes):
        values = {"ticket_code": TICKETS[ticket], "stop_code": code, "session_code": code}
        named: dict[str, Any] = {name: values[name] for name in route.arguments}
        place = adapter.build(route.endpoint, named)
        found += [
            Try(ticket, route, place, method)
            for method in sorted({*METHODS} & (route.methods or set()))
        ]
    return found


def names_in(answer: TestResponse) -> set[str]:
    return {ticket for ticket, name in NAMES.items() if name in answer.text}


def test_what_is_no_ticket_any_more_or_never_was_opens_nothing(
    app: Flask, readers: list[FlaskClient]
) -> None:
    wrong, tried = [], tries(app, ("withdrawn", "none"), OWN_CODE)
    for one, reader in product(tried, readers):
        with writes() as sent:
            answer = reader.open(one.place, method=one.method)
        if answer.status_code != REFUSED[one.ticket] or sent or names_in(answer):
            wrong.append((one.ticket, one.method, one.place, answer.status_code, sent))

    assert wrong == []
    assert len(tried) > 20


def test_a_ticket_shows_its_holder_and_nobody_else(app: Flask, readers: list[FlaskClient]) -> None:
    codes = {"own": OWN_CODE, "other": OWN_CODE, "foreign": FOREIGN_CODE}
    wrong, holders = [], set()
    for ticket, code in codes.items():
        for one, reader in product(tries(app, (ticket,), code), readers):
            if one.method != "GET":
                continue
            answer = reader.get(one.place)
            is_closed = one.route.endpoint == "attendee.show_recording"
            if answer.status_code != (404 if is_closed else 200) or names_in(answer) - {ticket}:
                wrong.append((ticket, one.place, answer.status_code, names_in(answer)))
            holders |= names_in(answer)

    assert wrong == []
    assert holders == set(codes)


def test_a_ticket_opens_no_stop_and_no_recording_of_another_event(
    app: Flask, readers: list[FlaskClient]
) -> None:
    wrong, tried = [], 0
    for ticket, code in (("own", FOREIGN_CODE), ("other", FOREIGN_CODE), ("foreign", OWN_CODE)):
        for one, reader in product(tries(app, (ticket,), code), readers):
            if not {"stop_code", "session_code"} & one.route.arguments:
                continue
            tried += 1
            with writes() as sent:
                answer = reader.open(one.place, method=one.method)
            if answer.status_code != 404 or sent:
                wrong.append((ticket, one.method, one.place, answer.status_code, sent))

    assert wrong == []
    assert tried > 20


@pytest.mark.parametrize("ticket", ["other", "foreign", "withdrawn", "none"])
def test_what_was_signed_for_one_ticket_is_worth_nothing_with_another(
    app: Flask, readers: list[FlaskClient], ticket: str
) -> None:
    beat = signed(BEAT, TICKETS["own"], 1, 1, 4_000_000_000, int(NOON.timestamp()))
    play = signed(PLAY, TICKETS["own"], 1, 1, 600)
    message = json.dumps({"token": play, "segments": "0[.]5", "seconds": 600})

    for reader, (what, body) in product(readers, (("beat", beat), ("played", message))):
        with writes() as sent:
            answer = reader.post(f"/tickets/{TICKETS[ticket]}/{what}", data=body)
        assert (answer.status_code, sent) == (403, [])


def test_a_ticket_is_no_address_of_a_calendar(app: Flask, readers: list[FlaskClient]) -> None:
    for reader, ticket in product(readers, TICKETS.values()):
        assert reader.get(f"/tickets/calendar/{ticket}.ics").status_code == 404
