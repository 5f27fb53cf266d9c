"""Nobody opens what the table does not give them: every address, role, event and method."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule as Route

from eventapp.accounts.rules import ROLES, Scope
from eventapp.foundation.database import db
from eventapp.web.policy import POLICY, Proof, Rule, Where
from tests.factories import (
    make_event,
    make_past_edition,
    make_registration,
    make_series,
    make_session,
    make_shift,
    make_speaker,
    make_stop,
)
from tests.proposals.wishes import FAR_AWAY, make_call, make_coded_proposal
from tests.signing_in import make_account, signed_in

SCOPES = ("event", "series", "everywhere")
PRINCIPALS = ("nobody", "half", "without a role", *(f"{r} {s}" for r, s in product(ROLES, SCOPES)))
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
CANARY = "Foreignname"
CODE = "C1"
"""Whatever an address names by a code is there under this one."""


class World(NamedTuple):
    """Two events that have nothing to do with one another."""

    app: Flask
    own: str
    foreign: str
    own_series: str
    foreign_series: str


def roles_held(principal: str, where: Where, *, own: bool) -> set[str]:
    """Give the roles that hold, worked out from words and not by the code that is tested."""
    role, _, scope = principal.partition(" ")
    if principal in {"nobody", "half", "without a role"}:
        return set()
    if where is Where.SOMEWHERE or scope == "everywhere":
        return {role}
    if where is Where.EVERYWHERE or not own:
        return set()
    if where is Where.SERIES:
        return {role} if scope == "series" else set()
    return {role}


def expected(principal: str, rule: Rule, *, own: bool) -> str | int:
    """Give the status of a refusal, where a browser is sent, or "open"."""
    if rule.proof in {Proof.NONE, Proof.TICKET, Proof.LINK}:
        return "open"
    if principal == "nobody":
        return "sign-in"
    if principal == "half":
        return "open" if rule.proof is Proof.PASSWORD else "second-step"
    held = roles_held(principal, rule.where, own=own)
    if not rule.roles or held & rule.roles:
        return "open"
    return 404 if rule.where in {Where.EVENT, Where.SERIES} and not held else 403


@pytest.fixture
def world(app: Flask) -> World:
    app.config["TESTING"] = True
    own_series, foreign_series = make_series("own-series"), make_series("foreign-series")
    own = make_event("own", series=own_series)
    foreign = make_event("foreign", series=foreign_series, name_en=CANARY, name_sv=CANARY)
    for event in (own, foreign):
        stop = make_stop(event, CODE)
        make_session(stop, CODE)
        make_shift(stop, CODE)
        make_speaker(event, CODE, family_name=CANARY if event is foreign else "Own")
        make_registration(event, CODE, family_name=CANARY if event is foreign else "Own")
        make_call(event, closes_at=FAR_AWAY, is_blind=True)
        make_coded_proposal(event, CODE, CANARY if event is foreign else "Own")
    make_past_edition(own_series, CODE)
    make_account("somebody@example.org", "owner")
    make_account("foreign.owner@example.org", "owner", Scope(event_id=foreign.id))
    scopes = {
        "event": Scope(event_id=own.id),
        "series": Scope(series_id=own_series.id),
        "everywhere": Scope(),
    }
    make_account("without.a.role@example.org")
    for role, scope in product(ROLES, SCOPES):
        make_account(f"{role}.{scope}@example.org", role, scopes[scope])
    return World(app, own.slug, foreign.slug, own_series.slug, foreign_series.slug)


def browser_of(world: World, principal: str) -> FlaskClient:
    if principal == "nobody":
        return world.app.test_client()
    if principal == "half":
        client = signed_in(world.app, "without.a.role@example.org")
        db.session.rollback()
        with db.engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA query_only=OFF") if is_sqlite() else None
            connection.execute(sa.text("UPDATE browser_session SET proven_at = NULL"))
        return client
    return signed_in(world.app, f"{principal.replace(' ', '.')}@example.org")


def is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


@contextmanager
def writes() -> Iterator[list[str]]:
    """Collect the statements that change something."""
    sent: list[str] = []

    def collect(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        if statement.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"}:
            sent.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", collect)
    try:
        yield sent
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", collect)


def address(world: World, route: Route, rule: Rule, *, own: bool) -> str:
    """Give an address of the route; the account it names has no role at the own event."""
    values: dict[str, Any] = dict.fromkeys(route.arguments, "1")
    event, series = (world.own, world.own_series) if own else (world.foreign, world.foreign_series)
    values["slug"] = series if rule.where is Where.SERIES else event
    values |= {"number": 1, "code": CODE}
    values = {name: value for name, value in values.items() if name in route.arguments}
    return str(world.app.url_map.bind("localhost").build(route.endpoint, values))


def is_organisers(route: Route) -> bool:
    return route.rule.startswith(("/organise", "/door"))


def routes(app: Flask) -> list[tuple[Route, Rule]]:
    return [(route, POLICY[route.endpoint]) for route in app.url_map.iter_rules()]


def test_every_address_has_a_row_and_every_row_an_address(app: Flask) -> None:
    only_in_development = {"components"}

    endpoints = {route.endpoint for route in app.url_map.iter_rules()}

    assert endpoints == POLICY.keys() - only_in_development


def test_rows_for_roles_say_which() -> None:
    wrong = [
        endpoint
        for endpoint, rule in POLICY.items()
        if (rule.where is not Where.SOMEWHERE and not rule.roles)
        or (rule.roles and rule.proof is not Proof.ACCOUNT)
        or (rule.fresh and rule.proof is not Proof.ACCOUNT)
        or not rule.roles <= set(ROLES)
    ]

    assert wrong == []


def test_organisers_addresses_of_an_event_ask_for_a_role_there(app: Flask) -> None:
    careless = [
        route.rule
        for route, rule in routes(app)
        if route.rule.startswith(("/organise/", "/door/"))
        and "slug" in route.arguments
        and (rule.where not in {Where.EVENT, Where.SERIES} or not rule.roles)
    ]

    assert careless == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_address_without_a_row_is_closed_even_for_owners(world: World) -> None:
    world.app.add_url_rule("/stray", "stray", lambda: "let in")

    assert world.app.test_client().get("/stray").status_code == 403
    assert browser_of(world, "owner everywhere").get("/stray").status_code == 403


def test_every_address_answers_as_its_row_says(world: World) -> None:
    wrong: list[object] = []
    tried = dict.fromkeys(PRINCIPALS, 0)
    for principal in PRINCIPALS:
        client = browser_of(world, principal)
        for (route, rule), own in product(routes(world.app), (True, False)):
            right = expected(principal, rule, own=own)
            if right == "open":
                continue
            place = address(world, route, rule, own=own)
            for method in sorted({*METHODS} & (route.methods or set())):
                tried[principal] += 1
                with writes() as sent:
                    answer = client.open(place, method=method)
                if not is_right(answer.status_code, answer.location, right) or sent:
                    wrong.append((principal, method, place, answer.status_code, right, sent))
                assert CANARY not in answer.text

    assert wrong == []
    assert {principal for principal, count in tried.items() if count == 0} <= {"owner everywhere"}


def is_right(status: int, location: str | None, right: int | str) -> bool:
    if isinstance(right, int):
        return status == right
    return status == 302 and f"/organise/{right}" in (location or "")


def test_what_is_open_answers_and_tells_nothing_of_foreign_events(world: World) -> None:
    refused: list[object] = []
    for principal in PRINCIPALS[2:]:
        client = browser_of(world, principal)
        for route, rule in routes(world.app):
            if "GET" not in (route.methods or ()) or not is_organisers(route):
                continue
            if expected(principal, rule, own=True) != "open" or rule.proof is Proof.NONE:
                continue
            answer = client.get(address(world, route, rule, own=True))
            if answer.status_code not in {200, 302} or "sign-in" in (answer.location or ""):
                refused.append((principal, route.rule, answer.status_code))
            if "everywhere" not in principal:
                assert CANARY not in answer.text

    assert refused == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_foreign_event_could_be_seen(world: World) -> None:
    """What the tests above look for in vain is there for those whose it is."""
    client = browser_of(world, "owner everywhere")

    assert CANARY in client.get("/organise/").text
    assert CANARY in client.get(f"/organise/events/{world.foreign}/report").text
    assert "foreign.owner@example.org" in client.get("/organise/people").text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_event_that_is_not_there_is_like_a_foreign_one(world: World) -> None:
    client = browser_of(world, "organiser event")

    foreign = client.get(f"/organise/events/{world.foreign}/report")
    missing = client.get("/organise/events/no-such-event/report")

    assert foreign.status_code == missing.status_code == 404


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("principal", ["owner event", "owner series"])
def test_owners_touch_no_role_of_a_foreign_event(world: World, principal: str) -> None:
    client = browser_of(world, principal)
    foreign = db.session.execute(
        sa.text(
            "SELECT g.id FROM account_grant g JOIN account a ON a.id = g.account_id"
            " WHERE a.email IN ('foreign.owner@example.org', 'somebody@example.org')"
        )
    ).scalars()

    for number, what in product(list(foreign), ("role", "remove")):
        with writes() as sent:
            answer = client.post(f"/organise/people/{number}/{what}", data={"role": "door"})
        assert answer.status_code == 404
        assert sent == []
